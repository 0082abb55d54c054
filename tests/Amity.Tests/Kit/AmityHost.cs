using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amity.Core;
using Amity.Core.Data;
using Amity.Host;
using Amity.Modules.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amity.Tests.Kit;

/// <summary>
/// The real program on a real port with a database of its own. Rate limit off and durability Normal unless a test says otherwise;
/// the clock is the test's when it gives one.
/// </summary>
public sealed class AmityHost : IAsyncDisposable
{
    public const string ApiKey = "test-api-key";
    public const string ServerKey = "test-server-key";

    private readonly WebApplication app;
    private readonly bool ownsFolder;

    private AmityHost(WebApplication app, Log log, string folder, bool ownsFolder)
    {
        this.app = app;
        Log = log;
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public string Folder { get; }

    public HttpClient Http { get; }

    public Log Log { get; }

    public IServiceProvider Services => app.Services;

    public Amity.Core.Identity.Network Network => Services.GetRequiredService<Amity.Core.Identity.INetworks>().Default;

    public static async Task<AmityHost> Start(Action<AmityOptions>? configure = null, TimeProvider? time = null, string? folder = null)
    {
        var owns = folder is null;
        folder ??= Directory.CreateTempSubdirectory("amity-test-").FullName;
        var log = new Log();
        var app = ServeCommand.Build(["--urls", "http://127.0.0.1:0"], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            if (time is not null)
            {
                builder.Services.AddSingleton(time);
            }

            // An await that has to wait inside a write would stop all other writes of the network: here it fails the test.
            builder.Services.AddSingleton(provider => new DatabaseOptions
            {
                Durability = provider.GetRequiredService<AmityOptions>().Storage.Durability,
                RefuseUnfinishedAwaits = true,
            });
            builder.Services.AddSingleton(_ =>
            {
                var options = new AmityOptions { DataDirectory = folder, ApiKey = ApiKey, ServerKey = ServerKey };
                options.RateLimit.PermitsPerSecond = 0;
                options.Storage.Durability = Durability.Normal;
                configure?.Invoke(options);
                return options;
            });
        });
        await app.StartAsync();
        return new AmityHost(app, log, folder, owns);
    }

    /// <summary>Registers a session and speaks for its user from then on.</summary>
    public async Task<Person> Login(string userId, string? displayName = null, string? deviceId = null, string? authToken = null)
    {
        var answer = await Register(new { userId, displayName, deviceId = deviceId ?? $"device of {userId}", authToken });
        return new Person(Http, userId, answer.Ok()["accessToken"]!.GetValue<string>()) { Session = answer.Json! };
    }

    /// <summary>The same with an authentication token: the application's own server vouches for the user.</summary>
    public async Task<Person> LoginVerified(string userId, string? displayName = null)
    {
        var token = (await Nobody(("x-server-key", ServerKey)).Get($"/api/v3/authentication/token?userId={Uri.EscapeDataString(userId)}")).Ok();
        return await Login(userId, displayName, authToken: token.GetValue<string>());
    }

    public Task<Answer> Register(object body, string version = "v5", string apiKey = ApiKey) =>
        new Person(Http, "", null, ("x-api-key", apiKey)).Post($"/api/{version}/sessions", body);

    /// <summary>Speaks with an administrator's token.</summary>
    public async Task<Person> Administrator(string name = "admin") => new(
        Http, name, await AdminTokens.Create(Network, name, TimeSpan.FromDays(1), Services.GetRequiredService<TimeProvider>()));

    /// <summary>Speaks with these headers and no token.</summary>
    public Person Nobody(params (string Name, string Value)[] headers) => new(Http, "", null, headers);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>Somebody who makes calls.</summary>
public sealed class Person(HttpClient http, string userId, string? token, params (string Name, string Value)[] headers)
{
    public string UserId { get; } = userId;

    public string? Token { get; } = token;

    /// <summary>The answer to the registration.</summary>
    public JsonNode Session { get; init; } = new JsonObject();

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body);

    public Task<Answer> Put(string path, object? body = null) => Send(HttpMethod.Put, path, body);

    public Task<Answer> Delete(string path, object? body = null) => Send(HttpMethod.Delete, path, body);

    public async Task<Answer> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)),
        };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }
}
