namespace Amity.Core.Data;

/// <summary>
/// What the statements of one answer rested on, so that the answer can be used again until any of it changes. A statement rests on every
/// row of every table that it reads, as far as the columns go that it reads; unless its text ends in a line that says more:
/// <code>
/// -- rests on posts.post_id @ids, follows.from_user_id @callerId, users by reference
/// </code>
/// Of a table that is named with a column and a parameter, only the rows with these ids matter: the line names all conditions by which the
/// statement reaches the table. Of a table <c>by reference</c> the rows that come or go do not matter: the statement reaches it from a row
/// that it read, through a foreign key.
/// </summary>
public sealed class ReadRecord
{
    private readonly HashSet<int> places = [];

    /// <summary>Whether the answer can be used again: not when it also rests on what no statement reads, such as the time.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>When the answer ends by itself, in milliseconds since 1970 UTC.</summary>
    public long Until { get; private set; } = long.MaxValue;

    internal int[] Places => [.. places];

    /// <summary>The answer rests on something else too.</summary>
    public void Spoil() => IsUsable = false;

    /// <summary>The answer ends by itself then, or earlier.</summary>
    public void End(long instant) => Until = Math.Min(Until, instant);

    internal void Add(int place) => places.Add(place);

    internal void Add(int[] more) => places.UnionWith(more);
}
