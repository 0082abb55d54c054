using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Amity.Core.Data;

/// <summary>
/// When what was last changed in one database, as numbers of commits: of each column of each table, and of the rows with a certain id in
/// a certain column. The ids share slots by their hash, so that a change may seem to be one of something else too, never the other way
/// round. What was read from rows that did not change since is still true. See <see cref="ReadRecord"/> for who reads and <see cref="RowHook"/> for who writes it.
/// </summary>
internal sealed class RowVersions
{
    /// <summary>A quarter of a megabyte: a page of posts rests on some hundred ids, and a write changes about ten.</summary>
    private const int IdSlots = 1 << 15;

    /// <summary>A column has two: for rows that come or go, and for values that change.</summary>
    private const int ColumnSlots = 1 << 12;

    private static readonly ConcurrentDictionary<(string Table, string Column), int> Columns = new();

    private readonly List<int> touched = [];
    private long[]? slots;
    private long[]? recorded;
    private long published;

    /// <summary>
    /// The number of the last commit whose changes are known here. What a reader that begins afterwards finds is at least as new. Changes are
    /// followed from the first time that this is asked.
    /// </summary>
    public long Published
    {
        get
        {
            if (Volatile.Read(ref slots) is null)
            {
                var fresh = new long[ColumnSlots + IdSlots];
                Array.Fill(fresh, Volatile.Read(ref published));
                Interlocked.CompareExchange(ref slots, fresh, null);
            }

            return Volatile.Read(ref published);
        }
    }

    /// <summary>Whether none of these was changed by a later commit than this.</summary>
    public bool Unchanged(ReadOnlySpan<int> places, long since)
    {
        if (Volatile.Read(ref slots) is not { } now)
        {
            return false;
        }

        foreach (var place in places)
        {
            if (Volatile.Read(ref now[place]) > since)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The place of a column's values in rows that are there.</summary>
    public static int ValuesOf(string table, string column) =>
        2 * (Columns.GetOrAdd((table, column), _ => Columns.Count) % (ColumnSlots / 2));

    /// <summary>The place of the coming and going of rows, as who reads the column notices it.</summary>
    public static int RowsOf(string table, string column) => ValuesOf(table, column) + 1;

    /// <summary>The place of the rows with this id in this column.</summary>
    public static int WithId(int column, ReadOnlySpan<byte> id)
    {
        var hash = (ulong)column * 0x9E3779B97F4A7C15;
        for (; id.Length >= sizeof(ulong); id = id[sizeof(ulong)..])
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(id));
        }

        foreach (var last in id)
        {
            hash = Mix(hash ^ last);
        }

        return ColumnSlots + (int)(Mix(hash) >> 49);
    }

    // The writer's side: one batch after the other, on whatever thread the writer runs.

    /// <summary>Before the first change of a batch.</summary>
    public void Begin() => recorded = Volatile.Read(ref slots);

    /// <summary>Notes a change, if anybody has asked for versions so far.</summary>
    public void Touch(int place)
    {
        if (recorded is not null)
        {
            touched.Add(place);
        }
    }

    /// <summary>After the commit, before anybody is told of it.</summary>
    public void Publish()
    {
        var now = Volatile.Read(ref slots);
        if (now is null)
        {
            return;
        }

        var next = published + 1;
        if (recorded != now)
        {
            // Asked for in the middle of the batch: what it changed before is not known.
            Array.Fill(now, next);
        }

        foreach (var place in touched)
        {
            Volatile.Write(ref now[place], next);
        }

        touched.Clear();
        Volatile.Write(ref published, next);
    }

    /// <summary>The batch is lost: nothing was changed.</summary>
    public void Discard() => touched.Clear();

    /// <summary>Gives the memory back; what was read before counts as changed. While no batch runs.</summary>
    public void Forget()
    {
        Volatile.Write(ref slots, null);
        recorded = null;
        Volatile.Write(ref published, published + 1);
    }

    private static ulong Mix(ulong value) => BitOperations.RotateLeft(value * 0xD6E8FEB86659FD93, 32) * 0xD6E8FEB86659FD93;
}
