using Amity.Core.Data;

namespace Amity.Tests.Kit;

/// <summary>
/// Counts again what a network's database says that it has counted, and looks for what only half a write would leave behind. Only reads,
/// in one snapshot: it may run while the server writes.
/// </summary>
internal static class Recount
{
    private const int MostOfAKind = 20;

    /// <summary>A line for every counter that is wrong and every row that lacks what was written with it; empty when all is well.</summary>
    public static async Task<IReadOnlyList<string>> Of(Database database)
    {
        using var read = database.Read();
        return await Of(read);
    }

    /// <inheritdoc cref="Of(Database)"/>
    public static async Task<IReadOnlyList<string>> Of(IRead read)
    {
        var wrong = new List<string>();
        foreach (var (counter, sql) in Counters)
        {
            var args = new { most = MostOfAKind };
            var rows = await read.Many<CountRow>($"select * from ({sql}) where stored <> counted order by id limit @most", args);
            wrong.AddRange(rows.Select(row => $"{counter} of {row.Id} is {row.Stored}, but there are {row.Counted}"));
        }

        foreach (var (what, sql) in HalfWritten)
        {
            var ids = await read.Many<string>($"{sql} order by 1 limit @most", new { most = MostOfAKind });
            wrong.AddRange(ids.Select(id => $"{what}: {id}"));
        }

        wrong.AddRange((await read.Many<string>("select \"table\" from pragma_foreign_key_check limit 20")).Select(table => $"broken reference in {table}"));
        wrong.AddRange((await read.Many<string>("pragma integrity_check(20)")).Where(line => line != "ok"));
        return wrong;
    }

    // Each gives id, stored and counted of every row.
    private static readonly (string Counter, string Sql)[] Counters =
    [
        ("users.follower_count", """
            select u.user_id as id,
                   u.follower_count as stored,
                   (select count(*) from follows f where f.to_user_id = u.user_id and f.status = 'accepted') as counted
            from users u
            """),
        ("users.following_count", """
            select u.user_id as id,
                   u.following_count as stored,
                   (select count(*) from follows f where f.from_user_id = u.user_id and f.status = 'accepted') as counted
            from users u
            """),
        ("users.pending_count", """
            select u.user_id as id,
                   u.pending_count as stored,
                   (select count(*) from follows f where f.to_user_id = u.user_id and f.status = 'pending') as counted
            from users u
            """),
        ("communities.members_count", """
            select c.community_id as id,
                   c.members_count as stored,
                   (select count(*) from community_users m where m.community_id = c.community_id and m.membership = 'member') as counted
            from communities c
            """),
        ("communities.posts_count", """
            select c.community_id as id,
                   c.posts_count as stored,
                   (select count(*)
                    from posts p
                    join feeds f on f.feed_id = p.feed_id
                    where f.target_type = 'community'
                      and f.target_id = c.community_id
                      and f.feed_type = 'published'
                      and p.parent_post_id is null
                      and not p.is_deleted) as counted
            from communities c
            """),
        ("feeds.post_count", """
            select f.feed_id as id,
                   f.post_count as stored,
                   (select count(*)
                    from posts p
                    where p.feed_id = f.feed_id
                      and p.parent_post_id is null
                      and not p.is_deleted) as counted
            from feeds f
            """),
        ("posts.comments_count", """
            select p.post_id as id,
                   p.comments_count as stored,
                   (select count(*)
                    from comments c
                    where c.reference_type = 'post'
                      and c.reference_id = p.post_id
                      and not c.is_deleted) as counted
            from posts p
            """),
        ("posts.reactions_count", """
            select p.post_id as id,
                   p.reactions_count as stored,
                   (select count(*) from reactions r where r.reference_type = 'post' and r.reference_id = p.post_id) as counted
            from posts p
            """),
        ("comments.children_number", """
            select c.comment_id as id,
                   c.children_number as stored,
                   (select count(*) from comments child where child.parent_id = c.comment_id and not child.is_deleted) as counted
            from comments c
            """),
        ("comments.reactions_count", """
            select c.comment_id as id,
                   c.reactions_count as stored,
                   (select count(*) from reactions r where r.reference_type = 'comment' and r.reference_id = c.comment_id) as counted
            from comments c
            """),
        ("users.flag_count", """
            select x.user_id as id,
                   x.flag_count as stored,
                   (select count(*) from flags f where f.reference_type = 'user' and f.reference_id = x.user_id) as counted
            from users x
            """),
        ("posts.flag_count", """
            select x.post_id as id,
                   x.flag_count as stored,
                   (select count(*) from flags f where f.reference_type = 'post' and f.reference_id = x.post_id) as counted
            from posts x
            """),
        ("comments.flag_count", """
            select x.comment_id as id,
                   x.flag_count as stored,
                   (select count(*) from flags f where f.reference_type = 'comment' and f.reference_id = x.comment_id) as counted
            from comments x
            """),
        ("reaction_counts.count", """
            select n.reference_type || ' ' || n.reference_id || ' ' || n.reaction_name as id,
                   n.count as stored,
                   (select count(*)
                    from reactions r
                    where r.reference_type = n.reference_type
                      and r.reference_id = n.reference_id
                      and r.reaction_name = n.reaction_name) as counted
            from reaction_counts n
            """),
        ("poll_answers.vote_count", """
            select a.answer_id as id,
                   a.vote_count as stored,
                   (select count(*) from poll_votes v where v.answer_id = a.answer_id and v.poll_id = a.poll_id) as counted
            from poll_answers a
            """),
        ("comment_segments.last_segment", """
            select s.reference_type || ' ' || s.reference_id as id,
                   s.last_segment as stored,
                   (select max(c.segment_number)
                    from comments c
                    where c.reference_type = s.reference_type
                      and c.reference_id = s.reference_id
                    having max(c.segment_number) > s.last_segment) as counted
            from comment_segments s
            """),
    ];

