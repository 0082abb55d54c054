using System.Diagnostics;
using System.Text.Json;
using Amity.Benchmarks.Contenders;
using Amity.Benchmarks.Load;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Modules.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// What the deletion of a large account costs everybody else: the p99 of people who read and write while it goes on, against the same people
/// before it, and how long it takes beside them.
/// </summary>
internal static class UserDeletion
{
    private const int OfEachKind = 20_000;
    private const int Clients = 16;

    /// <summary>Each takes twenty reactions of one user.</summary>
    private const int Posts = OfEachKind / 20;

    /// <summary>An account takes far longer to make than to delete.</summary>
    private const int MostRounds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task Run(Report report, RatioOptions options)
    {
        using var folder = new ScratchFolder();
        report.Topic($"Deletion of a user with {OfEachKind:N0} posts, comments and reactions each, while {Clients} clients read and write");
        var data = folder.Inside("data");
        var administrator = await Administrator(data);
        await using var amity = await Contender.Start(ContendCommand.Server, data);
        var town = await Town.Build(amity, posts: Posts);
        var requests = Requests(town);
        using var api = new Api(amity);
        await HttpLoad.Warm(amity, requests);

        var (before, meanwhile, seconds) = (new List<LoadResult>(), new List<LoadResult>(), new List<double>());
        for (var round = 0; round < Math.Min(options.Rounds, MostRounds); round++)
        {
            var user = $"leaver-{round}";
            await Make(amity, api, town, user);
            before.Add(await HttpLoad.Run(amity, requests, Clients, options.Window));

            var started = Stopwatch.GetTimestamp();
            await api.Send(HttpMethod.Delete, $"/api/v4/users/{user}?deleteAll=true", new { }, administrator);
            meanwhile.Add(await HttpLoad.Run(amity, requests, Clients, options.Window));
            if (Jobs(data) == 0)
            {
                report.Note("The deletion ended within the window: the p99 beside it is that of a part of the window.");
            }

            // The load goes on to the end of the deletion, so that its time is that of a server in use.
            while (Jobs(data) > 0)
            {
                await HttpLoad.Run(amity, requests, Clients, TimeSpan.FromSeconds(1));
                if (Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new TimeoutException("The deletion does not end.");
                }
            }

            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        report.Figures("before", LoadFigures.Of(before));
        report.Figures("meanwhile", LoadFigures.Of(meanwhile));
        report.Figures("the deletion", new Dictionary<string, double> { ["seconds"] = Ratio.MedianOf(seconds) });
        report.Add(new Ratio("p99 during the deletion against before it", meanwhile.Select(r => r.P99), before.Select(r => r.P99), Goal.AtMost(2)));
        report.Add(new Ratio("requests a second during the deletion against before it", meanwhile.Select(r => r.PerSecond), before.Select(r => r.PerSecond)));
    }

    /// <summary>A token as the command line makes it, before the server runs.</summary>
    private static async Task<string> Administrator(string data)
    {
        await using var services = new ServiceCollection()
            .AddAmity(options => (options.DataDirectory, options.ApiKey) = (data, AmityContender.ApiKey))
            .BuildServiceProvider();
        return await AdminTokens.Create(
            services.GetRequiredService<INetworks>().Default, "administrator", TimeSpan.FromDays(1), services.GetRequiredService<TimeProvider>());
    }

    /// <summary>Three reads to one write, each user in turn: a ranked feed, a post, a page, a comment.</summary>
    private static byte[][] Requests(Town town) => [.. Enumerable.Range(0, 4 * Town.Users).Select(i =>
    {
        var (token, post) = (town.Tokens[i / 4], town.Posts[i * 7 % town.Posts.Count]);
        return (i % 4) switch
        {
            0 => HttpRequests.Get("/api/v5/me/global-feeds?options%5Blimit%5D=20", token),
            1 => HttpRequests.Get($"/api/v3/posts/{post}", token),
            2 => HttpRequests.Get($"/api/v4/posts?targetType=community&targetId={town.Communities[i / 4 % Town.CommunityCount]}&options%5Blimit%5D=20", token),
            _ => Comment(post, token),
        };
    })];

    private static byte[] Comment(string post, string token) => HttpRequests.Send(
        "POST", "/api/v3/comments", JsonSerializer.Serialize(new { referenceType = "post", referenceId = post, data = new { text = "Count me in." } }), token);

    /// <summary>Posts in the communities, comments below the posts of others, and reactions to these under many names.</summary>
    private static async Task Make(Contender server, Api api, Town town, string user)
    {
        var token = await api.Login(user);
        foreach (var community in town.Communities)
        {
            await api.Send(HttpMethod.Post, $"/api/v3/communities/{community}/join", new { }, token);
        }

        await Send(server, i => HttpRequests.Send("POST", "/api/v4/posts", JsonSerializer.Serialize(Town.Post(town.Communities[i % Town.CommunityCount])), token));
        await Send(server, i => Comment(town.Posts[i % town.Posts.Count], token));
        await Send(server, i => HttpRequests.Send(
            "POST",
            "/api/v2/reactions",
            JsonSerializer.Serialize(new { referenceType = "post", referenceId = town.Posts[i % town.Posts.Count], reactionName = $"like-{i / town.Posts.Count}" }),
            token));
    }

    private static async Task Send(Contender server, Func<int, byte[]> request)
    {
        const int Connections = 64;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async first =>
        {
            using var connection = await HttpConnection.Open(server.Address);
            await Task.Yield();
            for (var i = first; i < OfEachKind; i += Connections)
            {
                if (!await connection.Succeeds(request(i)))
                {
                    throw new InvalidOperationException("The account could not be made.");
                }
            }
        }));
    }

    /// <summary>How many jobs are left, read beside the server.</summary>
    private static long Jobs(string data)
    {
        var folder = new DataFolder(data);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = folder.NetworkDatabase(folder.NetworkIds().Single()),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from jobs";
        return (long)command.ExecuteScalar()!;
    }
}
