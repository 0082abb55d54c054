using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

/// <summary>What comments stand below. There are posts only so far: contents and stories of the same contract are all unknown ids.</summary>
internal static class CommentReference
{
    public const string Post = "post";

    public static Checks Reference(this Checks check, string? type, string? id) => check
        .OneOf(type, "referenceType", Post, "content", "story")
        .Required(id, "referenceId")
        .Text(id, "referenceId", max: 900);

    /// <summary>The post, where the caller may read what stands below it: administrators also below a deleted one.</summary>
    public static async Task<PostFacts> Readable(IRead db, Caller caller, string type, string id)
    {
        var post = await Find(db, caller, type, id);
        return post.IsDeleted && !caller.IsAdministrator ? throw Refuse.NotFound("Post") : post;
    }

    /// <summary>The post, where the caller may add to it.</summary>
    public static async Task<PostFacts> Open(IRead db, Caller caller, string type, string id)
    {
        var post = await Find(db, caller, type, id);
        if (post.IsDeleted)
        {
            throw Refuse.NotFound("Post");
        }

        await PostInteraction.Enter(db, caller, post);
        return post;
    }

    private static async Task<PostFacts> Find(IRead db, Caller caller, string type, string id) => type switch
    {
        Post => await PostFacts.Visible(db, caller, id) ?? throw Refuse.NotFound("Post"),
        "content" => throw Refuse.NotFound("Content"),
        _ => throw Refuse.NotFound("Story"),
    };
}
