using System.Text.Json.Nodes;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

/// <summary>One server for the tests of a class, with the cast logged in. Every test makes its own posts.</summary>
public sealed class Talk : IAsyncLifetime
{
    public AmityHost Host { get; private set; } = null!;

    public Person Alice { get; private set; } = null!;

    public Person Bob { get; private set; } = null!;

    public Person Carol { get; private set; } = null!;

    public Person Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await AmityHost.Start();
        Alice = await Host.Login("alice", "Alice");
        Bob = await Host.Login("bob", "Bob");
        Carol = await Host.Login("carol", "Carol");
        Admin = await Host.Administrator();
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();
}

public static class TalkCalls
{
    /// <summary>Comments and gives the comment's id.</summary>
    public static async Task<string> Comment(this Person person, string postId, string text = "Well said", string? parentId = null) =>
        (await person.Post("/api/v3/comments", new { referenceType = "post", referenceId = postId, parentId, data = new { text } }))
        .Ok().First("comments").Text("commentId");

    /// <summary>Reads one comment.</summary>
    public static async Task<JsonNode> ReadComment(this Person person, string commentId) =>
        (await person.Get($"/api/v3/comments/{commentId}")).Ok().First("comments");

    /// <summary>Reacts and gives the reaction's id.</summary>
    public static async Task<string> React(this Person person, string referenceType, string referenceId, string reactionName = "like") =>
        (await person.Post("/api/v2/reactions", new { referenceType, referenceId, reactionName })).Ok().Text("addedId");

    /// <summary>Comments so many times, one after the other, and gives the ids in that order.</summary>
    public static async Task<IReadOnlyList<string>> CommentTimes(this Person person, int times, string postId, string? parentId = null)
    {
        var ids = new List<string>();
        for (var i = 1; i <= times; i++)
        {
            ids.Add(await person.Comment(postId, $"Number {i}", parentId));
        }

        return ids;
    }

    public static Task<long> CommentsCount(this AmityHost host, string postId) =>
        host.Number("select comments_count from posts where post_id = @postId", new { postId });
}
