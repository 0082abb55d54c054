using System.Text.Json.Nodes;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Tests.Networks;

/// <summary>A network that was made through the API, with its keys and its first administrator.</summary>
internal sealed record Tenant(AmityHost Host, string NetworkId, string ApiKey, string ServerKey, Person Admin)
{
    public Network Network => Host.Services.GetRequiredService<INetworks>().ById(NetworkId)!;

    public string Folder => Path.Combine(Host.Folder, "networks", NetworkId);

    public async Task<Person> Login(string userId, string? authToken = null)
    {
        var answer = await Register(userId, authToken);
        return new Person(Host.Http, userId, answer.Ok().Text("accessToken")) { Session = answer.Json! };
    }

    public Task<Answer> Register(string userId, string? authToken = null, string? apiKey = null) =>
        Host.Register(new { userId, deviceId = $"device of {userId}", authToken }, apiKey: apiKey ?? ApiKey);

    /// <summary>The application's own server vouches for the user.</summary>
    public async Task<string> AuthenticationToken(string userId) =>
        (await AskFor(userId, ServerKey)).Ok().GetValue<string>();

    public Task<Answer> AskFor(string userId, string serverKey) =>
        Host.Nobody(("x-server-key", serverKey)).Get($"/api/v3/authentication/token?userId={Uri.EscapeDataString(userId)}");

    public async Task<Person> LoginVerified(string userId) => await Login(userId, await AuthenticationToken(userId));
}

internal static class NetworkCalls
{
    public const string AllNetworks = "/api/admin/v1/networks", Keys = "/api/admin/v1/keys", Security = "/api/admin/v1/security",
        Tokens = "/api/admin/v1/admin-tokens", AuditLog = "/api/admin/v1/audit-log";

    public static async Task<Tenant> Tenant(this AmityHost host, string name = "Second shop")
    {
        var made = (await (await host.Administrator()).Post(AllNetworks, new { name })).Ok();
        return new Tenant(
            host, made.Text("networkId"), made.Text("apiKey"), made.Text("serverKey"), new Person(host.Http, "admin", made.Text("adminToken")));
    }

    /// <summary>The audit log, the newest entry first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Log(this Person administrator, string query = "limit=100") =>
        [.. (await administrator.Get($"{AuditLog}?{query}")).Ok()["entries"]!.AsArray().Select(entry => entry!)];

    public static async Task<IReadOnlyList<string>> Actions(this Person administrator, string query = "limit=100") =>
        [.. (await administrator.Log(query)).Select(entry => entry.Text("action"))];
}
