using System.Collections;
using System.Globalization;
using System.Text;

namespace Amity.Core.Data;

/// <summary>
/// Lists among the parameters: <c>in @ids</c> is written out as <c>in (@ids__0,@ids__1,…)</c>. To few lengths, or every length would be a
/// statement of its own: the last value fills the rest. Dapper writes them out too, with a regular expression at every use.
/// </summary>
internal static class Lists
{
    private const string Mark = "__";
    private const int BitsOfLength = 12;
    private const int MostLists = 5;

    /// <summary>The values of a list to be written out; null for anything else.</summary>
    public static object?[]? Of(object? value) => value switch
    {
        null or string or byte[] => null,
        object?[] list => list,
        IEnumerable list => [.. list],
        _ => null,
    };

    /// <summary>How long the lists among the parameters are written out, as one number; 0 without any.</summary>
    public static long Shape(LightParameters given)
    {
        var shape = 0L;
        var lists = 0;
        for (var i = 0; i < given.Count; i++)
        {
            if (given.At(i).Value is object?[] list)
            {
                var length = Length(list.Length) + 1;
                if (++lists > MostLists || length >> BitsOfLength > 0)
                {
                    throw new NotSupportedException("At most five lists of four thousand values.");
                }

                shape = (shape << BitsOfLength) | (uint)length;
            }
        }

        return shape;
    }

    /// <summary>The statement with its lists written out.</summary>
    public static string Expand(string text, LightParameters given)
    {
        for (var i = 0; i < given.Count; i++)
        {
            if (given.At(i).Value is object?[] list)
            {
                text = Expand(text, given.At(i).ParameterName.TrimStart('@'), Length(list.Length));
            }
        }

        return text;
    }

    public static object? Element(object? list, int index)
    {
        var values = (object?[])list!;
        return values[Math.Min(index, values.Length - 1)];
    }

    /// <summary>Whether a statement's parameter is an element of a list, and of which.</summary>
    public static bool TryParse(string name, out string list, out int element)
    {
        var at = name.LastIndexOf(Mark, StringComparison.Ordinal);
        list = at < 0 ? name : name[..at];
        element = -1;
        return at > 0 && int.TryParse(name.AsSpan(at + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out element);
    }

    private static int Length(int count) => count switch
    {
        <= 5 => count,
        <= 200 => (count + 9) / 10 * 10,
        _ => (count + 99) / 100 * 100,
    };

    private static string Expand(string text, string name, int length)
    {
        var expanded = new StringBuilder(text.Length + (length * (name.Length + 6)));
        var from = 0;
        for (var at = Next(text, name, 0); at >= 0; at = Next(text, name, from))
        {
            expanded.Append(text, from, at - from).Append(length == 0 ? "(select null where 1 = 0)" : "(");
            for (var i = 0; i < length; i++)
            {
                expanded.Append(CultureInfo.InvariantCulture, $"@{name}{Mark}{i}").Append(i < length - 1 ? ',' : ')');
            }

            from = at + 1 + name.Length;
        }

        return expanded.Append(text, from, text.Length - from).ToString();
    }

    private static int Next(string text, string name, int from)
    {
        for (var at = text.IndexOf('@', from); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var end = at + 1 + name.Length;
            if (string.CompareOrdinal(text, at + 1, name, 0, name.Length) == 0
                && (end >= text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')))
            {
                return at;
            }
        }

        return -1;
    }
}
