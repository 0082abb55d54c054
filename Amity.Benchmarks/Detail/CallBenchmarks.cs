using Amity.Benchmarks.Ratios;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Modules.Communities;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Modules.Sessions;
using Amity.Modules.Settings;
using Amity.Modules.Users;
using BenchmarkDotNet.Attributes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Benchmarks.Detail;

/// <summary>
/// What calls cost without HTTP: behaviours, handler, SQL. Nothing is written meanwhile, and the rate limit is off, because one user
/// makes all the calls.
/// </summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private readonly ScratchFolder folder = new();
    private ServiceProvider server = null!;
    private IAuthenticator authenticator = null!;
    private Caller caller = null!;
    private string token = "";
    private string communityId = "";
    private string postId = "";

    [GlobalSetup]
    public async Task Fill()
    {
        server = new ServiceCollection()
            .AddAmity(amity => (amity.DataDirectory, amity.RateLimit.PermitsPerSecond) = (folder.Path, 0))
            .BuildServiceProvider();
        caller = await server.GetRequiredService<ICallers>().User("alice");
        authenticator = server.GetRequiredService<IAuthenticator>();
        var app = new Caller { Network = caller.Network, Kind = CallerKind.ApiKey };
        token = (await Send(new CreateSession.Request { Caller = app, UserId = "alice", DeviceId = "phone" })).AccessToken;
        communityId = (await Send(new CreateCommunity.Request { Caller = caller, DisplayName = "Rowers" })).Communities[0].CommunityId;
        for (var i = 0; i < 50; i++)
        {
            var text = new Core.Json.RawJson($$"""{"text":"Post {{i}}"}""");
            var made = await Send(new CreatePost.Request { Caller = caller, TargetType = "community", TargetId = communityId, Data = text });
            postId = made.Posts[0].PostId;
        }
    }

    [GlobalCleanup]
    public async Task Close()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A token whose session is in memory: what every call over HTTP begins with.</summary>
    [Benchmark]
    public ValueTask<Caller?> Authenticate() => authenticator.Authenticate(token);

    [Benchmark]
    public Task<object> ReadASetting() => Answer(new GetChatSettings.Request { Caller = caller });

    [Benchmark]
    public Task<object> ReadAUser() => Answer(new GetUser.Request { Caller = caller, UserId = "alice" });

    [Benchmark]
    public Task<object> ReadACommunity() => Answer(new GetCommunity.Request { Caller = caller, CommunityId = communityId });

    [Benchmark]
    public Task<object> ReadAPost() => Answer(new GetPost.Request { Caller = caller, PostId = postId });

    private async Task<object> Answer<TResponse>(IRequest<TResponse> request) => (await Send(request))!;

    private async Task<TResponse> Send<TResponse>(IRequest<TResponse> request)
    {
        await using var scope = server.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }
}
