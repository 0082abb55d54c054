using Amity.Benchmarks.Contenders;

namespace Amity.Benchmarks.Load;

/// <summary>Users, the communities they are in, and what they posted there: enough that a page is full and that writers do not all meet in one row.</summary>
internal sealed record Town(IReadOnlyList<string> Tokens, IReadOnlyList<string> Communities, IReadOnlyList<string> Posts)
{
    public const int Users = 64;
    public const int CommunityCount = 8;

    /// <summary>Builds it through the API. Every user is a member of every community; posts are spread over both.</summary>
    public static async Task<Town> Build(Contender server, int posts = 0)
    {
        using var api = new Api(server);
        var tokens = new List<string>();
        for (var i = 0; i < Users; i++)
        {
            tokens.Add(await api.Login(UserId(i)));
        }

        var communities = new List<string>();
        for (var i = 0; i < CommunityCount; i++)
        {
            var made = await api.Send(
                HttpMethod.Post, "/api/v3/communities", new { displayName = $"Community {i}", userIds = Enumerable.Range(0, Users).Select(UserId) }, tokens[i]);
            communities.Add(made["communities"]![0]!["communityId"]!.GetValue<string>());
        }

        var town = new Town(tokens, communities, new List<string>());
        for (var i = 0; i < posts; i++)
        {
            var made = await api.Send(HttpMethod.Post, "/api/v4/posts", Post(communities[i % CommunityCount]), tokens[i % Users]);
            ((List<string>)town.Posts).Add(made["posts"]![0]!["postId"]!.GetValue<string>());
        }

        return town;
    }

    /// <summary>The body of a new post.</summary>
    public static object Post(string communityId) => new
    {
        targetType = "community",
        targetId = communityId,
        data = new { text = "What an evening it was: three of us, one boat, and nobody who could row." },
    };

    private static string UserId(int i) => $"user-{i}";
}
