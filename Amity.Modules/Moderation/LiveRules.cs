using Amity.Core.Data;

namespace Amity.Modules.Moderation;

/// <summary>
/// The compiled rules of one network. A change raises the number of changes when it is committed, on the writer, and then waits on its own time
/// until rules with that change are compiled, before it is answered: every request that begins after the answer is judged by them. Requests in
/// between are judged by the rules before. Two changes at a time are compiled together, or one after the other; never does an older set
/// replace a newer one.
/// </summary>
internal sealed class LiveRules(Database database)
{
    private readonly SemaphoreSlim compiling = new(1, 1);
    private long changes;
    private volatile CompiledRules? compiled;

    /// <summary>For after the commit of a change.</summary>
    public void Changed() => Interlocked.Increment(ref changes);

    /// <summary>Gives the memory back until the next request.</summary>
    public void Forget() => compiled = null;

    public ValueTask<CompiledRules> Compiled() => compiled is { } ready ? new(ready) : new(UpToDate());

    /// <summary>Rules with all changes that were committed before this call.</summary>
    public async Task<CompiledRules> UpToDate()
    {
        var owed = Interlocked.Read(ref changes);
        await compiling.WaitAsync();
        try
        {
            if (compiled is { } ready && ready.Changes >= owed)
            {
                return ready;
            }

            return compiled = await Compile();
        }
        catch
        {
            // Without the change the old ones must not act on: the next request compiles.
            compiled = null;
            throw;
        }
        finally
        {
            compiling.Release();
        }
    }

    private async Task<CompiledRules> Compile()
    {
        // Counted before the snapshot is taken: the snapshot may have more, never less.
        var seen = Interlocked.Read(ref changes);
        using var read = database.Read();
        var settings = await ModerationSettings.Of(read);
        var blocked = await RuleRows.Enabled(read, RuleList.Block);
        var allowed = settings.IsWhitelistEnabled ? await RuleRows.Enabled(read, RuleList.Allow) : null;
        return CompiledRules.Of(blocked, allowed, settings, seen);
    }
}
