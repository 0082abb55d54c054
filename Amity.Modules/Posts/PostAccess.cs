using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Communities;
using Amity.Modules.Settings;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

/// <summary>What one caller may do to one post, or to a place where a new one would stand. Read on the writer: earlier would be a race.</summary>
internal sealed record PostAccess(PostFacts Post, CommunityAccess? Community)
{
    /// <summary>The access to a live post, or <see cref="ErrorKind.NotFound"/> where the caller may not know of one.</summary>
    public static async Task<PostAccess> OfLive(IRead db, Caller caller, string postId) =>
        await Of(db, caller, postId) is { Post.IsDeleted: false } access ? access : throw Refuse.NotFound("Post");

    /// <summary>The same of a post that may be deleted.</summary>
    public static async Task<PostAccess> Of(IRead db, Caller caller, string postId)
    {
        var post = await PostFacts.Visible(db, caller, postId) ?? throw Refuse.NotFound("Post");
        return new PostAccess(post, post.TargetType == "community" ? await CommunityAccess.Of(db, caller, post.TargetId) : null);
    }

    /// <summary>
    /// Refuses everyone but the author and administrators. For others a deleted post does not exist, unless they are among those who may
    /// still read it.
    /// </summary>
    public void DemandOwnership(Caller caller)
    {
        if (caller.IsAdministrator)
        {
            return;
        }

        DemandNoBan();
        if (Post.UserId != caller.UserId)
        {
            var isModerator = Community?.Permissions.Contains("DELETE_COMMUNITY_POST") ?? caller.Sees("DELETE_USER_FEED_POST");
            throw Post.IsDeleted && !isModerator ? Refuse.NotFound("Post") : Refuse.Permission("Permission denied: only its author can delete a post for good.");
        }
    }

    /// <summary>Refuses everyone but the author, whoever has the permission that counts where the post stands, and administrators.</summary>
    public void Demand(Caller caller, string inCommunity, string onWall)
    {
        if (caller.IsAdministrator)
        {
            return;
        }

        DemandNoBan();
        if (Post.UserId != caller.UserId && !Allows(caller, inCommunity, onWall))
        {
            throw Refuse.Permission("Permission denied: the post is another user's.");
        }
    }

    /// <summary>Refuses everyone but those who review the posts where this one stands, and administrators.</summary>
    public void DemandReview(Caller caller)
    {
        DemandNoBan();
        if (!Allows(caller, "REVIEW_COMMUNITY_POST", "REVIEW_COMMUNITY_POST"))
        {
            throw Refuse.Permission("Permission denied: REVIEW_COMMUNITY_POST is needed in this community.");
        }
    }

    private bool Allows(Caller caller, string inCommunity, string onWall) => Community?.Allows(caller, inCommunity) ?? caller.Has(onWall);

    private void DemandNoBan()
    {
        if (Community is { IsBanned: true })
        {
            throw new AmityException(ErrorKind.Banned, "User is banned from the community.");
        }
    }

    /// <summary>
    /// Refuses the author of a post that is not published, unless the network lets such posts be changed. Those who may change the posts of
    /// others may do so here as well: they could after its review.
    /// </summary>
    public async Task DemandEditing(IRead db, Caller caller)
    {
        Demand(caller, "EDIT_COMMUNITY_POST", "EDIT_USER_FEED_POST");
        if (!Post.IsPublished && !Allows(caller, "EDIT_COMMUNITY_POST", "EDIT_USER_FEED_POST")
            && !(await NetworkSettings.Social(db)).IsAllowEditPostWhenReviewingEnabled)
        {
            throw Refuse.Forbidden("A post cannot be changed before it is published.");
        }
    }

    /// <summary>
    /// The type of the feed that takes the caller's post there; refuses a caller who may not post. A wall takes its owner's posts and those of holders of EDIT_USER_FEED_POST: nothing of the
    /// API lets an owner moderate what others would write there. Content of the application takes everybody's.
    /// </summary>
    public static async Task<string> DemandPosting(IRead db, Caller caller, string targetType, string targetId)
    {
        switch (targetType)
        {
            case "community":
                return await DemandInCommunity(db, caller, targetId);
            case "user":
                await DemandOnWall(db, caller, targetId);
                break;
        }

        return TargetFeeds.Published;
    }

    private static async Task<string> DemandInCommunity(IRead db, Caller caller, string communityId)
    {
        var access = await CommunityAccess.OfLive(db, caller, communityId);
        if (caller.IsAdministrator)
        {
            return TargetFeeds.Published;
        }

        if (access.IsBanned)
        {
            throw new AmityException(ErrorKind.Banned, "User is banned from the community.");
        }

        if (!access.IsMember)
        {
            throw Refuse.Permission("User is not a member of this community.");
        }

        if (access.OnlyAdminCanPost && !access.Allows(caller, "CREATE_PRIVILEGED_POST"))
        {
            throw Refuse.Forbidden("Only moderators can post in this community.");
        }

        return access.NeedApprovalOnPostCreation && !access.Allows(caller, "REVIEW_COMMUNITY_POST")
            ? TargetFeeds.Reviewing
            : TargetFeeds.Published;
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
