using Amity.Core.Data;

namespace Amity.Tests.Data;

/// <summary>A database of one small table in a folder of its own, with a clock that the test sets.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    public static readonly Schema Notes = new(
        "notes",
        "create table notes (id text not null primary key, body text, weight bigint not null default 0);",
        []);

    private readonly string _folder = Directory.CreateTempSubdirectory("amity-data-").FullName;

    public ScratchDatabase(DatabaseOptions? options = null, IInWriteDispatcher? listeners = null)
    {
        Options = options ?? new DatabaseOptions { RefuseUnfinishedAwaits = true };
        Listeners = listeners;
        Database = Reopen();
    }

    public DatabaseOptions Options { get; init; }

    public IInWriteDispatcher? Listeners { get; }

    public SetClock Clock { get; } = new();

    public Database Database { get; private set; }

    public string Folder => _folder;

    public string File => Path.Combine(_folder, "notes.db");

    public async Task Restart()
    {
        await Database.DisposeAsync();
        Database = Reopen();
    }

    public Task<string> Add(string body) => Database.Write(tx => Add(tx, body));

    public static async Task<string> Add(IWrite tx, string body)
    {
        var id = tx.NewId();
        await tx.Run("insert into notes (id, body) values (@id, @body)", new { id, body });
        return id;
    }

    public async Task<List<string>> Bodies()
    {
        using var read = Database.Read();
        return await read.Many<string>("select body from notes order by id limit 100000");
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Database Reopen() => Database.Open(File, Notes, Options, Clock, Listeners);
}

/// <summary>A clock that stands where the test puts it.</summary>
internal sealed class SetClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}
