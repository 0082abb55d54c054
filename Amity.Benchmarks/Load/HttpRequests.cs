using System.Text;

namespace Amity.Benchmarks.Load;

/// <summary>Whole requests as bytes, made before the clock runs.</summary>
internal static class HttpRequests
{
    public static byte[] Get(string path, string? token = null) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\n{Headers(token)}\r\n");

    public static byte[] Send(string method, string path, string json, string? token = null) => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\n{Headers(token)}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    private static string Headers(string? token) =>
        "Host: localhost\r\nAccept: application/json\r\n" + (token is null ? "" : $"Authorization: Bearer {token}\r\n");
}
