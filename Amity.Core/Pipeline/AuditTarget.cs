using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amity.Core.Pipeline;

/// <summary>
/// What an action was done to, read from the properties of its request: ids, roles, types, numbers and switches. Texts, which people wrote,
/// and secrets have other names and types and are never read. What a write has made is told by the ids of its answer.
/// </summary>
internal static class AuditTarget
{
    /// <summary>Of the pipeline and of paging, not of what is done.</summary>
    private static readonly string[] NoTarget = ["Caller", "CountedUser", "CountedPart"];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static JsonObject Of(object request, object? written)
    {
        var target = new JsonObject();
        foreach (var property in Told(request.GetType()))
        {
            Add(target, property, property.GetValue(request));
        }

        if (written is not null)
        {
            foreach (var property in Told(written.GetType()).Where(property => IsId(property.Name) && property.PropertyType == typeof(string)))
            {
                Add(target, property, property.GetValue(written));
            }
        }

        return target;
    }

    private static void Add(JsonObject target, PropertyInfo property, object? value)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        JsonNode? told = value switch
        {
            string text => text,
            bool flag => flag,
            int number => number,
            long number => number,
            double number => number,
            IEnumerable<string> several => new JsonArray([.. several.Select(one => (JsonNode?)one)]),
            _ => null,
        };
        if (told is not null)
        {
            target.TryAdd(name, told);
        }
    }

    private static PropertyInfo[] Told(Type type) => Properties.GetOrAdd(type, static type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0 && IsTold(property))]);

    private static bool IsTold(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var name = property.Name;
        return !NoTarget.Contains(name)
            && (type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double)
                || (type == typeof(string) && (IsId(name) || name.EndsWith("Type", StringComparison.Ordinal)))
                || (typeof(IEnumerable<string>).IsAssignableFrom(type) && (name.EndsWith("Ids", StringComparison.Ordinal) || name == "Roles")));
    }

    private static bool IsId(string name) => name.EndsWith("Id", StringComparison.Ordinal);
}
