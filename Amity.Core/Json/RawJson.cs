using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amity.Core.Json;

/// <summary>
/// JSON that the server keeps and returns as it came (metadata, custom data): opaque but well-formed, compact, and without NUL or lone
/// surrogates in any name or text.
/// </summary>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(string Text)
{
    public static readonly RawJson EmptyObject = new("{}");

    public bool IsObject => Text.StartsWith('{');

    /// <summary>From a stored column; null stays null.</summary>
    public static RawJson? Of(string? text) => text is null ? null : new RawJson(text);
}

public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        Inspect(document.RootElement);
        return new RawJson(JsonSerializer.Serialize(document.RootElement, AmityJson.Compact));
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);

    private static void Inspect(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Inspect(Unescaped(static e => e.GetString()!, element));
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Inspect(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Inspect(Unescaped(static p => p.Name, property));
                    Inspect(property.Value);
                }

                break;
        }
    }

    /// <summary>A lone surrogate can only come from an escape; System.Text.Json notices it when the text is unescaped.</summary>
    private static string Unescaped<T>(Func<T, string> read, T from)
    {
        try
        {
            return read(from);
        }
        catch (InvalidOperationException lone)
        {
            throw new JsonException("A text holds half of a surrogate pair.", lone);
        }
    }

    private static void Inspect(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new JsonException("A text holds a NUL character.");
        }
    }
}
