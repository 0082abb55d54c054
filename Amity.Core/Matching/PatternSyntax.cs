using System.Globalization;
using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>
/// Reads a regular expression that .NET has accepted: what it is made of, how large it is when its counted repetitions are written out, how short
/// a match can be and what every match holds.
/// </summary>
internal sealed partial class PatternSyntax
{
    private const string Numbered = "it must not refer back to groups or give characters in octal";

    private readonly string pattern;
    private int at;
    private RegexOptions options = RegexOptions.IgnoreCase;

    private PatternSyntax(string pattern) => this.pattern = pattern;

    /// <summary>A part: how many characters it is when written out, the length of its shortest match, what its matches hold.</summary>
    internal readonly record struct Part(PatternNode Node, long Size, int Least, Needles Needles);

    /// <summary>What keeps the expression from being run, as the end of a sentence; null when nothing does.</summary>
    public string? Refusal { get; private set; }

    public Part Whole { get; private set; }

    public static PatternSyntax Of(string pattern)
    {
        var syntax = new PatternSyntax(pattern);
        syntax.Whole = syntax.Alternatives();
        return syntax;
    }

    private bool HasMore => at < pattern.Length && Refusal is null;

    private Part Alternatives()
    {
        var branches = new List<Part> { Sequence() };
        while (HasMore && pattern[at] == '|')
        {
            at++;
            branches.Add(Sequence());
        }

        return branches.Count == 1
            ? branches[0]
            : new Part(new PatternNode.Either([.. branches.Select(branch => branch.Node)]), branches.Sum(branch => branch.Size) + 1, branches.Min(branch => branch.Least), Needles.Either([.. branches.Select(branch => branch.Needles)]));
    }

    private Part Sequence()
    {
        var parts = new List<Part>();
        while (HasMore && pattern[at] is not ('|' or ')'))
        {
            if (!TrySkipComment())
            {
                parts.Add(Repeated(One()));
            }
        }

        return new Part(
            parts.Count == 1 ? parts[0].Node : new PatternNode.Sequence([.. parts.Select(part => part.Node)]),
            parts.Sum(part => part.Size),
            (int)Math.Min(parts.Sum(part => (long)part.Least), int.MaxValue),
            Needles.Sequence([.. parts.Select(part => part.Needles)]));
    }

    // A comment does not part a quantifier from what it repeats.
    private bool TrySkipComment()
    {
        if (!pattern.AsSpan(at).StartsWith("(?#"))
        {
            return false;
        }

        at = pattern.IndexOf(')', at) + 1;
        return true;
    }

    private Part Repeated(Part part)
    {
        while (TrySkipComment())
        {
        }

        if (HasMore && TryQuantifier(out var least, out var most, out var isLazy))
        {
            part = new Part(
                new PatternNode.Repeat(part.Node, least, most, isLazy),
                (part.Size * Math.Max(most ?? Math.Max(least, 1), 1)) + 1,
                (int)Math.Min((long)part.Least * least, int.MaxValue),
                Needles.Repeated(part.Needles, least, most));
            if (part.Size > int.MaxValue)
            {
                part = part with { Size = int.MaxValue };
            }
        }

        return part;
    }

    private bool TryQuantifier(out int least, out int? most, out bool isLazy)
    {
        (least, most, isLazy) = (0, null, false);
        switch (pattern[at])
        {
            case '*':
                at++;
                break;
            case '+':
                least = 1;
                at++;
                break;
            case '?':
                most = 1;
                at++;
                break;
            case '{' when Counts(at, out var end, out least, out most):
                at = end;
                break;
            default:
                return false;
        }

        isLazy = at < pattern.Length && pattern[at] == '?';
        at += isLazy ? 1 : 0;
        return true;
    }

    // {n}, {n,} and {n,m} repeat; any other brace is a brace.
    private bool Counts(int brace, out int end, out int least, out int? most)
    {
        (end, most) = (brace + 1, null);
        if (!Number(ref end, out least))
        {
            return false;
        }

        most = least;
        if (end < pattern.Length && pattern[end] == ',')
        {
            end++;
            most = Number(ref end, out var second) ? second : null;
        }

        return end < pattern.Length && pattern[end++] == '}';
    }

    private bool Number(ref int from, out int number)
    {
        var start = from;
        while (from < pattern.Length && char.IsAsciiDigit(pattern[from]))
        {
            from++;
        }

        return int.TryParse(pattern.AsSpan(start, from - start), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private Part One()
    {
        switch (pattern[at])
        {
            case '(':
                return Group();
            case '[':
                return Class();
            case '\\':
                return Escape();
            case '.':
                at++;
                return ClassOf(".");
            case '^':
                at++;
                return Place(options.HasFlag(RegexOptions.Multiline) ? PatternPlace.LineStart : PatternPlace.TextStart);
            case '$':
                at++;
                return Place(options.HasFlag(RegexOptions.Multiline) ? PatternPlace.LineEnd : PatternPlace.LastLineEnd);
            default:
                return Literal(pattern[at++]);
        }
    }

    private static Part Nothing => new(new PatternNode.Sequence([]), 0, 0, Needles.Nothing);

    private Part ClassOf(string text) => new(new PatternNode.Class(text, options), 1, 1, Needles.Unknown);

    private static Part Place(PatternPlace place) => new(new PatternNode.At(place), 1, 0, Needles.Nothing);

    private Part Group()
    {
        var outer = options;
        at++;
        if (pattern[at] == '?')
        {
            at++;
            Refusal = GroupKind(out var isOptionOnly);
            if (Refusal is not null || isOptionOnly)
            {
                return Nothing;
            }
        }

        var inner = Alternatives();
        if (HasMore)
        {
            at++;
        }

        options = outer;
        return inner;
    }

    // Behind "(?": a name, a colon, or options up to a colon or the closing parenthesis. What is refused cannot be found in linear time,
    // but for blanks that mean nothing, which are not worth a reader of their own.
    private string? GroupKind(out bool isOptionOnly)
    {
        const string Around = "it must not look ahead or behind";
        isOptionOnly = false;
        if (pattern[at] is '<' or '\'')
        {
            if (pattern[at + 1] is '=' or '!')
            {
                return Around;
            }

            var name = at + 1;
            at = pattern.IndexOf(pattern[at] == '<' ? '>' : '\'', name) + 1;
            return pattern.AsSpan(name, at - name).Contains('-') ? "balancing groups are not supported" : null;
        }

        for (var isOn = true; pattern[at] is not (':' or ')'); at++)
        {
            switch (pattern[at])
            {
                case '-' or '+':
                    isOn = pattern[at] == '+';
                    break;
                case 'i' or 'I':
                    Set(RegexOptions.IgnoreCase, isOn);
                    break;
                case 's' or 'S':
                    Set(RegexOptions.Singleline, isOn);
                    break;
                case 'm' or 'M':
                    Set(RegexOptions.Multiline, isOn);
                    break;
                case 'n' or 'N':
                    break;
                case '=' or '!':
                    return Around;
                case 'x' or 'X':
                    return "the option x is not supported";
                default:
                    return "atomic groups and conditions are not supported";
            }
        }

        isOptionOnly = pattern[at] == ')';
        at++;
        return null;
    }
}
