using Amity.Core.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Amity.Benchmarks.Detail;

/// <summary>The same two queries on a leased reader with kept statements, and on a pooled connection as Dapper is used elsewhere.</summary>
internal static class Reads
{
    public static async Task<object?> OneKept(ScratchDatabase database)
    {
        using var read = database.Database.Read();
        return await read.One<User>(ByKey, new { userId = "user-7" });
    }

    public static async Task<object?> OnePlain(ScratchDatabase database)
    {
        await using var connection = new SqliteConnection(database.Plain);
        return await connection.QueryFirstOrDefaultAsync<User>(ByKey, new { userId = "user-7" });
    }

    public static async Task<object?> PageKept(ScratchDatabase database)
    {
        using var read = database.Database.Read();
        return await read.Many<User>(Page, new { after = "user-5", take = 20 });
    }

    public static async Task<object?> PagePlain(ScratchDatabase database)
    {
        await using var connection = new SqliteConnection(database.Plain);
        return (await connection.QueryAsync<User>(Page, new { after = "user-5", take = 20 })).AsList();
    }

    private const string ByKey = """
        select user_id, internal_id, display_name, description, avatar_file_id, metadata, flag_count, is_deleted, created_at, updated_at
        from users
        where user_id = @userId
        """;

    private const string Page = """
        select user_id, internal_id, display_name, description, avatar_file_id, metadata, flag_count, is_deleted, created_at, updated_at
        from users
        where user_id > @after
        order by user_id
        limit @take
        """;

    private sealed record User
    {
        public string UserId { get; init; } = "";

        public string InternalId { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string Description { get; init; } = "";

        public string? AvatarFileId { get; init; }

        public string Metadata { get; init; } = "";

        public long FlagCount { get; init; }

        public bool IsDeleted { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }
    }
}
