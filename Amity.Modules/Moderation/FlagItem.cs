using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Posts;

namespace Amity.Modules.Moderation;

/// <summary>A post or a comment on which flags are put, as one caller meets it.</summary>
internal sealed record FlagItem
{
    public required Flags Flags { get; init; }

    public required bool IsDeleted { get; init; }

    /// <summary>The post itself, or the one below which the comment stands; null for a comment on content.</summary>
    private PostFacts? Post { get; init; }

    private bool IsPost => Flags.ReferenceType == "post";

    private string Name => IsPost ? "Post" : "Comment";

    /// <summary>
    /// The post, where the caller may see it: a deleted one its author, who may delete posts there, and administrators.
    /// </summary>
    public static async Task<FlagItem> OfPost(IRead db, Caller caller, string postId)
    {
        var post = await PostFacts.Visible(db, caller, postId) ?? throw Refuse.NotFound("Post");
        var item = new FlagItem { Flags = On("post", post.PostId, post), IsDeleted = post.IsDeleted, Post = post };
        return !post.IsDeleted || post.UserId == caller.UserId || await item.IsModerated(db, caller) ? item : throw Refuse.NotFound("Post");
    }

    /// <summary>The comment, where the caller may see it; a deleted one everybody who may see its post.</summary>
    public static async Task<FlagItem> OfComment(IRead db, Caller caller, string commentId)
    {
        var comment = await CommentFacts.Visible(db, caller, commentId) ?? throw Refuse.NotFound("Comment");
        var post = comment.ReferenceType == "post" ? await PostFacts.Visible(db, caller, comment.ReferenceId) : null;
        return new FlagItem
        {
            Flags = On("comment", comment.CommentId, post),
            IsDeleted = comment.IsDeleted || post is { IsDeleted: true },
            Post = post,
        };
    }

    /// <summary>
    /// The flags, for a caller who puts its own there or takes it back: on what lives, unless banned from its community. Who is no member
    /// may, whatever the network lets others do: to report what one sees is no part in the conversation.
    /// </summary>
    public async Task<Flags> Open(IWrite tx, Caller caller)
    {
        if (IsDeleted)
        {
            throw Refuse.NotFound(Name);
        }

        await Enter(tx, caller);
        return Flags;
    }

    /// <summary>The flags, for a caller who judges them: who may delete such things there, and administrators.</summary>
    public async Task<Flags> Judge(IWrite tx, Caller caller)
    {
        await Enter(tx, caller);
        return await IsModerated(tx, caller) ? Flags : throw Refuse.Permission($"Permission denied: {Right} is needed here.");
    }

    private string Right => (IsPost, Flags.CommunityId) switch
    {
        (true, null) => "DELETE_USER_FEED_POST",
        (true, _) => "DELETE_COMMUNITY_POST",
        (false, null) => "DELETE_USER_FEED_COMMENT",
        (false, _) => "DELETE_COMMUNITY_COMMENT",
    };

    private async Task<bool> IsModerated(IRead db, Caller caller) =>
        Flags.CommunityId is { } communityId && await CommunityAccess.Of(db, caller, communityId) is { } community
            ? community.Allows(caller, Right)
            : caller.Has(Right);

    private async Task Enter(IWrite tx, Caller caller)
    {
        if (Post is { } post)
        {
            await PostInteraction.Return(tx, caller, post);
        }
    }

    private static Flags On(string type, string id, PostFacts? post) => new(type, id, post is { TargetType: "community" } ? post.TargetId : null);
}
