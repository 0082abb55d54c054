using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Comments;
using Amity.Modules.Posts;

namespace Amity.Modules.Reactions;

/// <summary>
/// What reactions are put on: a post, or a comment. Messages and stories of the same contract do not exist yet, so that every id
/// of one is unknown.
/// </summary>
internal sealed record ReactionItem
{
    public required string Type { get; init; }

    public required string Id { get; init; }

    /// <summary>The post itself, or the one below which the comment stands; null for a comment on content.</summary>
    public PostFacts? Post { get; init; }

    public required bool IsDeleted { get; init; }

    public static Checks Check(Checks check, string? type, string? id) => check
        .Required(type, "referenceType")
        .OneOf(type, "referenceType", "post", "comment", "message", "story")
        .Required(id, "referenceId")
        .Text(id, "referenceId", max: 900);

    /// <summary>The item, where the caller may see it: what is deleted with its post, administrators only.</summary>
    public static async Task<ReactionItem> Visible(IRead db, Caller caller, string type, string id)
    {
        var item = type switch
        {
            "post" => await OfPost(db, caller, id) ?? throw Refuse.NotFound("Post"),
            "comment" => await OfComment(db, caller, id) ?? throw Refuse.NotFound("Comment"),
            "message" => throw Refuse.NotFound("Message"),
            _ => throw Refuse.NotFound("Story"),
        };
        return item.Post is { IsDeleted: true } && !caller.IsAdministrator ? throw Refuse.NotFound("Post") : item;
    }

    /// <summary>The item, where the caller may react to it: it lives, and the caller may take part where its post stands.</summary>
    public static async Task<ReactionItem> Open(IRead db, Caller caller, string type, string id)
    {
        var item = await Live(db, caller, type, id);
        if (item.Post is { } post)
        {
            await PostInteraction.Enter(db, caller, post);
        }

        return item;
    }

    /// <summary>The item, where the caller may take back a reaction of its own.</summary>
    public static async Task<ReactionItem> Reopen(IRead db, Caller caller, string type, string id)
    {
        var item = await Live(db, caller, type, id);
        if (item.Post is { } post)
        {
            await PostInteraction.Return(db, caller, post);
        }

        return item;
    }

    /// <summary>Moves the counts of the item: of all its reactions, and of those with this name.</summary>
    public Task Count(IWrite tx, string reactionName, int by) => Count(tx, Type, Id, reactionName, by);

    /// <summary>The same of an item that nobody has to see.</summary>
    public static async Task Count(IWrite tx, string type, string id, string reactionName, int by)
    {
        await (type == "post" ? PostCounters.AddReactions(tx, id, by) : CommentCounters.AddReactions(tx, id, by));
        await ReactionCounts.Add(tx, type, id, reactionName, by);
    }

    private static async Task<ReactionItem> Live(IRead db, Caller caller, string type, string id)
    {
        var item = await Visible(db, caller, type, id);
        return item.IsDeleted || item.Post is { IsDeleted: true } ? throw Refuse.NotFound(type == "post" ? "Post" : "Comment") : item;
    }

    private static async Task<ReactionItem?> OfPost(IRead db, Caller caller, string id) =>
        await PostFacts.Visible(db, caller, id) is { } post
            ? new ReactionItem { Type = "post", Id = post.PostId, Post = post, IsDeleted = post.IsDeleted }
            : null;

    private static async Task<ReactionItem?> OfComment(IRead db, Caller caller, string id)
    {
        if (await CommentFacts.Visible(db, caller, id) is not { } comment)
        {
            return null;
        }

        var post = comment.ReferenceType == "post" ? await PostFacts.Visible(db, caller, comment.ReferenceId) : null;
        return new ReactionItem { Type = "comment", Id = comment.CommentId, Post = post, IsDeleted = comment.IsDeleted };
    }
}
