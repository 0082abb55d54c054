using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Communities;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

/// <summary>What one caller may do to one post, or to a place where a new one would stand. Read on the writer: earlier would be a race.</summary>
internal sealed record PostAccess(PostFacts Post, CommunityAccess? Community)
{
    /// <summary>The access to a live post, or <see cref="ErrorKind.NotFound"/> where the caller may not know of one.</summary>
    public static async Task<PostAccess> OfLive(IRead db, Caller caller, string postId)
    {
        if (await PostFacts.Visible(db, caller, postId) is not { IsDeleted: false } post)
        {
            throw Refuse.NotFound("Post");
        }

        return new PostAccess(post, post.TargetType == "community" ? await CommunityAccess.Of(db, caller, post.TargetId) : null);
    }

    /// <summary>Refuses everyone but the author, whoever has the permission that counts where the post stands, and administrators.</summary>
    public void Demand(Caller caller, string inCommunity, string onWall)
    {
        if (caller.IsAdministrator)
        {
            return;
        }

        if (Community is { IsBanned: true })
        {
            throw new AmityException(ErrorKind.Banned, "User is banned from the community.");
        }

        var holds = Community?.Permissions.Contains(inCommunity) ?? caller.Has(onWall);
        if (Post.UserId != caller.UserId && !holds)
        {
            throw Refuse.Permission("Permission denied: the post is another user's.");
        }
    }

    /// <summary>
    /// Refuses a caller who may not post there. A wall takes its owner's posts and those of holders of EDIT_USER_FEED_POST: nothing of the
    /// API lets an owner moderate what others would write there.
    /// </summary>
    public static Task DemandPosting(IRead db, Caller caller, string targetType, string targetId) =>
        targetType == "community" ? DemandInCommunity(db, caller, targetId) : DemandOnWall(db, caller, targetId);

    private static async Task DemandInCommunity(IRead db, Caller caller, string communityId)
    {
        var access = await CommunityAccess.OfLive(db, caller, communityId);
        if (caller.IsAdministrator)
        {
            return;
        }

        if (access.IsBanned)
        {
            throw new AmityException(ErrorKind.Banned, "User is banned from the community.");
        }

        if (!access.IsMember)
        {
            throw Refuse.Permission("User is not a member of this community.");
        }

        if (access.OnlyAdminCanPost && !access.Permissions.Contains("CREATE_PRIVILEGED_POST"))
        {
            throw Refuse.Forbidden("Only moderators can post in this community.");
        }

        if (access.NeedApprovalOnPostCreation && !access.Permissions.Contains("REVIEW_COMMUNITY_POST"))
        {
            throw Refuse.Forbidden("Posts in this community need a review, which is not available yet: only moderators can post.");
        }
    }

    private static async Task DemandOnWall(IRead db, Caller caller, string userId)
    {
        if (await UserFacts.Of(db, userId) is not { IsDeleted: false })
        {
            throw Refuse.NotFound("User");
        }

        if (userId != caller.UserId && !caller.Has("EDIT_USER_FEED_POST"))
        {
            throw Refuse.Permission("Only its owner can post on a user's wall.");
        }
    }
}
