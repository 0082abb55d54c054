namespace Amity.Core.Data;

/// <summary>The watches of one database, and what there is to tell them of the batch that runs. See <see cref="RowHook"/>.</summary>
internal sealed class RowWatches
{
    private readonly List<Watched> all = [];

    /// <summary>Before the first write.</summary>
    public void Add(IRowWatch watch) => all.Add(new Watched(watch, []));

    /// <summary>Those of a table.</summary>
    public Watched[] Of(string table) => [.. all.Where(watched => watched.Watch.Table == table)];

    /// <summary>Before the commit: what is to be done behind it.</summary>
    public async ValueTask<Action?> Changing(IRead tx)
    {
        Action? done = null;
        foreach (var (watch, rows) in all)
        {
            if (rows.Count == 0)
            {
                continue;
            }

            try
            {
                done += await watch.Changing(tx, [.. rows]);
            }
            catch (Exception error)
            {
                // What is kept in memory is no reason to refuse a write.
                watch.Lost(error);
            }

            rows.Clear();
        }

        return done;
    }

    public void Lost()
    {
        foreach (var (watch, rows) in all)
        {
            rows.Clear();
            watch.Lost(null);
        }
    }

    public void Idle() => all.ForEach(watched => watched.Watch.Idle());

    /// <param name="Watch">Who wants to know.</param>
    /// <param name="Rows">What has changed since the last commit.</param>
    public sealed record Watched(IRowWatch Watch, HashSet<TouchedRow> Rows);
}
