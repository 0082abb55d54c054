using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Blocks;
using Amity.Modules.Settings;
using Amity.Modules.Users;

namespace Amity.Modules.Follows;

/// <summary>
/// The two lists of relations that a user stands in, newest first. A relation is shown while both its users live, and to nobody with a
/// block between it and one of them.
/// </summary>
internal static class FollowLists
{
    /// <summary>What a list can be limited to.</summary>
    public static readonly string[] Statuses = ["all", "accepted", "pending"];

    // Two statements each, because an index finds the few of one status only where the statement asks for no other.
    private static readonly PagedSql<FollowRow> Followers = List("follows.followers", "f.to_user_id = @userId");
    private static readonly PagedSql<FollowRow> FollowersOf = List("follows.followers.status", "f.to_user_id = @userId and f.status = @status");
    private static readonly PagedSql<FollowRow> Followings = List("follows.followings", "f.from_user_id = @userId");
    private static readonly PagedSql<FollowRow> FollowingsOf = List("follows.followings.status", "f.from_user_id = @userId and f.status = @status");

    /// <summary>One page of those who follow a user.</summary>
    public static Task<FollowsBody> OfFollowers(IRead db, Caller caller, string userId, string status, PageRequest request) =>
        Page(Followers, FollowersOf, db, caller, userId, status, request);

    /// <summary>One page of those whom a user follows.</summary>
    public static Task<FollowsBody> OfFollowings(IRead db, Caller caller, string userId, string status, PageRequest request) =>
        Page(Followings, FollowingsOf, db, caller, userId, status, request);

    /// <summary>
    /// Requests that still wait are seen by their own user and administrators alone. Where the network keeps its users private, whoever is
    /// neither that user nor an accepted follower nor an administrator gets <see cref="ErrorKind.PermissionDenied"/>.
    /// </summary>
    private static async Task<FollowsBody> Page(
        PagedSql<FollowRow> all, PagedSql<FollowRow> ofStatus, IRead db, Caller caller, string userId, string status, PageRequest request)
    {
        if (await UserFacts.Of(db, userId) is null)
        {
            throw Refuse.NotFound("User");
        }

        var seesPending = userId == caller.UserId || caller.IsAdministrator;
        if (!seesPending)
        {
            await DemandFollower(db, caller, userId);
        }

        var hasBlocks = await UserBlocks.Concern(db, caller);
        var page = await ((status, seesPending) switch
        {
            ("all", true) => Read(all, status),
            ("all", false) => Read(ofStatus, "accepted"),
            ("pending", false) => Read(ofStatus, "none"),
            _ => Read(ofStatus, status),
        });
        return new FollowsBody
        {
            Follows = [.. page.Rows.Select(row => row.ToBody())],
            Users = await UserPayloads.ByIds(
                db, caller, page.Rows.SelectMany(row => (string[])[row.FromUserId, row.ToUserId])),
            Paging = page.Paging,
        };

        Task<PageOf<FollowRow>> Read(PagedSql<FollowRow> list, string shown) => list.Page(
            db, caller.Network.Pages, request, null, PageFilters.Of(("userId", userId), ("status", status)), new
            {
                userId,
                status = shown,
                hasBlocks,
                callerId = caller.UserId,
            });
    }

    private static async Task DemandFollower(IRead db, Caller caller, string userId)
    {
        if ((await NetworkSettings.Social(db)).UserPrivacySetting == "private"
            && (await Relations.Between(db, caller.UserId, userId)).Status != "accepted")
        {
            throw Refuse.Permission("Permission denied: only followers see whom a user follows and is followed by.");
        }
    }

    private static PagedSql<FollowRow> List(string operation, string condition) => new(
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
        where {{condition}}
          and not a.is_deleted
          and not b.is_deleted
          and (not @hasBlocks
               or (a.user_id not in {{BlockSql.Apart}}
                   and b.user_id not in {{BlockSql.Apart}}))
        {page}
        """,
        new Order<FollowRow>("lastCreated", "f.follow_id", "f.follow_id", row => (row.FollowId, row.FollowId), Descending: true));
}
