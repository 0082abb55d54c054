using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Amity.Architecture;

/// <summary>Every SQL text of the modules, with the type that holds it.</summary>
internal static partial class SqlStatements
{
    public static IReadOnlyList<(Type Holder, string Name, string Sql)> All { get; } = [.. Find()];

    /// <summary>The module behind a type: the last part of its namespace.</summary>
    public static string ModuleOf(Type type) => type.Namespace!["Amity.Modules.".Length..].Split('.')[0];

    private static IEnumerable<(Type, string, string)> Find()
    {
        foreach (var type in typeof(Amity.Modules.AmityModules).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Amity.Modules.") == true))
        {
            foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.IsLiteral && field.GetRawConstantValue() is string text && Statement().IsMatch(text))
                {
                    yield return (type, field.Name, text);
                }
                else if (field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Amity.Core.Paging.PagedSql<>))
                {
                    var statements = (IEnumerable)field.FieldType.GetProperty("Statements")!.GetValue(field.GetValue(null))!;
                    foreach (string sql in statements)
                    {
                        yield return (type, field.Name, sql);
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"^\s*(with|select|insert into|update|delete from)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();
}
