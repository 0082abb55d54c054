using System.Data.Common;
using Amity.Core.Data;
using Microsoft.Data.Sqlite;

namespace Amity.Tests.Kit.Load;

/// <summary>
/// The database of the only network of a running server, read beside it. It never opens a database whose server is gone: what a crash has
/// left is for the next start alone to put in order.
/// </summary>
internal sealed class StoredNetwork : IRead, IDisposable
{
    private readonly SqliteConnection connection;

    private StoredNetwork(SqliteConnection connection) => this.connection = connection;

    public DbConnection Connection => connection;

    public static StoredNetwork Of(string dataFolder)
    {
        var folder = new DataFolder(dataFolder);
        return new StoredNetwork(SqliteFiles.OpenReader(folder.NetworkDatabase(folder.NetworkIds().Single())));
    }

    /// <summary>The recount, and what the load of <see cref="Client"/> leaves behind only when a write was cut in two.</summary>
    public async Task<IReadOnlyList<string>> Wrong() =>
    [
        .. await Recount.Of(this),
        .. await this.Many<string>(HalfWritten),
    ];

    public void Dispose() => connection.Dispose();

    private const string HalfWritten = """
        select 'post without its tags: ' || p.post_id
        from posts p
        where (select count(*) from post_tags t where t.post_id = p.post_id) <> 2
        union all
        select 'community without its tags: ' || c.community_id
        from communities c
        where (select count(*) from community_tags t where t.community_id = c.community_id) <> 2
        union all
        select 'community without its creator: ' || c.community_id
        from communities c
        where not exists (select 1
                          from community_user_roles r
                          where r.community_id = c.community_id
                            and r.user_id = c.user_id
                            and r.role_id = 'community-moderator')
        limit 20
        """;
}
