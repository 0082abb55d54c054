using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// The prepared statements of one connection, by text: preparing costs more than most queries. At most <see cref="Limit"/>, the least
/// recently used goes first.
/// </summary>
internal sealed class KeptStatements(sqlite3 database) : IDisposable
{
    public const int Limit = 256;

    private readonly Dictionary<StatementKey, KeptStatement> _byKey = [];
    private readonly LinkedList<(StatementKey Key, KeptStatement Statement)> _byUse = new();

    /// <summary>How many statements were prepared so far.</summary>
    public int Prepared { get; private set; }

    /// <summary>How often SQLite found that it had to prepare one of them anew.</summary>
    public int PreparedAgain => _byUse.Sum(kept => kept.Statement.PreparedAgain);

    public int Count => _byKey.Count;

    /// <summary>
    /// The statement of this text with lists of these lengths, for one user at a time: while its reader is open, a second use gets a
    /// statement of its own.
    /// </summary>
    public KeptStatement Take(string text, LightParameters given)
    {
        var key = new StatementKey(text, Lists.Shape(given));
        if (!_byKey.TryGetValue(key, out var statement))
        {
            statement = Prepare(text, given);
            _byKey.Add(key, statement);
            statement.Kept = _byUse.AddFirst((key, statement));
            Trim();
        }
        else if (statement.InUse)
        {
            statement = Prepare(text, given);
        }
        else if (statement.Kept != _byUse.First)
        {
            _byUse.Remove(statement.Kept!);
            _byUse.AddFirst(statement.Kept!);
        }

        statement.InUse = true;
        return statement;
    }

    public void GiveBack(KeptStatement statement)
    {
        statement.InUse = false;
        statement.Reset();
        if (statement.Kept is null)
        {
            statement.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var (_, statement) in _byUse)
        {
            statement.Dispose();
        }

        _byKey.Clear();
        _byUse.Clear();
    }

    private KeptStatement Prepare(string text, LightParameters given)
    {
        var statement = new KeptStatement(database, Lists.Expand(text, given));
        Prepared++;
        return statement;
    }

    private void Trim()
    {
        for (var oldest = _byUse.Last; _byKey.Count > Limit && oldest is not null;)
        {
            var (key, statement) = oldest.Value;
            var place = oldest;
            oldest = oldest.Previous;
            if (statement.InUse || place == _byUse.First)
            {
                continue;
            }

            _byUse.Remove(place);
            _byKey.Remove(key);
            statement.Dispose();
        }
    }
}

/// <summary>
/// A text and the lengths of its lists. Compares texts whole but hashes only their length and a few characters: they are constants of the
/// program, hundreds of characters long, and no stranger can choose them.
/// </summary>
internal readonly record struct StatementKey(string Text, long Shape)
{
    public override int GetHashCode()
    {
        var hash = Text.Length + (Shape.GetHashCode() * 31);
        var step = (Text.Length / 16) + 1;
        for (var i = Text.Length - 1; i >= 0; i -= step)
        {
            hash = (hash * 31) + Text[i];
        }

        return hash;
    }
}
