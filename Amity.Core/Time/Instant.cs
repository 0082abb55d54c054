using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amity.Core.Time;

/// <summary>A time as it is stored, in milliseconds since 1970 UTC, and as it is answered: ISO 8601 with milliseconds and <c>Z</c>.</summary>
[JsonConverter(typeof(InstantConverter))]
public readonly record struct Instant(long Milliseconds)
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Reads an ISO 8601 time; one without an offset is UTC.</summary>
    public static bool TryParse(string text, out Instant instant)
    {
        var isTime = DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        instant = isTime ? time.ToUnixTimeMilliseconds() : default;
        return isTime;
    }

    public static implicit operator Instant(long milliseconds) => new(milliseconds);

    public override string ToString() =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Milliseconds, 0, Last)).UtcDateTime
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

public sealed class InstantConverter : JsonConverter<Instant>
{
    // What the round-trip format writes, and where we end it: that format is quick, and one of our own would be parsed for every time.
    private const int RoundTrip = 28;
    private const int Seconds = 20;
    private const int Milliseconds = 3;

    public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? new Instant(time.ToUnixTimeMilliseconds())
            : throw new JsonException("Not an ISO 8601 time.");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[RoundTrip];
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, value.Milliseconds)).UtcDateTime;
        time.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[Seconds + Milliseconds] = (byte)'Z';
        writer.WriteStringValue(text[..(Seconds + Milliseconds + 1)]);
    }
}
