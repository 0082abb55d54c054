using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amity.Benchmarks.Contenders;

namespace Amity.Benchmarks.Load;

/// <summary>The server's API for what goes before a measurement.</summary>
internal sealed class Api(Contender server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server.Address };

    /// <summary>Registers a session and gives its token.</summary>
    public async Task<string> Login(string userId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v5/sessions")
        {
            Content = JsonContent.Create(new { userId, displayName = $"{userId} of Amity", deviceId = $"device of {userId}" }),
            Headers = { { "x-api-key", AmityContender.ApiKey } },
        };
        return JsonNode.Parse(await Send(request))!["accessToken"]!.GetValue<string>();
    }

    public Task<byte[]> Get(string path, string token) =>
        Send(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });

    public async Task<JsonNode> Send(HttpMethod method, string path, object body, string token) => JsonNode.Parse(await Send(
        new HttpRequestMessage(method, path)
        {
            Content = JsonContent.Create(body),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        }))!;

    public void Dispose() => http.Dispose();

    private async Task<byte[]> Send(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {(int)response.StatusCode}");
    }
}
