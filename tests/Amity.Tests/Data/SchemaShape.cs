using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Amity.Tests.Data;

/// <summary>
/// What a database file is made of, in a form that two files can be compared by: every table's columns and constraints in any order,
/// every index, view and trigger; spaces, quotes and comments aside.
/// </summary>
internal static partial class SchemaShape
{
    public static List<string> Of(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select name, sql from sqlite_master where sql is not null order by name";
        using var reader = command.ExecuteReader();
        var shape = new List<string>();
        while (reader.Read())
        {
            shape.AddRange(Lines(reader.GetString(0), reader.GetString(1)));
        }

        return shape;
    }

    private static IEnumerable<string> Lines(string name, string sql)
    {
        var text = Comments().Replace(sql, " ").Replace("\"", "", StringComparison.Ordinal);
        text = Spaces().Replace(text.Trim(), " ").ToLowerInvariant();
        text = AroundMarks().Replace(text, "$1");
        if (!text.StartsWith("create table", StringComparison.Ordinal))
        {
            return [$"{name}: {text}"];
        }

        var body = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..text.LastIndexOf(')')];
        return Parts(body).Order(StringComparer.Ordinal).Select(part => $"{name}: {part}");
    }

    private static IEnumerable<string> Parts(string body)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < body.Length; i++)
        {
            depth += body[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (body[i] == ',' && depth == 0)
            {
                yield return body[start..i];
                start = i + 1;
            }
        }

        yield return body[start..];
    }

    [GeneratedRegex("--[^\n]*|/\\*.*?\\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(" ?([(),]) ?")]
    private static partial Regex AroundMarks();
}
