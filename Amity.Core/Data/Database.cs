using System.Diagnostics;
using Amity.Core.Errors;
using Amity.Core.Ids;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>
/// One SQLite file with its writer and its readers. Safe to use from any thread. Its connections close when nobody uses it
/// (<see cref="CloseIfIdle"/>) and open again at the next use.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly string _file;
    private readonly DatabaseOptions _options;
    private readonly TimeProvider _time;
    private readonly IInWriteDispatcher? _listeners;
    private readonly IdSource _ids;
    private readonly RowVersions _versions = new();
    private readonly RowWatches _watches = new();
    private readonly KeptValues _values;
    private readonly ReaderPool _readers;
    private readonly GroupCommit _writer;
    private long _lastUsed;
    private volatile bool _closed;

    static Database()
    {
        // Without it every length of a list would be a statement of its own.
        SqlMapper.Settings.PadListExpansions = true;

        // created_at is CreatedAt: rows need no aliases.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    private Database(string file, Schema schema, DatabaseOptions options, TimeProvider time, IInWriteDispatcher? listeners)
    {
        _file = file;
        _options = options;
        _time = time;
        _listeners = listeners;
        _lastUsed = time.GetUtcNow().UtcTicks;
        _ids = new IdSource(time, 0);
        _values = new KeptValues(_versions);
        _readers = new ReaderPool(() => new KeptConnection(SqliteFiles.OpenReader(file), _values));
        _writer = new GroupCommit(
            new WriteBatch(file, () => OpenWriter(null), OpenWriter(schema), _ids, _versions, _watches, options), options);
        Answers = new KeptAnswers(_versions, () => Now, options.AnswerBytes);
    }

    /// <summary>Answers that were made of what is stored, as long as it stays as it is.</summary>
    public KeptAnswers Answers { get; }

    /// <summary>When a read or a write last began.</summary>
    public DateTimeOffset LastUsed => new(Volatile.Read(ref _lastUsed), TimeSpan.Zero);

    /// <summary>Closed for good: nothing is read or written any more.</summary>
    public bool IsClosed => _closed;

    /// <summary>The clock's time in milliseconds since 1970 UTC, for what ends by itself; writes date what they store by <see cref="IWrite.Now"/>.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the database; creates the file, or migrates it to the newest version, where needed.</summary>
    /// <exception cref="DatabaseTooNewException">The file was made by a newer program.</exception>
    /// <exception cref="AmityException"><see cref="ErrorKind.Busy"/> when the disk is full or failing.</exception>
    public static Database Open(
        string file, Schema schema, DatabaseOptions options, TimeProvider time, IInWriteDispatcher? listeners = null)
    {
        try
        {
            return new Database(Path.GetFullPath(file), schema, options, time, listeners);
        }
        catch (SqliteException error) when (StorageErrors.IsHardTimes(error))
        {
            throw StorageErrors.Translate(error);
        }
    }

    /// <summary>
    /// Runs the work on the database's only writer, alone and in a transaction, and answers once it is durable. What the work throws
    /// rolls it back and comes out of here unchanged. <see cref="ErrorKind.Busy"/> when the queue is full, the disk fails, or the
    /// database is being closed: then nothing was stored. Cancelling has an effect until the work starts.
    /// </summary>
    public Task<T> Write<T>(Func<IWrite, Task<T>> work, CancellationToken cancel = default) => Write(work, null, cancel);

    /// <summary>The same for somebody who waits for an answer.</summary>
    public Task<T> Write<T>(Func<IWrite, Task<T>> work, Author? author, CancellationToken cancel)
    {
        if (_writer.IsRunningHere)
        {
            throw new InvalidOperationException("A write inside a write would wait for itself.");
        }

        Touch();
        var write = new QueuedWrite<T>(this, work, _listeners, author, cancel);
        if (_writer.TryEnqueue(write))
        {
            return write.Answered;
        }

        StorageMetrics.Refused();
        return Task.FromException<T>(Refuse.Busy(_closed ? "The server or this network is stopping." : "Too many writes are waiting. Try again."));
    }

    /// <summary>A reader that shows one snapshot, that of its first query. Dispose it soon: the log grows while it is out.</summary>
    public IReadLease Read() => Read(null);

    /// <summary>The same, and takes down what is read.</summary>
    internal IReadLease Read(ReadRecord? record)
    {
        if (_closed)
        {
            throw Refuse.Busy("The server or this network is stopping.");
        }

        Touch();
        return _readers.Lease(_versions.Published, record);
    }

    /// <summary>Tells of every change of some table's rows. To be called before the first write.</summary>
    public void Watch(IRowWatch watch) => _watches.Add(watch);

    /// <summary>
    /// The instant of a first page, to which all later pages of its walk keep: no row that it sees is younger, and what is written from now
    /// on is.
    /// </summary>
    public async Task<long> Begin(IRead read)
    {
        var instant = Math.Max(Now, await read.LastInstant());
        _ids.Pass(instant);
        return instant;
    }

    /// <summary>Writes a compact copy as of now into a file that does not exist yet. Reads and writes go on meanwhile.</summary>
    public Task BackupTo(string file) => Task.Run(() => SqliteFiles.Copy(_file, file));

    /// <summary>
    /// Closes the files of a database that nobody has used for <see cref="DatabaseOptions.IdleAfter"/>, and tells whether they are
    /// closed. One sweep of the server calls it for all networks from time to time; the next use opens them again.
    /// </summary>
    public bool CloseIfIdle()
    {
        // In this order: a reader that closes last would leave the log behind.
        if (_closed || _time.GetUtcNow() - LastUsed < _options.IdleAfter || !_readers.CloseIdle() || !_writer.CloseIfIdle())
        {
            return false;
        }

        Forget();
        return true;
    }

    /// <summary>Commits the writes that wait, refuses new ones with <see cref="ErrorKind.Busy"/>, and closes the files.</summary>
    public ValueTask DisposeAsync() => Close(TimeSpan.Zero);

    /// <summary>The same while others may still be reading: they get this long to end, so that no file stays open behind the writer's.</summary>
    public async ValueTask Close(TimeSpan patience)
    {
        _closed = true;
        _readers.Shut();
        var began = Stopwatch.GetTimestamp();
        while (_readers.AreOut && Stopwatch.GetElapsedTime(began) < patience)
        {
            await Task.Delay(10);
        }

        await _writer.DisposeAsync();
        Forget();
    }

    private void Forget()
    {
        Answers.Drop();
        _values.Drop();
        _watches.Idle();
    }

    private WriterSession OpenWriter(Schema? schema)
    {
        var connection = SqliteFiles.OpenWriter(_file, _options.Durability);
        try
        {
            if (schema is not null)
            {
                SchemaUpdate.Run(connection, schema, _file);
            }

            return new WriterSession(new KeptConnection(connection), _ids, _versions, _watches);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal void Touch() => Volatile.Write(ref _lastUsed, _time.GetUtcNow().UtcTicks);
}
