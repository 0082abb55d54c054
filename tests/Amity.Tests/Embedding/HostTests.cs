using Amity.Core;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Modules.Networks;
using Amity.Modules.Users;
using Amity.Tests.Kit;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Amity.Tests.Embedding;

/// <summary>A host keeps what is its own: its endpoints, its errors, its policies, its services.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task errors_of_the_host_stay_its_own_also_below_api()
    {
        await using var host = await EmbeddingHost.Start(map: app =>
        {
            app.MapGet("/api/orders", () => "orders");
            app.MapPost("/api/orders/fail", string () => throw new InvalidOperationException("of the host"));
        });

        Assert.Equal("orders", (await host.Nobody.Get("/api/orders")).Text);
        foreach (var path in (string[])["/nowhere", "/api/nowhere", "/api", "/api/v9/nowhere"])
        {
            var missing = await host.Nobody.Get(path);
            Assert.Equal((404, ""), (missing.Status, missing.Text));
            Assert.False(missing.Headers.Contains("Access-Control-Allow-Origin"), path);
        }

        var wrongMethod = await host.Nobody.Post("/api/orders");
        Assert.Equal((405, ""), (wrongMethod.Status, wrongMethod.Text));
        var failed = await host.Nobody.Post("/api/orders/fail");
        Assert.Equal((500, ""), (failed.Status, failed.Text));

        (await host.Nobody.Get("/api/v3/nowhere")).Refused(ErrorKind.NotFound);
        (await host.Nobody.Put("/api/v5/sessions")).Refused(ErrorKind.MethodNotAllowed);
    }

    [Fact]
    public async Task an_endpoint_of_the_host_wins_over_one_of_the_same_path()
    {
        await using var host = await EmbeddingHost.Start(map: app =>
        {
            app.MapGet("/healthz", () => "my own health");
            app.MapFallback(() => "my own page");
        });

        Assert.Equal("my own health", (await host.Nobody.Get("/healthz")).Text);
        Assert.Equal("my own page", (await host.Nobody.Get("/some/page")).Text);
        Assert.Equal("ready", (await host.Nobody.Get("/readyz")).Text);
        (await host.Nobody.Get("/api/v3/nowhere")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task the_host_describes_its_own_endpoints_and_no_others()
    {
        await using var host = await EmbeddingHost.Start(services => services.AddOpenApi(), app =>
        {
            app.MapOpenApi();
            app.MapGet("/orders", () => "orders");
            app.MapAmityDescription("/community.json");
        });

        var mine = (await host.Nobody.Get("/openapi/v1.json")).Ok();
        Assert.Equal("/orders", Assert.Single(mine["paths"]!.AsObject()).Key);
        var amity = (await host.Nobody.Get("/community.json")).Ok()["paths"]!.AsObject();
        Assert.True(amity.ContainsKey("/api/v3/users/{userId}"));
        Assert.False(amity.ContainsKey("/orders"));
    }

    [Fact]
    public async Task a_policy_of_the_host_that_closes_everything_does_not_close_the_api()
    {
        await using var host = await EmbeddingHost.Start(
            services =>
            {
                services.AddAuthentication("none").AddCookie("none", cookie => cookie.Events.OnRedirectToLogin = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status418ImATeapot;
                    return Task.CompletedTask;
                });
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            app => app.MapGet("/mine", () => "closed"));

        Assert.Equal(418, (await host.Nobody.Get("/mine")).Status);
        var alice = await host.Login("alice");
        Assert.Equal("alice", (await alice.Get("/api/v3/users/alice")).Ok().First("users").Text("userId"));
        (await host.Nobody.Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task the_api_lives_below_a_prefix_of_the_host()
    {
        await using var host = await EmbeddingHost.Start(map: app => app.MapGroup("/community").MapAmity());

        var alice = await host.Login("alice/smith", "/community");
        Assert.Equal("alice/smith", (await alice.Get("/community/api/v3/users/alice%2Fsmith")).Ok().First("users").Text("userId"));
        (await alice.Get("/community/api/v3/nowhere")).Refused(ErrorKind.NotFound);
        Assert.Equal(404, (await alice.Get("/api/v3/users/alice%2Fsmith")).Status);
    }

    [Fact]
    public async Task adding_twice_is_adding_once_with_both_configurations()
    {
        using var folder = new ScratchFolder();
        await using var services = new ServiceCollection()
            .AddAmity(options => options.DataDirectory = folder.Data)
            .AddAmity(options => options.RateLimit.PermitsPerSecond = 2)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });

        Assert.Equal(folder.Data, services.GetRequiredService<AmityOptions>().DataDirectory);
        var alice = await services.GetRequiredService<ICallers>().User("alice");
        await Update(services, alice, "first");
        await Update(services, alice, "second");
        var refused = await Assert.ThrowsAsync<AmityException>(() => Update(services, alice, "third"));
        Assert.Equal(ErrorKind.RateLimited, refused.Kind);
    }

    [Fact]
    public async Task requests_and_behaviours_of_the_host_are_sent_beside()
    {
        using var folder = new ScratchFolder();
        var seen = new List<string>();
        await using var services = new ServiceCollection()
            .AddSingleton(seen)
            .AddTransient<IRequestHandler<Ping, string>, Pong>()
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Witness<,>))
            .AddAmity(options => options.DataDirectory = folder.Data)
            .BuildServiceProvider();

        await using (var scope = services.CreateAsyncScope())
        {
            Assert.Equal("pong", await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new Ping()));
        }

        await Update(services, await services.GetRequiredService<ICallers>().User("alice"), "Builds boats");
        Assert.Equal(["Ping", "Request"], seen);
    }

    [Fact]
    public async Task services_may_be_disposed_synchronously()
    {
        using var folder = new ScratchFolder();
        using (var services = new ServiceCollection().AddAmity(options => options.DataDirectory = folder.Data).BuildServiceProvider())
        {
            await Update(services, await services.GetRequiredService<ICallers>().User("alice"), "Builds boats");
        }

        Assert.Empty(Directory.EnumerateFiles(folder.Data, "*-wal", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task a_caller_in_process_gets_the_same_refusals()
    {
        using var folder = new ScratchFolder();
        await using var services = new ServiceCollection().AddAmity(options => options.DataDirectory = folder.Data).BuildServiceProvider();
        var callers = services.GetRequiredService<ICallers>();
        var (alice, bob) = (await callers.User("alice"), await callers.User("bob"));

        var stranger = await Assert.ThrowsAsync<AmityException>(() => Send(services, new UpdateUser.Request { Caller = bob, UserId = "alice", Description = "x" }));
        Assert.Equal(ErrorKind.PermissionDenied, stranger.Kind);
        var tooLong = await Assert.ThrowsAsync<AmityException>(() => Update(services, alice, new string('x', 501)));
        Assert.Equal(ErrorKind.Invalid, tooLong.Kind);
        var answer = await Send(services, new UpdateUser.Request { Caller = await callers.Administrator(), UserId = "alice", Description = "By an administrator" });
        Assert.Equal("By an administrator", answer.Users[0].Description);
    }

    [Fact]
    public async Task a_second_host_on_the_same_folder_does_not_start()
    {
        using var folder = new ScratchFolder();
        await using var first = await EmbeddingHost.Start(folder: folder.Data);
        await Assert.ThrowsAsync<Core.Data.DataFolderInUseException>(() => EmbeddingHost.Start(folder: folder.Data));
    }

    private static Task<UsersBody> Update(IServiceProvider services, Caller caller, string description) =>
        Send(services, new UpdateUser.Request { Caller = caller, UserId = caller.UserId, Description = description });

    private static async Task<UsersBody> Send(IServiceProvider services, UpdateUser.Request request)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public sealed record Ping : IRequest<string>;

    public sealed class Pong : IRequestHandler<Ping, string>
    {
        public Task<string> Handle(Ping request, CancellationToken cancellationToken) => Task.FromResult("pong");
    }

    public sealed class Witness<TRequest, TResponse>(List<string> seen) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : notnull
    {
        public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
        {
            seen.Add(typeof(TRequest).Name);
            return next();
        }
    }

    /// <summary>An ASP.NET Core program of somebody else's.</summary>
    private sealed class EmbeddingHost(WebApplication app, string folder, bool ownsFolder) : IAsyncDisposable
    {
        private readonly HttpClient http = new() { BaseAddress = new Uri(app.Urls.First()) };

        public Person Nobody => new(http, "", null);

        public static async Task<EmbeddingHost> Start(
            Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, string? folder = null)
        {
            var data = folder ?? Directory.CreateTempSubdirectory("amity-test-").FullName;
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            services?.Invoke(builder.Services);
            builder.Services.AddAmity(options => options.DataDirectory = data);
            var app = builder.Build();
            app.UseExceptionHandler(failed => failed.Run(_ => Task.CompletedTask));
            map?.Invoke(app);
            if (!((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Any(IsAmity))
            {
                app.MapAmity();
            }

            await app.StartAsync();
            return new EmbeddingHost(app, data, folder is null);
        }

        public async Task<Person> Login(string userId, string prefix = "")
        {
            var key = app.Services.GetRequiredService<INetworks>().Default.ApiKey;
            var answer = await new Person(http, "", null, ("x-api-key", key)).Post($"{prefix}/api/v5/sessions", new { userId, deviceId = userId });
            return new Person(http, userId, answer.Ok().Text("accessToken"));
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await app.StopAsync();
            await app.DisposeAsync();
            if (ownsFolder)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        private static bool IsAmity(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Core.Http.UseCaseEndpoint>() is not null;
    }
}
