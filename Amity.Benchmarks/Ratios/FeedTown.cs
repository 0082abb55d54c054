using Amity.Core.Data;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// A network of many walls, each with a post every 21.6 hours: about one of a wall is fresh, and its twenty newest are of eighteen days. Some
/// viewers follow 10, 100 or 1000 of the walls.
/// </summary>
internal sealed class FeedTown(int sources, int postsOfEach)
{
    public const int Viewers = 20;

    /// <summary>Now, for everybody.</summary>
    public const long Instant = 1_790_000_000_000;

    private const int AtOnce = 100_000;

    public int Posts => sources * postsOfEach;

    public static string FeedId(int source) => $"{source + 1:x24}";

    /// <summary>The walls that a viewer of so many follows: spread over all, and others than those of the next viewer.</summary>
    public IEnumerable<int> Followed(int viewer, int many) => Enumerable.Range(0, many).Select(i => (int)(((viewer * 131L) + (i * 9973L)) % sources));

    public static string Viewer(int viewer, int many) => $"viewer-{many}-{viewer}";

    public async Task Fill(Database database, int[] sizes)
    {
        await database.Write(async tx =>
        {
            await tx.Run(Users, new { last = sources - 1, format = "user-{0}" });
            foreach (var many in sizes)
            {
                for (var viewer = 0; viewer < Viewers; viewer++)
                {
                    await tx.Run(OneUser, new { userId = Viewer(viewer, many) });
                }
            }

            return await tx.Run(Feeds, new { last = sources - 1 });
        });
        for (var from = 0; from < Posts; from += AtOnce)
        {
            await database.Write(tx => tx.Run(SomePosts, new { from, last = Math.Min(from + AtOnce, Posts) - 1, sources, instant = Instant }));
        }

        foreach (var many in sizes)
        {
            await database.Write(async tx =>
            {
                for (var viewer = 0; viewer < Viewers; viewer++)
                {
                    foreach (var wall in Followed(viewer, many))
                    {
                        await tx.Run(Follow, new { id = tx.NewId(), from = Viewer(viewer, many), to = $"user-{wall}" });
                    }
                }

                return 0;
            });
        }
    }

    private const string Users = """
        insert into users (user_id, internal_id, display_name, display_name_key, display_name_search, created_at, updated_at)
        with recursive n(i) as (select 0 union all select i + 1 from n where i < @last)
        select 'user-' || i, 'internal-' || i, 'user', 'user', 'user', 0, 0
        from n
        where @format is not null
        """;

    private const string OneUser = """
        insert into users (user_id, internal_id, display_name, display_name_key, display_name_search, created_at, updated_at)
        values (@userId, @userId, 'viewer', 'viewer', 'viewer', 0, 0)
        """;

    private const string Feeds = """
        insert into feeds (feed_id, target_type, target_id, feed_type, created_at, updated_at)
        with recursive n(i) as (select 0 union all select i + 1 from n where i < @last)
        select format('%024x', i + 1), 'user', 'user-' || i, 'published', 0, 0
        from n
        """;

    // A third without any engagement; the others with up to 7 comments and 50 reactions.
    private const string SomePosts = """
        insert into posts (post_id, feed_id, target_type, target_id, user_id, data_type, data, comments_count, reactions_count,
                           edited_at, created_at, updated_at)
        with recursive n(i) as (select @from union all select i + 1 from n where i < @last),
        dated as (
            select i,
                   i % @sources as source,
                   @instant - (i / @sources) * 77760000 - (i * 7919) % 77760000 as created_at
            from n
        )
        select format('%012x%012x', created_at, i), format('%024x', source + 1), 'user', 'user-' || source, 'user-' || source, 'text',
               '{"text":"What a day! I have been to the mountains with all the others, and we have seen the sea."}',
               iif(i % 3 = 0, 0, (i * 40503) % 8), iif(i % 3 = 0, 0, (i * 7907) % 50), created_at, created_at, created_at
        from dated
        """;

    private const string Follow = """
        insert into follows (follow_id, from_user_id, to_user_id, status, created_at, updated_at)
        values (@id, @from, @to, 'accepted', 0, 0)
        """;
}
