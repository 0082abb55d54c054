using System.Globalization;
using System.Text;

namespace Amity.Core.Matching;

/// <summary>
/// Reads a regular expression that .NET has accepted, to learn how large it is when its counted repetitions are written out, how short a match
/// can be and what every match holds; and writes it so that the case of its letters means what it means in words.
/// </summary>
internal sealed class PatternSyntax
{
    private const string Numbered = "it must not refer back to groups or give characters in octal";

    private readonly string pattern;
    private readonly StringBuilder written = new();
    private int at;
    private bool ignoresCase = true;

    private PatternSyntax(string pattern) => this.pattern = pattern;

    /// <summary>A part: how many characters it is when written out, the length of its shortest match, what its matches hold.</summary>
    internal readonly record struct Part(long Size, int Least, Needles Needles);

    /// <summary>What keeps the expression from being run, as the end of a sentence; null when nothing does.</summary>
    public string? Refusal { get; private set; }

    public Part Whole { get; private set; }

    /// <summary>The same expression with the cases that .NET does not join.</summary>
    public string Written => written.ToString();

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
            Copy();
            branches.Add(Sequence());
        }

        return branches.Count == 1
            ? branches[0]
            : new Part(branches.Sum(branch => branch.Size) + 1, branches.Min(branch => branch.Least), Needles.Either([.. branches.Select(branch => branch.Needles)]));
    }

    private Part Sequence()
    {
        var parts = new List<Part>();
        while (HasMore && pattern[at] is not ('|' or ')'))
        {
            parts.Add(Repeated(One()));
        }

        return new Part(
            parts.Sum(part => part.Size),
            (int)Math.Min(parts.Sum(part => (long)part.Least), int.MaxValue),
            Needles.Sequence([.. parts.Select(part => part.Needles)]));
    }

    private Part Repeated(Part part)
    {
        while (HasMore && TryQuantifier(out var least, out var most))
        {
            part = new Part(
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

    private bool TryQuantifier(out int least, out int? most)
    {
        (least, most) = (0, null);
        switch (pattern[at])
        {
            case '*':
                Copy();
                break;
            case '+':
                least = 1;
                Copy();
                break;
            case '?':
                most = 1;
                Copy();
                break;
            case '{' when Counts(at, out var end, out least, out most):
                Copy(end - at);
                break;
            default:
                return false;
        }

        if (HasMore && pattern[at] == '?')
        {
            Copy();
        }

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
                Copy();
                return Any;
            case '^' or '$':
                Copy();
                return Place;
            default:
                return Literal(pattern[at++], null);
        }
    }

    private static Part Any => new(1, 1, Needles.Unknown);

    private static Part Place => new(1, 0, Needles.Nothing);

    private Part Group()
    {
        var ignoredCase = ignoresCase;
        Copy();
        if (pattern[at] == '?')
        {
            if (pattern[at + 1] == '#')
            {
                Copy(pattern.IndexOf(')', at) + 1 - at);
                return new Part(0, 0, Needles.Nothing);
            }

            Copy();
            Refusal = GroupKind(out var isOptionOnly);
            if (Refusal is not null || isOptionOnly)
            {
                return new Part(0, 0, Needles.Nothing);
            }
        }

        var inner = Alternatives();
        if (HasMore)
        {
            Copy();
        }

        ignoresCase = ignoredCase;
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

            Copy(pattern.IndexOf(pattern[at] == '<' ? '>' : '\'', at + 1) + 1 - at);
            return null;
        }

        for (var isOn = true; pattern[at] is not (':' or ')'); Copy())
        {
            switch (pattern[at])
            {
                case '-' or '+':
                    isOn = pattern[at] == '+';
                    break;
                case 'i' or 'I':
                    ignoresCase = isOn;
                    break;
                case 's' or 'S' or 'm' or 'M' or 'n' or 'N':
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
        Copy();
        return null;
    }

    private Part Escape()
    {
        var letter = pattern[at + 1];
        if (char.IsAsciiDigit(letter) || letter == 'k')
        {
            Refusal = Numbered;
            return Any;
        }

        switch (letter)
        {
            case 'G':
                Refusal = "it must not depend on where a search began";
                return Place;
            case 'A' or 'Z' or 'z' or 'b' or 'B':
                Copy(2);
                return Place;
            case 'w' or 'W' or 'd' or 'D' or 's' or 'S':
                Copy(2);
                return Any;
            case 'p' or 'P':
                Copy(pattern.IndexOf('}', at) + 1 - at);
                return Any;
            default:
                var start = at;
                var unit = EscapedUnit();
                return Literal(unit, pattern[start..at]);
        }
    }

    /// <summary>The character that an escape stands for, and the place behind it.</summary>
    private char EscapedUnit()
    {
        var letter = pattern[at + 1];
        at += 2;
        switch (letter)
        {
            case 'x':
                return Hexadecimal(2);
            case 'u':
                return Hexadecimal(4);
            case 'c':
                return (char)(char.ToUpperInvariant(pattern[at++]) - '@');
            default:
                return letter switch { 'a' => '\a', 'e' => '\e', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', _ => letter };
        }
    }

    private char Hexadecimal(int digits)
    {
        at += digits;
        return (char)int.Parse(pattern.AsSpan(at - digits, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    // The second half of a pair folds with the first, which stands before it: what is not a literal pair has no case.
    private Part Literal(char unit, string? escape)
    {
        var cases = ignoresCase ? CasesOf(unit) : "";
        written.Append(cases.Length > 0 ? $"[{cases}]" : escape ?? unit.ToString());
        return new Part(1, 1, Needles.OneOf([CaseFolding.Fold(unit.ToString())]));
    }

    private string CasesOf(char unit)
    {
        if (!char.IsSurrogate(unit))
        {
            return MissingCases.Of(unit);
        }

        if (!char.IsLowSurrogate(unit) || at < 2 || !char.IsHighSurrogate(pattern[at - 2]) || pattern[at - 1] != unit)
        {
            return "";
        }

        var all = MissingCases.Of(char.ConvertToUtf32(pattern[at - 2], unit));
        return string.Concat(all.Select(low => $"\\u{(int)low:X4}"));
    }

    private Part Class()
    {
        var members = new HashSet<char>();
        var isPlain = true;
        ClassMembers(members, ref isPlain);
        return isPlain && members.Count <= 8 ? new Part(1, 1, Needles.OneOf(members.Select(unit => CaseFolding.Fold(unit.ToString())))) : Any;
    }

    // Adds what is listed; it is not all that the class holds, or more, when the class is not plain.
    private void ClassMembers(HashSet<char> members, ref bool isPlain)
    {
        Copy();
        if (pattern[at] == '^')
        {
            isPlain = false;
            Copy();
        }

        for (var isFirst = true; HasMore && (isFirst || pattern[at] != ']'); isFirst = false)
        {
            if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':')
            {
                Refusal = "classes in the form [: :] are not supported";
                return;
            }

            if (pattern[at] == '-' && !isFirst && pattern[at + 1] == '[')
            {
                isPlain = false;
                Copy();
                ClassMembers([], ref isPlain);
                continue;
            }

            var first = Member(ref isPlain);
            var last = first;
            if (first is not null && HasMore && pattern[at] == '-' && pattern[at + 1] is not (']' or '['))
            {
                Copy();
                last = Member(ref isPlain);
            }

            if (first is { } from && last is { } to)
            {
                AddRange(members, from, to, ref isPlain);
            }
        }

        if (HasMore)
        {
            Copy();
        }
    }

    private void AddRange(HashSet<char> members, char from, char to, ref bool isPlain)
    {
        isPlain &= to - from < 8;
        for (var unit = (int)from; isPlain && unit <= to; unit++)
        {
            members.Add((char)unit);
        }

        if (ignoresCase)
        {
            written.Append(MissingCases.Of(from, to));
        }
    }

    // Null for what is a class itself.
    private char? Member(ref bool isPlain)
    {
        if (pattern[at] != '\\')
        {
            written.Append(pattern[at]);
            return pattern[at++];
        }

        var letter = pattern[at + 1];
        switch (letter)
        {
            case 'w' or 'W' or 'd' or 'D' or 's' or 'S':
                isPlain = false;
                Copy(2);
                return null;
            case 'p' or 'P':
                isPlain = false;
                Copy(pattern.IndexOf('}', at) + 1 - at);
                return null;
            case 'b':
                Copy(2);
                return '\b';
            case >= '0' and <= '9':
                Refusal = Numbered;
                return null;
            default:
                var start = at;
                var unit = EscapedUnit();
                written.Append(pattern, start, at - start);
                return unit;
        }
    }

    private void Copy(int units = 1)
    {
        written.Append(pattern, at, units);
        at += units;
    }
}
