using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Amity.Benchmarks.Load;

/// <summary>
/// A lively community on a server that runs already: everybody reads the feed, and some post, comment and react. Says how many calls were
/// answered, how long they took and what was refused. Not a comparison: that is what the ratios are for.
/// </summary>
internal static class LoadCommand
{
    private const string Usage = "load --url http://127.0.0.1:8080 --api-key KEY [--people 16] [--seconds 10]";

    public static async Task<int> Run(string[] args)
    {
        if (Given(args, "--url") is not { } url || Given(args, "--api-key") is not { } apiKey)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 1;
        }

        var people = int.Parse(Given(args, "--people") ?? "16", CultureInfo.InvariantCulture);
        var time = TimeSpan.FromSeconds(double.Parse(Given(args, "--seconds") ?? "10", CultureInfo.InvariantCulture));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = people }) { BaseAddress = new Uri(url) };
        var run = Guid.NewGuid().ToString("n")[..6];
        var tokens = await Task.WhenAll(Enumerable.Range(0, people).Select(i => Login(http, apiKey, $"load-{run}-{i}")));
        var community = (await Call(http, tokens[0], HttpMethod.Post, "/api/v3/communities", new { displayName = $"Load {run}", isPublic = true }))
            .Body!["communities"]![0]!["communityId"]!.GetValue<string>();
        var posts = new ConcurrentQueue<string>();
        var seen = new ConcurrentBag<(string What, int Status, double Milliseconds)>();

        await Task.WhenAll(tokens.Select(async (token, i) =>
        {
            var chance = new Random(i);
            await Call(http, token, HttpMethod.Post, $"/api/v3/communities/{community}/join", new { });
            for (var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency); Stopwatch.GetTimestamp() < end;)
            {
                seen.Add(await Act(http, token, community, posts, chance));
            }
        }));

        Report(seen, time);
        return seen.Any(call => call.Status >= 500) ? 1 : 0;
    }

    private static async Task<(string, int, double)> Act(HttpClient http, string token, string community, ConcurrentQueue<string> posts, Random chance)
    {
        var post = posts.TryPeek(out var latest) ? latest : null;
        var (what, method, path, body) = (chance.Next(100), post) switch
        {
            ( < 10, _) or (_, null) => ("post", HttpMethod.Post, "/api/v4/posts", (object?)new { targetType = "community", targetId = community, data = new { text = "It works here." } }),
            ( < 20, _) => ("comment", HttpMethod.Post, "/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "Here too." } }),
            ( < 30, _) => ("react", HttpMethod.Post, "/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" }),
            ( < 60, _) => ("get", HttpMethod.Get, $"/api/v3/posts/{post}", null),
            _ => ("page", HttpMethod.Get, $"/api/v4/posts?targetType=community&targetId={community}", null),
        };
        var started = Stopwatch.GetTimestamp();
        var (status, answer) = await Call(http, token, method, path, body);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (what == "post" && answer?["posts"]?[0]?["postId"]?.GetValue<string>() is { } postId)
        {
            posts.Enqueue(postId);
            while (posts.Count > 20)
            {
                posts.TryDequeue(out _);
            }
        }

        return (what, status, milliseconds);
    }

    private static async Task<(int Status, JsonNode? Body)> Call(HttpClient http, string token, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonNode>());
    }

    private static async Task<string> Login(HttpClient http, string apiKey, string userId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v5/sessions") { Content = JsonContent.Create(new { userId, deviceId = userId }) };
        request.Headers.Add("x-api-key", apiKey);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>();
    }

    private static void Report(IReadOnlyCollection<(string What, int Status, double Milliseconds)> seen, TimeSpan time)
    {
        foreach (var kind in seen.GroupBy(call => call.What).OrderBy(kind => kind.Key, StringComparer.Ordinal).Append(seen.GroupBy(_ => "all").Single()))
        {
            var times = kind.Select(call => call.Milliseconds).Order().ToArray();
            var refused = kind.Where(call => call.Status != 200).GroupBy(call => call.Status).Select(status => $" {status.Key}: {status.Count()}");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind.Key,-8} {times.Length / time.TotalSeconds,8:0}/s   p50 {times[times.Length / 2],7:0.0} ms   p99 {times[(int)((times.Length - 1) * 0.99)],7:0.0} ms  {string.Concat(refused)}"));
        }
    }

    private static string? Given(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
