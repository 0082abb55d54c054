using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Users;

namespace Amity.Modules.Follows;

/// <summary>The two lists of relations that a user stands in, newest first. A relation is shown while both its users live.</summary>
internal static class FollowLists
{
    /// <summary>What a list can be limited to.</summary>
    public static readonly string[] Statuses = ["all", "accepted", "pending"];

    /// <summary>Who follows <c>@userId</c>.</summary>
    public static readonly PagedSql<FollowRow> Followers = List("follows.followers", "f.to_user_id");

    /// <summary>Whom <c>@userId</c> follows.</summary>
    public static readonly PagedSql<FollowRow> Followings = List("follows.followings", "f.from_user_id");

    /// <summary>One page of a user's list. Requests that still wait are seen by that user and administrators alone.</summary>
    public static async Task<FollowsBody> Page(
        PagedSql<FollowRow> list, IRead db, Caller caller, string userId, string status, PageRequest request)
    {
        if (await UserFacts.Of(db, userId) is null)
        {
            throw Refuse.NotFound("User");
        }

        var page = await list.Page(db, caller.Network.Pages, request, null, PageFilters.Of(("userId", userId), ("status", status)), new
        {
            userId,
            status,
            anyStatus = status == "all",
            seesPending = userId == caller.UserId || caller.IsAdministrator,
        });
        return new FollowsBody
        {
            Follows = [.. page.Rows.Select(row => row.ToBody())],
            Users = await UserPayloads.ByIds(
                db, caller.Network, page.Rows.SelectMany(row => (string[])[row.FromUserId, row.ToUserId])),
            Paging = page.Paging,
        };
    }

    private static PagedSql<FollowRow> List(string operation, string owner) => new(
        operation,
        $$"""
        select f.follow_id,
               a.user_id      as from_user_id,
               a.internal_id  as from_internal_id,
               b.user_id      as to_user_id,
               b.internal_id  as to_internal_id,
               b.is_deleted   as to_is_deleted,
               f.status,
               f.created_at,
               f.updated_at
        from follows f
        join users a on a.user_id = f.from_user_id
        join users b on b.user_id = f.to_user_id
        where {{owner}} = @userId
          and (@anyStatus or f.status = @status)
          and (@seesPending or f.status = 'accepted')
          and not a.is_deleted
          and not b.is_deleted
        {page}
        """,
        new Order<FollowRow>("lastCreated", "f.follow_id", "f.follow_id", row => (row.FollowId, row.FollowId), Descending: true));
}
