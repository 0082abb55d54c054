using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Json;
using Amity.Core.Time;
using Microsoft.OpenApi;

namespace Amity.Modules.Description;

/// <summary>
/// Schemas of what System.Text.Json really writes and reads: made from the contracts of the source-generated contexts, one component for
/// each record. In answers, what cannot be null is always there; in requests, only what the record itself requires is required.
/// </summary>
internal sealed class Schemas(OpenApiDocument document)
{
    private readonly Dictionary<Type, string> names = [];

    public IOpenApiSchema OfAnswer(JsonTypeInfo type) => Of(type.Type, type.Options, isAnswer: true);

    /// <summary>A request's body; what stands in the path is left out.</summary>
    public IOpenApiSchema OfBody(JsonTypeInfo type, IEnumerable<string> pathNames) =>
        Reference(type, isAnswer: false, pathNames.ToHashSet(StringComparer.OrdinalIgnoreCase));

    public static IOpenApiSchema OfText(Type type) => type == typeof(bool)
        ? new OpenApiSchema { Type = JsonSchemaType.Boolean }
        : type == typeof(int)
            ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" }
            : type == typeof(string)
                ? new OpenApiSchema { Type = JsonSchemaType.String }
                : new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } };

    private IOpenApiSchema Of(Type type, JsonSerializerOptions options, bool isAnswer)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Plain(type) is { } plain)
        {
            return plain;
        }

        var contract = options.GetTypeInfo(type);
        return contract.Kind switch
        {
            JsonTypeInfoKind.Object => Reference(contract, isAnswer, []),
            JsonTypeInfoKind.Enumerable => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(contract.ElementType!, options, isAnswer) },
            JsonTypeInfoKind.Dictionary => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(contract.ElementType!, options, isAnswer) },
            _ => throw new InvalidOperationException($"{type} has a converter of its own and no schema: give it one here."),
        };
    }

    private static OpenApiSchema? Plain(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type == typeof(RawJson) => new OpenApiSchema { Description = "Any JSON, returned as it was sent." },
        _ when type == typeof(Instant) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        TypeCode.String => new OpenApiSchema { Type = JsonSchemaType.String },
        TypeCode.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        TypeCode.Int32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        TypeCode.Int64 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        TypeCode.Double => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
        _ => null,
    };

    private OpenApiSchemaReference Reference(JsonTypeInfo contract, bool isAnswer, HashSet<string> except)
    {
        if (!names.TryGetValue(contract.Type, out var name))
        {
            // Named before its properties are walked: a record may hold its like.
            names.Add(contract.Type, name = Name(contract.Type));
            document.AddComponent<IOpenApiSchema>(name, Object(contract, isAnswer, except));
        }

        return new OpenApiSchemaReference(name, document);
    }

    private OpenApiSchema Object(JsonTypeInfo contract, bool isAnswer, HashSet<string> except)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(), Required = new HashSet<string>() };
        foreach (var property in contract.Properties)
        {
            if ((isAnswer ? property.Get is null : property.Set is null) || except.Contains(property.Name))
            {
                continue;
            }

            schema.Properties.Add(property.Name, Noted(contract.Type, property.Name, Of(property.PropertyType, contract.Options, isAnswer)));
            if (isAnswer ? !property.IsGetNullable : property.IsRequired)
            {
                schema.Required.Add(property.Name);
            }
        }

        return schema;
    }

    /// <summary>Says of a setting without effect that it has none yet.</summary>
    private static IOpenApiSchema Noted(Type holder, string property, IOpenApiSchema schema)
    {
        const BindingFlags Named = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;
        if (schema is OpenApiSchema own && holder.GetProperty(property, Named)?.GetCustomAttribute<WaitsForAttribute>() is { } waits)
        {
            own.Description = $"Kept, and without effect until this server has {waits.Feature}.";
        }

        return schema;
    }

    /// <summary><c>UpdateUser.Request</c> is <c>UpdateUserRequest</c>; of two modules' records of one name the second carries its module's.</summary>
    private string Name(Type type)
    {
        var name = type.DeclaringType?.Name + type.Name;
        return names.ContainsValue(name) ? type.Namespace!.Split('.')[^1] + name : name;
    }
}