    // Each gives the ids of rows without what the same write should have left with them. What stood below something that was deleted for
    // good goes by and by, and is looked for when no job is left.
    private static readonly (string What, string Sql)[] HalfWritten =
    [
        ("user without a feed", """
            select u.user_id
            from users u
            where not exists (select 1
                              from feeds f
                              where f.target_type = 'user'
                                and f.target_id = u.user_id
                                and f.feed_type = 'published')
            """),
        ("community without its three feeds", """
            select c.community_id
            from communities c
            where (select count(*)
                   from feeds f
                   where f.target_type = 'community'
                     and f.target_id = c.community_id) <> 3
            """),
        // The last one may have been deleted.
        ("community without a member who moderates it", """
            select c.community_id
            from communities c
            where not exists (select 1
                              from community_user_roles r
                              join community_users m on m.community_id = r.community_id and m.user_id = r.user_id
                              where r.community_id = c.community_id
                                and r.role_id = 'community-moderator'
                                and m.membership = 'member')
              and not exists (select 1 from users u where u.is_deleted)
            """),
        ("voter of a poll without a vote, or a vote without its voter", """
            select w.poll_id || ' ' || w.user_id
            from poll_voters w
            where not exists (select 1 from poll_votes v where v.poll_id = w.poll_id and v.user_id = w.user_id)
            union
            select v.poll_id || ' ' || v.user_id
            from poll_votes v
            where not exists (select 1 from poll_voters w where w.poll_id = v.poll_id and w.user_id = v.user_id)
            """),
        ("two votes of one user in a poll that takes one", """
            select v.poll_id || ' ' || v.user_id
            from poll_votes v
            join polls p on p.poll_id = v.poll_id
            where p.answer_type = 'single'
            group by v.poll_id, v.user_id
            having count(*) > 1
            """),
        ("feed of nothing", """
            select f.feed_id
            from feeds f
            where f.target_type <> 'content'
              and not exists (select 1 from users u where f.target_type = 'user' and u.user_id = f.target_id)
              and not exists (select 1 from communities c where f.target_type = 'community' and c.community_id = f.target_id)
            """),
        ("post in the feed of another target", """
            select p.post_id
            from posts p
            join feeds f on f.feed_id = p.feed_id
            where f.target_type <> p.target_type
               or f.target_id <> p.target_id
               or f.feed_type <> p.feed_type
            """),
        ("child in another feed than its parent", """
            select child.post_id
            from posts child
            join posts p on p.post_id = child.parent_post_id
            where child.feed_id <> p.feed_id
            """),
        ("live child of a deleted post", """
            select child.post_id
            from posts child
            join posts p on p.post_id = child.parent_post_id
            where p.is_deleted
              and not child.is_deleted
            """),
        ("tags of a post with a gap", """
            select t.post_id
            from post_tags t
            group by t.post_id
            having min(t.position) <> 0
                or max(t.position) <> count(*) - 1
                or count(distinct t.position) <> count(*)
            """),
        ("hashtags of a post with a gap", """
            select t.post_id
            from post_hashtags t
            group by t.post_id
            having min(t.position) <> 0
                or max(t.position) <> count(*) - 1
                or count(distinct t.position) <> count(*)
            """),
        ("tags of a community with a gap", """
            select t.community_id
            from community_tags t
            group by t.community_id
            having min(t.position) <> 0
                or max(t.position) <> count(*) - 1
                or count(distinct t.position) <> count(*)
            """),
        ("categories of a community with a gap", """
            select k.community_id
            from community_categories k
            group by k.community_id
            having min(k.position) <> 0
                or max(k.position) <> count(*) - 1
                or count(distinct k.position) <> count(*)
            """),
        ("role of who is no member", """
            select r.community_id || ' ' || r.user_id
            from community_user_roles r
            left join community_users m on m.community_id = r.community_id and m.user_id = r.user_id
            where coalesce(m.membership, 'none') <> 'member'
            """),
        ("request to join of who is in the community already or banned from it", """
            select r.community_id || ' ' || r.user_id
            from community_join_requests r
            join community_users m on m.community_id = r.community_id and m.user_id = r.user_id
            where r.status = 'pending'
            """),
        ("comment on nothing", """
            select c.comment_id
            from comments c
            where c.reference_type not in ('post', 'content')
               or (c.reference_type = 'post'
                   and not exists (select 1 from posts p where p.post_id = c.reference_id)
                   and not exists (select 1 from jobs))
            """),
        ("comment that is marked for removal and stays", """
            select r.comment_id
            from comment_removals r
            where not exists (select 1 from jobs)
            """),
        ("comment outside of its thread", """
            select c.comment_id
            from comments c
            left join comments parent on parent.comment_id = c.parent_id
            where c.root_id <> coalesce(parent.root_id, c.comment_id)
               or c.reference_id <> coalesce(parent.reference_id, c.reference_id)
               or c.segment_number <= coalesce(parent.segment_number, 0)
            """),
        ("comments with the same segment", """
            select c.reference_id
            from comments c
            group by c.reference_type, c.reference_id
            having count(distinct c.segment_number) <> count(*)
                or min(c.segment_number) < 1
            """),
        ("comments without a counter of segments", """
            select c.reference_id
            from comments c
            where not exists (select 1
                              from comment_segments s
                              where s.reference_type = c.reference_type
                                and s.reference_id = c.reference_id)
              and not exists (select 1 from jobs)
            """),
        ("reaction without a count", """
            select r.reaction_id
            from reactions r
            where not exists (select 1
                              from reaction_counts n
                              where n.reference_type = r.reference_type
                                and n.reference_id = r.reference_id
                                and n.reaction_name = r.reaction_name)
            """),
        ("reaction to nothing", """
            select r.reaction_id
            from reactions r
            where not exists (select 1 from posts p where r.reference_type = 'post' and p.post_id = r.reference_id)
              and not exists (select 1 from comments c where r.reference_type = 'comment' and c.comment_id = r.reference_id)
              and not exists (select 1 from jobs)
            """),
        ("flag on nothing", """
            select f.reference_type || ' ' || f.reference_id
            from flags f
            where not exists (select 1 from users u where f.reference_type = 'user' and u.user_id = f.reference_id)
              and not exists (select 1 from posts p where f.reference_type = 'post' and p.post_id = f.reference_id)
              and not exists (select 1 from comments c where f.reference_type = 'comment' and c.comment_id = f.reference_id)
              and not exists (select 1 from jobs)
            """),
        ("flag in another community than what it is on", """
            select f.reference_type || ' ' || f.reference_id
            from flags f
            left join comments c on f.reference_type = 'comment' and c.comment_id = f.reference_id
            join posts p on p.post_id = case f.reference_type when 'comment' then c.reference_id else f.reference_id end
            where coalesce(f.community_id, '') <> case p.target_type when 'community' then p.target_id else '' end
            """),
        ("pin of nothing, or of what cannot be pinned there", """
            select i.pin_id
            from pins i
            left join posts p on p.post_id = i.post_id
            left join communities c on p.target_type = 'community' and c.community_id = p.target_id
            where p.post_id is null
               or c.community_id is null
               or c.is_deleted
               or p.parent_post_id is not null
               or p.feed_type <> 'published'
               or (i.placement = 'global' and not c.is_public)
               or (i.placement <> 'global' and i.target_id <> p.target_id)
            """),
        ("place with more pins than it takes", """
            select i.target_id || ' ' || i.placement
            from pins i
            group by i.target_id, i.placement
            having count(*) > case i.placement when 'announcement' then 1 else 20 end
            """),
        ("pin in a place that never changed", """
            select i.pin_id
            from pins i
            left join pin_targets t on t.target_id = i.target_id
            where coalesce(t.updated_at, 0) < i.created_at
            """),
        ("follow of oneself", """
            select f.follow_id
            from follows f
            where f.from_user_id = f.to_user_id
            """),
        ("session of who is banned or deleted", """
            select s.session_id
            from sessions s
            join users u on u.user_id = s.user_id
            where u.is_deleted
               or u.is_global_banned
            """),
        ("role of a deleted user", """
            select r.user_id
            from user_roles r
            join users u on u.user_id = r.user_id
            where u.is_deleted
            """),
        ("relation of a deleted user that stays", """
            select kept.user_id
            from (select from_user_id as user_id from follows
                  union all
                  select to_user_id from follows
                  union all
                  select user_id from community_users
                  union all
                  select user_id from community_join_requests
                  union all
                  select reference_id from flags where reference_type = 'user') kept
            join users u on u.user_id = kept.user_id
            where u.is_deleted
              and not exists (select 1 from jobs)
            """),
        ("block of oneself", """
            select b.block_id
            from blocks b
            where b.user_id = b.blocked_user_id
            """),
        ("follow across a block", """
            select f.follow_id
            from follows f
            join blocks b on (b.user_id = f.from_user_id and b.blocked_user_id = f.to_user_id)
                          or (b.user_id = f.to_user_id and b.blocked_user_id = f.from_user_id)
            """),
        ("change later than the clock of the database", """
            select late.id
            from (select post_id as id, updated_at from posts
                  union all
                  select comment_id, updated_at from comments
                  union all
                  select community_id, updated_at from communities
                  union all
                  select user_id, updated_at from users) late
            where late.updated_at > (select value from database_state where name = 'last_millisecond')
            """),
    ];

    private sealed record CountRow
    {
        public string Id { get; init; } = "";

        public long Stored { get; init; }

        public long Counted { get; init; }
    }
}
