using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amity.Core.Pipeline;

/// <summary>
/// What an action was done to, and what was made of it, read from the properties of its request: ids, roles, permissions, types, enumerations,
/// numbers and switches, also those of records in it, and what <see cref="ToldAttribute"/> names. Texts, which people wrote, and secrets have
/// other names and types and are never read. What a write has made is told by the ids of its answer.
/// </summary>
internal static class AuditTarget
{
    // Of records in a request, and of those in them. An entry stays short, whatever is sent.
    private const int Deepest = 4;
    private const int MostOfList = 100;

    /// <summary>Of the pipeline and of paging, not of what is done.</summary>
    private static readonly string[] NoTarget = ["Caller", "CountedUser", "CountedPart"];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static JsonObject Of(object request, object? written)
    {
        var target = Fields(request, 0);
        if (written is not null)
        {
            foreach (var property in Told(written.GetType()).Where(property => IsId(property.Name) && property.PropertyType == typeof(string)))
            {
                Add(target, property, property.GetValue(written), 0);
            }
        }

        return target;
    }

    /// <summary>Whether an entry can say more of such a request than that it was made.</summary>
    public static bool Tells(Type request) => Told(request).Length > 0;

    private static JsonObject Fields(object record, int depth)
    {
        var fields = new JsonObject();
        foreach (var property in Told(record.GetType()))
        {
            Add(fields, property, property.GetValue(record), depth);
        }

        return fields;
    }

    private static void Add(JsonObject target, PropertyInfo property, object? value, int depth)
    {
        if (Node(value, depth) is { } told)
        {
            target.TryAdd(JsonNamingPolicy.CamelCase.ConvertName(property.Name), told);
        }
    }

    private static JsonNode? Node(object? value, int depth) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        double number => number,
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        IEnumerable<string> several => new JsonArray([.. several.Select(one => (JsonNode?)one)]),
        IEnumerable several => new JsonArray([.. several.Cast<object?>().Take(MostOfList).Select(one => Node(one, depth))]),
        _ => depth < Deepest && Fields(value, depth + 1) is { Count: > 0 } fields ? fields : null,
    };

    private static PropertyInfo[] Told(Type type) => Properties.GetOrAdd(type, static type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0 && IsTold(property))]);

    private static bool IsTold(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var name = property.Name;
        return !NoTarget.Contains(name)
            && (property.IsDefined(typeof(ToldAttribute))
                || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double) || type.IsEnum
                || (type == typeof(string) && (IsId(name) || name.EndsWith("Type", StringComparison.Ordinal)))
                || (typeof(IEnumerable<string>).IsAssignableFrom(type) && (name.EndsWith("Ids", StringComparison.Ordinal) || name is "Roles" or "Permissions"))
                || IsRecordOfRequest(type, property.DeclaringType!));
    }

    // A class beside the request's own that it is made of. Lists of such would be what people wrote, piece by piece: those have to be named.
    private static bool IsRecordOfRequest(Type type, Type declaring) =>
        type.IsClass && type.Assembly == declaring.Assembly && !typeof(IEnumerable).IsAssignableFrom(type);

    private static bool IsId(string name) => name.EndsWith("Id", StringComparison.Ordinal);
}
