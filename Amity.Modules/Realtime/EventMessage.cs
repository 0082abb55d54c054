using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amity.Core.Identity;
using Amity.Core.Mqtt;
using Amity.Core.Time;

namespace Amity.Modules.Realtime;

/// <summary>One event on one topic, in the envelope that the SDKs read: they look at <c>eventType</c> and <c>data</c> alone.</summary>
internal static class EventMessage
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="network">Where it happened.</param>
    /// <param name="eventType">The name of the event.</param>
    /// <param name="topic">The topic, which is also the path in the envelope.</param>
    /// <param name="data">JSON.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="audience">The keys of those whom it is for; null for all who listen.</param>
    /// <param name="outsiders">The keys of those whom it is not for; null for nobody.</param>
    /// <param name="isLast">Whether it tells its audience of their own end.</param>
    public static Message Of(
        Network network, string eventType, string topic, ReadOnlySpan<byte> data, long now, IReadOnlySet<string>? audience, IReadOnlySet<string>? outsiders = null,
        bool isLast = false)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 256);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("eventType", eventType);
            json.WriteString("networkId", network.Id);
            json.WriteString("path", topic);
            json.WriteString("sendTime", new Instant(now).ToString());
            json.WritePropertyName("data");
            json.WriteRawValue(data, skipInputValidation: true);
            json.WriteEndObject();
        }

        return new Message(topic, buffer.WrittenSpan) { Audience = audience, Outsiders = outsiders, IsLast = isLast };
    }
}
