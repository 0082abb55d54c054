using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Modules.Communities;

/// <summary>
/// Which communities are worth a look. The product publishes no formula; these are ours. Both show live public communities only, and what
/// they read is bounded, however many communities there are.
/// <para>
/// Trending is where most happens, joined or not: the posts of the last seven days and the comments and reactions on them count alike. Of
/// a busier week the 2,000 newest posts of all communities stand for it. Then come the larger ones, then the newer.
/// </para>
/// <para>
/// Recommended is what the caller is not in, nor banned from, and is like what it is in: the more of the caller's ten most common tags
/// and categories (of the hundred newest communities it is in) a community carries, the earlier it comes. For each of them the newest
/// hundred communities are looked at. Then come the larger ones, then the newer.
/// </para>
/// </summary>
internal static class CommunityRanking
{
    /// <summary>How many are answered when the client does not say.</summary>
    public const int DefaultSize = 5;

    /// <summary>How many are answered at most, although clients may ask for up to 100: so the product documents it.</summary>
    public const int MostAnswered = 15;

    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>The ids of the communities where most happens, most first.</summary>
    public static async Task<IReadOnlyList<string>> Trending(IRead db, Caller caller, int take)
    {
        var now = Math.Max(caller.Network.Database.Now, await db.LastInstant());
        var active = await db.Many<string>(Active, new { since = now - (long)Window.TotalMilliseconds, take });
        return await Filled(db, caller, active, take, alsoJoined: true);
    }

    /// <summary>The ids of the communities that the caller may like to join, likeliest first.</summary>
    public static async Task<IReadOnlyList<string>> Recommended(IRead db, Caller caller, int take)
    {
        var alike = new Dictionary<string, (int Shared, long Members)>();
        foreach (var interest in await db.Many<InterestRow>(Interests, new { callerId = caller.UserId }))
        {
            var carriers = interest.IsCategory ? OfCategory : OfTag;
            foreach (var row in await db.Many<CarrierRow>(carriers, new { callerId = caller.UserId, interest.Name }))
            {
                alike[row.CommunityId] = (alike.GetValueOrDefault(row.CommunityId).Shared + 1, row.MembersCount);
            }
        }

        var likeliest = alike
            .OrderByDescending(one => one.Value.Shared)
            .ThenByDescending(one => one.Value.Members)
            .ThenByDescending(one => one.Key, StringComparer.Ordinal)
            .Take(take)
            .Select(one => one.Key);
        return await Filled(db, caller, [.. likeliest], take, alsoJoined: false);
    }

    // Fewer than asked for are all that there are of their kind: the largest others follow.
    private static async Task<IReadOnlyList<string>> Filled(IRead db, Caller caller, List<string> ranked, int take, bool alsoJoined)
    {
        if (ranked.Count >= take)
        {
            return ranked;
        }

        var rest = await db.Many<string>(Largest, new { ranked, alsoJoined, callerId = caller.UserId, take = take - ranked.Count });
        return [.. ranked, .. rest];
    }

    private const string Active = """
        with recent as (select p.target_id,
                               p.parent_post_id,
                               p.is_deleted,
                               p.comments_count,
                               p.reactions_count
                        from posts p
                        where p.target_type = 'community'
                          and p.feed_type = 'published'
                          and p.created_at >= @since
                        order by p.created_at desc, p.post_id desc
                        limit 2000),
             active as (select recent.target_id,
                               sum(1 + recent.comments_count + recent.reactions_count) as activity
                        from recent
                        where recent.parent_post_id is null
                          and not recent.is_deleted
                        group by recent.target_id)
        select c.community_id
        from active
        join communities c on c.community_id = active.target_id
        where c.is_public
          and not c.is_deleted
        order by active.activity desc, c.members_count desc, c.community_id desc
        limit @take
        """;

    private const string Interests = """
        with own as (select m.community_id
                     from community_users m
                     where m.user_id = @callerId
                       and m.membership = 'member'
                     order by m.community_id desc
                     limit 100),
             carried as (select false as is_category,
                                t.tag as name
                         from own
                         join community_tags t on t.community_id = own.community_id
                         union all
                         select true,
                                listed.category_id
                         from own
                         cross join community_categories listed
                         cross join categories k
                         where listed.community_id = own.community_id
                           and k.category_id = listed.category_id
                           and not k.is_deleted)
        select is_category,
               name
        from carried
        group by is_category, name
        order by count(*) desc, is_category desc, name
        limit 10
        """;

    private const string OfTag = $"""
        select c.community_id,
               c.members_count
        from (select t.community_id
              from community_tags t
              where t.tag = @Name
              order by t.community_id desc
              limit 100) carrier
        {Joinable}
        """;

    private const string OfCategory = $"""
        select c.community_id,
               c.members_count
        from (select listed.community_id
              from community_categories listed
              where listed.category_id = @Name
              order by listed.community_id desc
              limit 100) carrier
        {Joinable}
        """;

    private const string Joinable = """
        join communities c on c.community_id = carrier.community_id
        where c.is_public
          and not c.is_deleted
          and not exists (select 1
                          from community_users m
                          where m.community_id = c.community_id
                            and m.user_id = @callerId)
        limit 100
        """;

    private const string Largest = """
        select large.community_id
        from (select c.community_id,
                     c.members_count
              from communities c
              where c.is_public
                and not c.is_deleted
              order by c.members_count desc, c.community_id desc
              limit 1000) large
        where large.community_id not in @ranked
          and (@alsoJoined
               or not exists (select 1
                              from community_users m
                              where m.community_id = large.community_id
                                and m.user_id = @callerId))
        order by large.members_count desc, large.community_id desc
        limit @take
        """;

    private sealed record InterestRow
    {
        public bool IsCategory { get; init; }

        public string Name { get; init; } = "";
    }

    private sealed record CarrierRow
    {
        public string CommunityId { get; init; } = "";

        public long MembersCount { get; init; }
    }
}
