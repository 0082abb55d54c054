using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Communities;

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
        if (await CommentFacts.Visible(tx, caller, commentId) is not { IsDeleted: false } comment)
        {
            throw Refuse.NotFound("Comment");
        }

        await Demand(tx, caller, comment, inCommunity, onWall);
        return comment;
    }

    /// <summary>The comment, deleted or not, where the caller wrote it and is not banned from its community, or is an administrator.</summary>
    public static async Task<CommentFacts> DemandOwnership(IWrite tx, Caller caller, string commentId)
    {
        var comment = await CommentFacts.Visible(tx, caller, commentId) ?? throw Refuse.NotFound("Comment");
        await Community(tx, caller, comment);
        return comment.UserId == caller.UserId || caller.IsAdministrator
            ? comment
            : throw Refuse.Permission("Permission denied: only its author can delete a comment for good.");
    }

    private static async Task Demand(IWrite tx, Caller caller, CommentFacts comment, string inCommunity, string onWall)
    {
        var community = await Community(tx, caller, comment);
        if (comment.UserId == caller.UserId)
        {
            return;
        }

        if (community is not null)
        {
            community.Demand(caller, inCommunity);
        }
        else if (!caller.Has(onWall))
        {
            throw Refuse.Permission($"Permission denied: {onWall} is needed for the comment of another user.");
        }
    }

    private static async Task<CommunityAccess?> Community(IWrite tx, Caller caller, CommentFacts comment)
    {
        var reference = await CommentReference.Readable(tx, caller, comment.ReferenceType, comment.ReferenceId);
        return reference.Post is { } post ? await PostInteraction.Return(tx, caller, post) : null;
    }
}
