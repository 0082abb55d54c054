using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

/// <summary>Who may change a comment.</summary>
internal static class CommentRights
{
    /// <summary>
    /// The live comment, where the caller wrote it and is not banned from its community, or has the permission: in the community of its
    /// post or on the walls of the network.
    /// </summary>
    public static async Task<CommentFacts> Demand(IWrite tx, Caller caller, string commentId, string inCommunity, string onWall)
    {
        if (await CommentFacts.Visible(tx, caller, commentId) is not { IsDeleted: false } comment
            || await PostFacts.Visible(tx, caller, comment.ReferenceId) is not { } post)
        {
            throw Refuse.NotFound("Comment");
        }

        var community = await PostInteraction.Enter(tx, caller, post);
        if (comment.UserId == caller.UserId)
        {
            return comment;
        }

        if (community is not null)
        {
            community.Demand(caller, inCommunity);
        }
        else if (!caller.Has(onWall))
        {
            throw Refuse.Permission($"Permission denied: {onWall} is needed for the comment of another user.");
        }

        return comment;
    }
}
