using Amity.Core.Data;
using Amity.Modules.Blocks;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>
/// Where the posts of a feed come from: the caller's own wall, the walls of those it follows or of all, and the communities it is in. Whoever
/// has a source may read all of it, so nothing is asked of the posts but that there is no block between the caller and their author. A post
/// across a block counts among the newest of its source: nobody's posts give way to older ones for one reader's sake.
/// </summary>
internal static class FeedSources
{
    /// <summary>
    /// How many posts of one wall or community take part, the newest ones: the archived documentation of the global feed and of custom
    /// post ranking promises twenty.
    /// </summary>
    public const int NewestPerSource = 20;

    /// <summary>
    /// Where the walls of all take part, it is those with the newest posts of all: so many are looked at, however many walls there are. None
    /// of them is on a wall that is left out.
    /// </summary>
    private const int NewestOfEveryone = 1000;

    /// <summary>The parameters of <see cref="Windows"/> and <see cref="Posts"/>; <c>@pageInstant</c> may also come from a page token.</summary>
    public static Arguments Args(string callerId, FeedFilter filter, FeedScope scope, bool hasBlocks, long? instant = null)
    {
        var args = new Arguments(new
        {
            callerId,
            hasBlocks,
            withMine = scope.Mine,
            withFollowed = scope.Followed,
            withCommunities = scope.Communities,
            withEveryone = scope.Everyone,
            newestOfEveryone = NewestOfEveryone,
            beforeLast = NewestPerSource - 1,
            anyType = filter.DataTypes.Count == 0,
            types = filter.DataTypes,
        });
        if (instant is not null)
        {
            args.With("pageInstant", instant);
        }

        return args;
    }

    /// <summary>
    /// What follows <c>with</c>: the sources, and where the window of each begins, which is its twentieth newest post or the very first.
    /// Materialized, because a window takes twenty steps in the index posts_newest_in_feed and would be looked for again with every post;
    /// look-ups rather than joins, because a planner without statistics begins such a join at the feeds of all users.
    /// </summary>
    public const string Windows = $"""
        sources as materialized (
        {Subscribed}
            union
            select recent.feed_id
            from (select r.feed_id
                  from posts r
                  where r.target_type = 'user'
                    and r.feed_type = 'published'
                    and @withEveryone
                    and not r.is_deleted
                    and r.parent_post_id is null
                    and r.created_at <= @pageInstant
                    and exists (select 1
                                from users u
                                where u.user_id = r.target_id
                                  and not u.is_deleted)
                    and (not @hasBlocks or r.target_id not in {BlockSql.Apart})
                  order by r.created_at desc, r.post_id desc
                  limit @newestOfEveryone) recent
        ),
        windows as materialized (
            select source.feed_id,
                   coalesce((select e.created_at
                             from posts e
                             where e.feed_id = source.feed_id
                               and not e.is_deleted
                               and e.parent_post_id is null
                               and e.created_at <= @pageInstant
                             order by e.created_at desc, e.post_id desc
                             limit 1 offset @beforeLast), 0) as created_at,
                   coalesce((select e.post_id
                             from posts e
                             where e.feed_id = source.feed_id
                               and not e.is_deleted
                               and e.parent_post_id is null
                               and e.created_at <= @pageInstant
                             order by e.created_at desc, e.post_id desc
                             limit 1 offset @beforeLast), '') as post_id
            from sources source
        )
        """;

    /// <summary>The posts in the windows; the windows come first, because SQLite keeps the order of a cross join.</summary>
    public const string Posts = $"""
        from windows newest
        cross join posts p
        where p.feed_id = newest.feed_id
          and not p.is_deleted
          and p.parent_post_id is null
          and p.created_at <= @pageInstant
          and (p.created_at, p.post_id) >= (newest.created_at, newest.post_id)
          and (@anyType
               or p.data_type in @types
               or exists (select 1
                          from posts child
                          where child.parent_post_id = p.post_id
                            and child.data_type in @types
                            and not child.is_deleted))
          and {PostSql.IsStaying}
          and {PostSql.IsNotApart}
        """;

    /// <summary>The feeds that the caller has chosen: all sources, but where those of everyone take part.</summary>
    public const string Subscribed = """
        select f.feed_id
        from feeds f
        where f.target_type = 'user'
          and f.target_id = @callerId
          and f.feed_type = 'published'
          and @withMine
        union
        select (select f.feed_id
                from feeds f
                where f.target_type = 'user'
                  and f.target_id = w.to_user_id
                  and f.feed_type = 'published')
        from follows w
        where w.from_user_id = @callerId
          and w.status = 'accepted'
          and @withFollowed
          and exists (select 1
                      from users u
                      where u.user_id = w.to_user_id
                        and not u.is_deleted)
        union
        select (select f.feed_id
                from feeds f
                where f.target_type = 'community'
                  and f.target_id = m.community_id
                  and f.feed_type = 'published')
        from community_users m
        where m.user_id = @callerId
          and m.membership = 'member'
          and @withCommunities
          and exists (select 1
                      from communities c
                      where c.community_id = m.community_id
                        and not c.is_deleted)
        """;

    /// <summary>The same as a statement: the sources for <see cref="SourceIndex"/>.</summary>
    public const string Feeds = $"""
        {Subscribed}
        limit 100000
        -- rests on follows.from_user_id @callerId, users by reference, community_users.user_id @callerId, communities by reference
        """;
}
