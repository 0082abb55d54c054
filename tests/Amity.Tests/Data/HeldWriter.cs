using Amity.Core.Data;
using SQLitePCL;

namespace Amity.Tests.Data;

/// <summary>Keeps a database's writer inside a write until it is let go, so that a test decides what waits together.</summary>
internal sealed class HeldWriter : IDisposable
{
    /// <summary>A batch that does not end by time, however slow the machine.</summary>
    public static readonly DatabaseOptions OneBatch = new() { BatchTime = TimeSpan.FromMinutes(1), RefuseUnfinishedAwaits = true };

    private readonly ManualResetEventSlim _gate = new();

    public HeldWriter(Database database, Action<IWrite>? inside = null)
    {
        using var entered = new ManualResetEventSlim();
        Write = database.Write(tx =>
        {
            inside?.Invoke(tx);
            entered.Set();
            _gate.Wait(TimeSpan.FromSeconds(30));
            return Task.FromResult(0);
        });
        entered.Wait(TimeSpan.FromSeconds(30));
    }

    public Task<int> Write { get; }

    public static sqlite3 Handle(IWrite tx) => ((KeptConnection)tx.Connection).Handle;

    public void LetGo() => _gate.Set();

    public void Dispose() => _gate.Set();
}
