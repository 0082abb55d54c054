using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Amity.Core.Http;

/// <summary>Writes an answer whole, so that its length is known: clients then need no chunks, and the server makes none.</summary>
internal sealed class JsonAnswer
{
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static JsonAnswer? spare;

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter writer;

    private JsonAnswer(JsonSerializerOptions options) =>
        writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = options.Encoder, MaxDepth = options.MaxDepth, SkipValidation = true });

    public static async Task Write<T>(HttpResponse response, T value, JsonTypeInfo<T> type)
    {
        response.ContentType = "application/json; charset=utf-8";
        await Send(response, value, type);
    }

    // The bytes are copied before the task is returned: the buffer is free again.
    private static ValueTask<System.IO.Pipelines.FlushResult> Send<T>(HttpResponse response, T value, JsonTypeInfo<T> type)
    {
        var answer = spare ?? new JsonAnswer(type.Options);
        spare = null;
        answer.buffer.ResetWrittenCount();
        answer.writer.Reset(answer.buffer);
        JsonSerializer.Serialize(answer.writer, value, type);
        answer.writer.Flush();
        response.ContentLength = answer.buffer.WrittenCount;
        var sent = response.BodyWriter.WriteAsync(answer.buffer.WrittenMemory);
        if (answer.buffer.Capacity <= LargestKept)
        {
            spare = answer;
        }

        return sent;
    }
}
