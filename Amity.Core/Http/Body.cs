using System.Buffers;
using System.Text.Unicode;
using Amity.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace Amity.Core.Http;

/// <summary>
/// Reads a JSON body whole, up to the limit. Ours rather than the framework's binder, which answers 415 to the empty form-typed POST
/// that the SDK sends under Node, and 400 to a wrong type.
/// </summary>
internal static class Body
{
    public static async ValueTask<ReadOnlyMemory<byte>> Read(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength is 0 || HttpMethods.IsGet(request.Method))
        {
            return default;
        }

        if (request.ContentLength > maxBytes)
        {
            throw new AmityException(ErrorKind.TooLarge);
        }

        var read = await request.BodyReader.ReadAtLeastAsync(Math.Min(maxBytes + 1, int.MaxValue), request.HttpContext.RequestAborted);
        var length = read.Buffer.Length;
        var bytes = length <= maxBytes ? read.Buffer.ToArray() : null;
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return bytes switch
        {
            null => throw new AmityException(ErrorKind.TooLarge),
            [] => default,
            _ when !IsJson(request.ContentType) => throw new AmityException(ErrorKind.UnsupportedMediaType),
            _ when !Utf8.IsValid(bytes) => throw Refuse.BadRequest("The body is not valid UTF-8."),
            _ => bytes,
        };
    }

    private static bool IsJson(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
