using Amity.Benchmarks.Ratios;
using Amity.Core.Data;
using Amity.Core.Text;
using Microsoft.Data.Sqlite;

namespace Amity.Benchmarks.Detail;

/// <summary>A network's database with a thousand users in it, and the same file as plain Dapper would open it.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly ScratchFolder folder = new();

    public ScratchDatabase(DatabaseOptions? options = null)
    {
        var file = Path.Combine(folder.Path, "amity.db");
        Database = Database.Open(file, Schema.Network, options ?? new DatabaseOptions(), TimeProvider.System);
        Plain = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString();
    }

    public Database Database { get; }

    /// <summary>For connections of the provider's own pool.</summary>
    public string Plain { get; }

    public Task Fill() => Database.Write(async tx =>
    {
        for (var i = 0; i < 1000; i++)
        {
            await AddUser(tx, $"user-{i}");
        }

        return 0;
    });

    public static Task<int> AddUser(IWrite tx, string userId) => tx.Run(
        Insert, new { userId, internalId = tx.NewId(), name = userId, key = SortKey.Of(userId), now = tx.Now });

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private const string Insert = """
        insert into users (user_id, internal_id, display_name, display_name_key, display_name_search, created_at, updated_at)
        values (@userId, @internalId, @name, @key, @name, @now, @now)
        """;
}
