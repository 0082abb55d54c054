using System.Text;

namespace Amity.Core.Mqtt;

/// <summary>Names of topics and the filters that match them, section 4.7.</summary>
public static class Topic
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int Longest = 65_535;

    /// <summary>Whether something can be published under it: not empty, no wildcard, no NUL.</summary>
    public static bool IsName(ReadOnlySpan<char> topic) => Fits(topic) && topic.IndexOfAny("+#\0") < 0;

    /// <summary>Whether it can be subscribed to: <c>+</c> stands alone in its level, <c>#</c> alone in the last one.</summary>
    public static bool IsFilter(ReadOnlySpan<char> filter)
    {
        if (!Fits(filter) || filter.Contains('\0'))
        {
            return false;
        }

        for (var at = filter.IndexOfAny('+', '#'); at >= 0;)
        {
            var begins = at == 0 || filter[at - 1] == '/';
            var ends = at == filter.Length - 1 || (filter[at] == '+' && filter[at + 1] == '/');
            if (!begins || !ends)
            {
                return false;
            }

            var next = filter[(at + 1)..].IndexOfAny('+', '#');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }

    /// <summary>
    /// Whether the filter, which is valid, matches the name. <c>a/#</c> matches <c>a</c> as well. A name that begins with <c>$</c> is matched
    /// by no filter that begins with a wildcard.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> name)
    {
        if (name[0] == '$' && filter[0] is '+' or '#')
        {
            return false;
        }

        while (true)
        {
            var asked = Cut(ref filter, out var askedEnds);
            if (asked is "#")
            {
                return true;
            }

            var given = Cut(ref name, out var givenEnds);
            if (asked is not "+" && !asked.SequenceEqual(given))
            {
                return false;
            }

            if (givenEnds)
            {
                return askedEnds || filter is "#";
            }

            if (askedEnds)
            {
                return false;
            }
        }
    }

    private static bool Fits(ReadOnlySpan<char> text) => text.Length is > 0 and <= Longest && Encoding.UTF8.GetByteCount(text) <= Longest;

    /// <summary>Takes the first level from the front.</summary>
    private static ReadOnlySpan<char> Cut(ref ReadOnlySpan<char> rest, out bool isLast)
    {
        var slash = rest.IndexOf('/');
        isLast = slash < 0;
        var level = isLast ? rest : rest[..slash];
        rest = isLast ? default : rest[(slash + 1)..];
        return level;
    }
}
