using System.Text;

namespace Amity.Core.Data;

/// <summary>What a statement's rows rest on: see <see cref="ReadRecord"/>.</summary>
internal sealed class StatementReads
{
    private const string Mark = "-- rests on ";

    private readonly List<int> columns = [];
    private readonly List<(int Column, string Parameter)> ids = [];

    /// <param name="text">The statement.</param>
    /// <param name="read">The columns that it reads, as SQLite resolved them.</param>
    public StatementReads(string text, IEnumerable<(string Table, string Column)> read)
    {
        var known = new HashSet<string>();
        var referenced = new HashSet<string>();
        if (text.LastIndexOf(Mark, StringComparison.Ordinal) is var at and >= 0)
        {
            foreach (var part in text[(at + Mark.Length)..].Split(',', StringSplitOptions.TrimEntries))
            {
                if (part.Split(' ') is [var table, "by", "reference"])
                {
                    referenced.Add(table);
                }
                else if (part.Split(' ') is [var path, ['@', .. var parameter]] && path.Split('.') is [var owner, var column] && RowHook.IsId(column))
                {
                    known.Add(owner);
                    ids.Add((RowVersions.ValuesOf(owner, column), parameter));
                }
                else
                {
                    throw new InvalidOperationException($"'{part}' is neither 'table.some_id @parameter' nor 'table by reference'.");
                }
            }
        }

        foreach (var (table, column) in read.Distinct().Where(column => !known.Contains(column.Table)))
        {
            columns.Add(RowVersions.ValuesOf(table, column));
            if (!referenced.Contains(table))
            {
                columns.Add(RowVersions.RowsOf(table, column));
            }
        }
    }

    public void AddTo(ReadRecord record, LightParameters given)
    {
        foreach (var column in columns)
        {
            record.Add(column);
        }

        foreach (var (column, parameter) in ids)
        {
            var last = 0;
            switch (given.At(given.Find(parameter, ref last)).Value)
            {
                case object?[] list:
                    foreach (var id in list)
                    {
                        Add(record, column, id);
                    }

                    break;
                case var id:
                    Add(record, column, id);
                    break;
            }
        }
    }

    public static void AddTo(ReadRecord record, string table, string column, IEnumerable<string> ids)
    {
        var place = RowVersions.ValuesOf(table, column);
        foreach (var id in ids)
        {
            Add(record, place, id);
        }
    }

    private static void Add(ReadRecord record, int column, object? id)
    {
        const int Short = 128;
        switch (id)
        {
            case string { Length: <= Short } text:
                Span<byte> bytes = stackalloc byte[3 * Short];
                record.Add(RowVersions.WithId(column, bytes[..Encoding.UTF8.GetBytes(text, bytes)]));
                break;
            case string text:
                record.Add(RowVersions.WithId(column, Encoding.UTF8.GetBytes(text)));
                break;
            case null or DBNull:
                // Equal to nothing: no row is reached by it.
                break;
            default:
                throw new NotSupportedException("Ids are texts.");
        }
    }
}
