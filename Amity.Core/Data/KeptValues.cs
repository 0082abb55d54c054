using System.Collections.Concurrent;

namespace Amity.Core.Data;

/// <summary>
/// What is read by nearly every answer and hardly ever changes, in memory for as long as the rows stay that it was read from: see
/// <see cref="RowVersions"/>. Shared by all readers of one database.
/// </summary>
internal sealed class KeptValues(RowVersions versions)
{
    /// <summary>Some kilobytes each at most. When it is full, all are read anew, rather than that each use is counted.</summary>
    private const int Most = 8192;

    private readonly ConcurrentDictionary<string, Kept> values = new(StringComparer.Ordinal);

    /// <summary>The value, if it is there and true; what it rests on is taken down.</summary>
    public bool TryFind<T>(KeptConnection reader, string name, out T value)
    {
        if (values.TryGetValue(name, out var kept) && versions.Unchanged(kept.Places, kept.Since))
        {
            reader.Record?.Add(kept.Places);
            value = (T)kept.Value!;
            return true;
        }

        value = default!;
        return false;
    }

    /// <summary>Reads values and keeps them.</summary>
    public async Task<T> Load<T>(KeptConnection reader, Func<Task<T>> load, Func<T, IEnumerable<(string Name, object? Value)>> named)
    {
        var outer = reader.Record;
        var record = reader.Record = new ReadRecord();
        T loaded;
        try
        {
            loaded = await load();
        }
        finally
        {
            reader.Record = outer;
        }

        var places = record.Places;
        outer?.Add(places);
        if (!record.IsUsable || record.Until < long.MaxValue)
        {
            throw new InvalidOperationException("What rests on the clock is not kept as a value.");
        }

        if (values.Count > Most)
        {
            values.Clear();
        }

        foreach (var (name, value) in named(loaded))
        {
            values[name] = new Kept(value, places, reader.Since);
        }

        return loaded;
    }

    /// <summary>Gives the memory back.</summary>
    public void Drop() => values.Clear();

    private sealed record Kept(object? Value, int[] Places, long Since);
}
