using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Amity.Benchmarks.Contenders;

/// <summary>
/// Creates posts as one would without a writer: each request opens a pooled connection, takes the database's lock and commits. It knows
/// no users, checks nothing and answers little: all of that is in its favour.
/// </summary>
internal static class PlainWritesContender
{
    public const string Path = "/posts";

    public static WebApplication Build(string folder)
    {
        var file = new SqliteConnectionStringBuilder { DataSource = System.IO.Path.Combine(folder, "plain.db"), Pooling = true }.ToString();
        using (var first = new SqliteConnection(file))
        {
            first.Execute(Schema);
        }

        var app = Kestrel.Build();
        app.MapPost(Path, (RequestDelegate)(async http =>
        {
            var post = (await http.Request.ReadFromJsonAsync<NewPost>())!;
            await using var db = new SqliteConnection(file);
            await db.OpenAsync();
            await db.ExecuteAsync("pragma busy_timeout = 5000");
            await using var transaction = db.BeginTransaction(deferred: false);
            var postId = Guid.NewGuid().ToString("N");
            await db.ExecuteAsync(InsertPost, new { postId, post.TargetId, text = post.Data.Text, now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() }, transaction);
            await db.ExecuteAsync(CountPost, new { post.TargetId }, transaction);
            await transaction.CommitAsync();
            await http.Response.WriteAsJsonAsync(new { postId, post.TargetId, post.Data });
        }));
        return app;
    }

    private const string Schema = """
        pragma journal_mode = wal;
        create table communities (community_id text not null primary key, posts_count bigint not null default 0);
        create table posts (post_id text not null primary key, target_id text not null, text text not null, created_at bigint not null);
        create index posts_by_target on posts (target_id, created_at);
        """;

    private const string InsertPost = """
        insert into posts (post_id, target_id, text, created_at)
        values (@postId, @TargetId, @text, @now)
        """;

    private const string CountPost = """
        insert into communities (community_id, posts_count)
        values (@TargetId, 1)
        on conflict (community_id) do update set posts_count = posts_count + 1
        """;

    private sealed record NewPost(string TargetId, NewText Data);

    private sealed record NewText(string Text);
}
