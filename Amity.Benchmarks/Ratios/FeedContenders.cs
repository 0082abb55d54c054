using Amity.Benchmarks.Contenders;
using Amity.Core.Data;
using Amity.Core.Ranking;
using Npgsql;
using NpgsqlTypes;

namespace Amity.Benchmarks.Ratios;

/// <summary>The first page of a ranked feed out of PostgreSQL: a lateral join over an index that covers all that the score needs.</summary>
internal sealed class FeedOfPostgres(PostgresServer server)
{
    private NpgsqlConnection connection = null!;

    public async Task Load(IRead from, FeedTown town)
    {
        connection = await server.Data.OpenConnectionAsync();
        await Run(Table);
        await using (var copy = await connection.BeginBinaryImportAsync("copy posts (post_id, feed_id, comments_count, reactions_count, edited_at, created_at) from stdin (format binary)"))
        {
            var after = "";
            while (await from.Many<Row>(Posts, new { after }) is { Count: > 0 } rows)
            {
                foreach (var row in rows)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(row.PostId, NpgsqlDbType.Text);
                    await copy.WriteAsync(Convert.ToInt32(row.FeedId[16..], 16) - 1, NpgsqlDbType.Integer);
                    await copy.WriteAsync((int)row.CommentsCount, NpgsqlDbType.Integer);
                    await copy.WriteAsync((int)row.ReactionsCount, NpgsqlDbType.Integer);
                    await copy.WriteAsync(row.EditedAt, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(row.CreatedAt, NpgsqlDbType.Bigint);
                }

                after = rows[^1].PostId;
            }

            await copy.CompleteAsync();
        }

        await Run(Index);
        await Run("vacuum analyze posts");
    }

    public async Task<List<string>> Page(int[] sources)
    {
        await using var command = new NpgsqlCommand(First, connection)
        {
            Parameters = { new NpgsqlParameter<int[]> { TypedValue = sources }, new NpgsqlParameter<long> { TypedValue = FeedTown.Instant } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>(20);
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private async Task Run(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    private const string Table = """
        create unlogged table posts (
            post_id         text    not null,
            feed_id         integer not null,
            comments_count  integer not null,
            reactions_count integer not null,
            edited_at       bigint  not null,
            created_at      bigint  not null,
            is_deleted      boolean not null default false
        )
        """;

    private const string Index = """
        create index posts_newest on posts (feed_id, created_at desc, post_id desc)
            include (comments_count, reactions_count, edited_at) where not is_deleted
        """;

    private const string Posts = """
        select post_id, feed_id, comments_count, reactions_count, edited_at, created_at
        from posts
        where post_id > @after
        order by post_id
        limit 50000
        """;

    private const string First = """
        select p.post_id
        from unnest($1) source(feed_id)
        cross join lateral (
            select n.post_id, n.comments_count, n.reactions_count, n.edited_at, n.created_at
            from posts n
            where n.feed_id = source.feed_id
              and not n.is_deleted
              and n.created_at <= $2
            order by n.created_at desc, n.post_id desc
            limit 20) p
        order by (2 * p.comments_count + p.reactions_count) * power(0.98::float8, ($2 - p.created_at) / 3600000.0::float8)
                 + case when $2 - p.edited_at < 86400000 then greatest(0, 10 - 0.4::float8 * (($2 - p.edited_at) / 3600000.0::float8)) else 0 end desc,
                 p.created_at desc,
                 p.post_id desc
        limit 20
        """;

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public string FeedId { get; init; } = "";

        public long CommentsCount { get; init; }

        public long ReactionsCount { get; init; }

        public long EditedAt { get; init; }

        public long CreatedAt { get; init; }
    }
}

/// <summary>The same out of SQLite: each source's window, its posts, and a sort in memory. The statement of the server itself, where it has no index.</summary>
internal sealed class FeedOfSqlite(Database database)
{
    public async Task<List<string>> Page(string viewer)
    {
        using var read = database.Read();
        var rows = await read.Many<Row>(Posts, new { viewer, instant = FeedTown.Instant });
        List<Ranked> ranked = [.. rows.Select(row => row.At())];
        ranked.Sort(RankedOrder.Instance);
        return [.. ranked.Take(20).Select(post => post.Id)];
    }

    private const string Posts = """
        with sources as materialized (
            select (select f.feed_id
                    from feeds f
                    where f.target_type = 'user'
                      and f.target_id = w.to_user_id
                      and f.feed_type = 'published') as feed_id
            from follows w
            where w.from_user_id = @viewer
              and w.status = 'accepted'
        ),
        windows as materialized (
            select source.feed_id,
                   coalesce((select e.created_at
                             from posts e
                             where e.feed_id = source.feed_id
                               and not e.is_deleted
                               and e.parent_post_id is null
                               and e.created_at <= @instant
                             order by e.created_at desc, e.post_id desc
                             limit 1 offset 19), 0) as created_at,
                   coalesce((select e.post_id
                             from posts e
                             where e.feed_id = source.feed_id
                               and not e.is_deleted
                               and e.parent_post_id is null
                               and e.created_at <= @instant
                             order by e.created_at desc, e.post_id desc
                             limit 1 offset 19), '') as post_id
            from sources source
        )
        select p.post_id, p.comments_count, p.reactions_count, p.edited_at, p.created_at
        from windows newest
        cross join posts p
        where p.feed_id = newest.feed_id
          and not p.is_deleted
          and p.parent_post_id is null
          and p.created_at <= @instant
          and (p.created_at, p.post_id) >= (newest.created_at, newest.post_id)
        """;

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CommentsCount { get; init; }

        public long ReactionsCount { get; init; }

        public long EditedAt { get; init; }

        public long CreatedAt { get; init; }

        public Ranked At() => new(
            FeedRanking.Score(RankingWeights.Documented, CommentsCount, ReactionsCount, CreatedAt, EditedAt, FeedTown.Instant), CreatedAt, PostId);
    }
}
