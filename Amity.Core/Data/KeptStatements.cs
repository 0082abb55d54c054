using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>
/// The prepared statements of one connection, by text: preparing costs more than most queries. At most <see cref="Limit"/>, the least
/// recently used goes first.
/// </summary>
internal sealed class KeptStatements(SqliteConnection connection) : IDisposable
{
    public const int Limit = 256;

    private readonly Dictionary<string, KeptStatement> _byText = new(TextComparer.Instance);
    private readonly LinkedList<KeptStatement> _byUse = new();

    /// <summary>How many statements were prepared so far.</summary>
    public int Prepared { get; private set; }

    public int Count => _byText.Count;

    /// <summary>The statement of this text, for one user at a time: while its reader is open, a second use gets a statement of its own.</summary>
    public KeptStatement Take(string text)
    {
        if (!_byText.TryGetValue(text, out var kept))
        {
            kept = Prepare(text);
            _byText.Add(text, kept);
            kept.Place = _byUse.AddFirst(kept);
            Trim();
        }
        else if (kept.InUse)
        {
            kept = Prepare(text);
        }
        else if (kept.Place != _byUse.First)
        {
            _byUse.Remove(kept.Place!);
            _byUse.AddFirst(kept.Place!);
        }

        kept.InUse = true;
        return kept;
    }

    public void GiveBack(KeptStatement statement)
    {
        statement.InUse = false;
        if (statement.Place is null)
        {
            statement.Command.Dispose();
            return;
        }

        statement.Forget();
    }

    public void Dispose()
    {
        foreach (var statement in _byUse)
        {
            statement.Command.Dispose();
        }

        _byText.Clear();
        _byUse.Clear();
    }

    private KeptStatement Prepare(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Prepare();
        Prepared++;
        return new KeptStatement(command);
    }

    private void Trim()
    {
        for (var oldest = _byUse.Last; _byText.Count > Limit && oldest is not null;)
        {
            var statement = oldest.Value;
            oldest = oldest.Previous;
            if (statement.InUse || statement.Place == _byUse.First)
            {
                continue;
            }

            _byUse.Remove(statement.Place!);
            _byText.Remove(statement.Command.CommandText);
            statement.Command.Dispose();
        }
    }

    /// <summary>
    /// Compares texts whole but hashes only their length and a few characters: they are constants of the program, hundreds of
    /// characters long, and no stranger can choose them.
    /// </summary>
    private sealed class TextComparer : IEqualityComparer<string>
    {
        public static readonly TextComparer Instance = new();

        public bool Equals(string? x, string? y) => string.Equals(x, y);

        public int GetHashCode(string text)
        {
            var hash = text.Length;
            var step = (text.Length / 16) + 1;
            for (var i = text.Length - 1; i >= 0; i -= step)
            {
                hash = (hash * 31) + text[i];
            }

            return hash;
        }
    }
}
