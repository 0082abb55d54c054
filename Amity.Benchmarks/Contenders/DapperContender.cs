using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Amity.Benchmarks.Contenders;

/// <summary>
/// Reads one post with all that its answer shows as one would with Dapper on the provider's pooled connections: from a copy of the server's
/// own data, in as few statements as a careful author needs, without asking whether the caller may. It answers the bytes that the real
/// answer had instead of making them. All of that is in its favour.
/// </summary>
internal static class DapperContender
{
    /// <summary>In the folder: the database, and the answer.</summary>
    public const string Database = "amity.db", Answer = "one-post";

    public static WebApplication Build(string folder)
    {
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, Database),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = true,
        }.ToString();
        var answer = File.ReadAllBytes(Path.Combine(folder, Answer));
        var app = Kestrel.Build();
        app.MapGet("/posts/{postId}/{userId}", (RequestDelegate)(async http =>
        {
            await using var db = new SqliteConnection(file);
            await db.OpenAsync();
            var args = new { postId = (string)http.Request.RouteValues["postId"]!, userId = (string)http.Request.RouteValues["userId"]! };
            var post = await db.QueryFirstAsync<Row>(Post, args);
            await db.QueryAsync(Members, new { post.TargetId, args.userId, post.UserId });
            await db.QueryAsync(Children, args);
            await db.QueryAsync(Marks, args);
            await db.QueryAsync(Comments, args);
            await db.QueryAsync(Reactions, args);
            await db.QueryAsync(Roles, new { args.userId, post.UserId });
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = answer.Length;
            await http.Response.Body.WriteAsync(answer);
        }));
        return app;
    }

    private const string Post = """
        select p.*, u.*, c.*, f.*, p.target_id as TargetId, p.user_id as UserId
        from posts p
        join users u on u.user_id = p.user_id
        join communities c on c.community_id = p.target_id
        join feeds f on f.feed_id = p.feed_id
        where p.post_id = @postId
        """;

    private const string Members = """
        select m.*, r.role_id, p.permission
        from community_users m
        left join community_user_roles r on r.community_id = m.community_id and r.user_id = m.user_id
        left join role_permissions p on p.role_id = r.role_id
        where m.community_id = @TargetId
          and m.user_id in (@userId, @UserId)
        """;

    private const string Children = "select * from posts where parent_post_id = @postId";

    private const string Marks = """
        select tag as mark from post_tags where post_id = @postId
        union all
        select hashtag from post_hashtags where post_id = @postId
        """;

    private const string Comments = """
        select *
        from comments
        where reference_type = 'post'
          and reference_id = @postId
          and parent_id is null
          and not is_deleted
        order by created_at desc
        limit 5
        """;

    private const string Reactions = """
        select reaction_name, count from reaction_counts where reference_type = 'post' and reference_id = @postId
        union all
        select reaction_name, -1 from reactions where reference_type = 'post' and reference_id = @postId and user_id = @userId
        """;

    private const string Roles = "select * from user_roles where user_id in (@userId, @UserId)";

    private sealed record Row
    {
        public string TargetId { get; init; } = "";

        public string UserId { get; init; } = "";
    }
}
