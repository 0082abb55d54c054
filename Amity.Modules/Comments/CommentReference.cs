using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

/// <summary>
/// What comments stand below: a post, or content of the application's own, of which the server knows nothing but the id and which every
/// user may read and comment on. Stories of the same contract do not exist yet: all of their ids are unknown.
/// </summary>
internal sealed record CommentReference(string Type, string Id)
{
    public const string OfPost = "post", OfContent = "content", OfStory = "story";

    /// <summary>Null for content.</summary>
    public PostFacts? Post { get; private init; }

    /// <summary>Null outside of communities.</summary>
    public string? CommunityId => Post is { TargetType: "community" } post ? post.TargetId : null;

    /// <summary>The reference, where the caller may read what stands below it: administrators also below a deleted post.</summary>
    public static async Task<CommentReference> Readable(IRead db, Caller caller, string type, string id)
    {
        var reference = await Find(db, caller, type, id);
        return reference.Post is { IsDeleted: true } && !caller.IsAdministrator ? throw Refuse.NotFound("Post") : reference;
    }

    /// <summary>The reference, where the caller may add to it.</summary>
    public static async Task<CommentReference> Open(IRead db, Caller caller, string type, string id)
    {
        var reference = await Find(db, caller, type, id);
        if (reference.Post is { IsDeleted: true })
        {
            throw Refuse.NotFound("Post");
        }

        if (reference.Post is { } post)
        {
            await PostInteraction.Enter(db, caller, post);
        }

        return reference;
    }

    /// <summary>Counts live comments; content has no row that could tell their number.</summary>
    public static Task Count(IWrite tx, string type, string id, int by) =>
        type == OfPost ? PostCounters.AddComments(tx, id, by) : Task.CompletedTask;

    private static async Task<CommentReference> Find(IRead db, Caller caller, string type, string id) => type switch
    {
        OfPost when await PostFacts.Visible(db, caller, id) is { } post => new CommentReference(OfPost, post.PostId) { Post = post },
        OfPost => throw Refuse.NotFound("Post"),
        OfContent => new CommentReference(OfContent, id),
        _ => throw Refuse.NotFound("Story"),
    };
}
