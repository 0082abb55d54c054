using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Blocks;
using Amity.Modules.Communities;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

public static partial class PostTimeline
{
    /// <summary>One page. Throws <see cref="ErrorKind.NotFound"/> for a community or a user that does not exist for the caller.</summary>
    public static async Task<PostsBody> Page(IRead db, Caller caller, PostFilter filter, string? sortBy, PageRequest page)
    {
        var viewer = await PostViewer.Of(db, caller);
        var args = Args(viewer, filter, await SeesDeleted(db, caller, viewer, filter));
        var list = filter.TargetId is null ? OfType : OfTarget;
        var rows = await list.Page(db, caller.Network.Pages, page, sortBy, filter.Canonical(), args);
        return await PostPayloads.ByIds(db, caller, rows.Rows.Select(row => row.PostId)) with { Paging = rows.Paging };
    }

    internal static Arguments Args(PostViewer viewer, PostFilter filter, bool seesDeleted)
    {
        var types = filter.EffectiveTypes;
        var tags = filter.Tags.Distinct(StringComparer.Ordinal).ToArray();
        return viewer.Args(new
        {
            filter.TargetType,
            filter.TargetId,
            seesDeleted,
            anyDeletion = filter.IsDeleted is null,
            isDeleted = filter.IsDeleted ?? false,
            parentsOnly = filter.MatchingOnlyParentPost,
            anyFlag = filter.HasFlag is null,
            hasFlag = filter.HasFlag ?? false,
            anyType = types.Count == 0,
            types,
            tags,
            tagCount = tags.Length,
            byStructure = filter.ByStructure,
            filter.FeedTypes,
        });
    }

    /// <summary>Whether the caller reads all deleted posts of the target, and not only its own. Refuses a target that is hidden.</summary>
    internal static async Task<bool> SeesDeleted(IRead db, Caller caller, PostViewer viewer, PostFilter filter)
    {
        switch (filter)
        {
            case { TargetType: "community", TargetId: { } communityId }:
                var access = await CommunityAccess.Of(db, caller, communityId);
                return access is null || (access.IsDeleted && !caller.IsAdministrator)
                    ? throw Refuse.NotFound("Community")
                    : caller.IsAdministrator || access.Permissions.Contains("DELETE_COMMUNITY_POST");
            case { TargetType: "user", TargetId: { } userId } when await UserFacts.Of(db, userId) is null:
                throw Refuse.NotFound("User");
            case { TargetType: "user", TargetId: { } userId } when !await viewer.SeesWall(db, userId):
                throw Refuse.Permission("Only followers can read this user's posts.");
            default:
                return caller.Sees(filter.TargetType == "community" ? "DELETE_COMMUNITY_POST" : "DELETE_USER_FEED_POST");
        }
    }

    internal const string Matches = $"""
        (@anyDeletion or p.is_deleted = @isDeleted)
          and (not p.is_deleted or @seesDeleted or p.user_id = @callerId)
          and (not @parentsOnly or p.parent_post_id is null)
          and (@anyFlag or @hasFlag = {PostSql.HasFlag})
          and (@anyType
               or (p.data_type in @types and (not @byStructure or not exists (select 1
                                                                              from posts alone
                                                                              where alone.parent_post_id = p.post_id
                                                                                and not alone.is_deleted)))
               or (@byStructure and exists (select 1
                                            from posts child
                                            where child.parent_post_id = p.post_id
                                              and child.data_type in @types
                                              and not child.is_deleted)))
          and (@tagCount = 0 or @tagCount = (select count(*)
                                             from post_tags t
                                             where t.post_id = p.post_id
                                               and t.tag in @tags))
          and p.feed_type in @FeedTypes
        """;

    private static readonly Order<Row> LastCreated = new("lastCreated", "p.created_at", "p.post_id", row => (row.CreatedAt, row.PostId), Descending: true);

    private static readonly Order<Row> FirstCreated = new("firstCreated", "p.created_at", "p.post_id", row => (row.CreatedAt, row.PostId));

    private static readonly PagedSql<Row> OfTarget = new(
        "posts.target",
        $$"""
        select p.post_id,
               p.created_at,
               p.updated_at
        from posts p
        where p.target_type = @TargetType
          and p.target_id = @TargetId
          and {{Matches}}
          and {{PostSql.IsVisible}}
        {page}
        -- rests on posts.target_id @TargetId, post_tags by reference, comments by reference, communities by reference, community_users.user_id @callerId, follows.from_user_id @callerId, community_user_roles.user_id @callerId, {{BlockSql.Rests}}
        """,
        LastCreated,
        FirstCreated,
        new("lastUpdated", "p.updated_at", "p.post_id", row => (row.UpdatedAt, row.PostId), Descending: true),
        new("firstUpdated", "p.updated_at", "p.post_id", row => (row.UpdatedAt, row.PostId)));

    // By creation only: no index leads through the changes of all targets.
    private static readonly PagedSql<Row> OfType = new(
        "posts.type",
        $$"""
        select p.post_id,
               p.created_at,
               p.updated_at
        from posts p
        where p.target_type = @TargetType
          and {{Matches}}
          and {{PostSql.IsVisible}}
        {page}
        """,
        LastCreated,
        FirstCreated);

    internal sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }
    }
}
