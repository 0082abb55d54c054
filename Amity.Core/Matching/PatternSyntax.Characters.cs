using System.Globalization;
using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>What stands for one character or one place: literals, escapes, classes.</summary>
internal sealed partial class PatternSyntax
{
    private Part Escape()
    {
        var letter = pattern[at + 1];
        if (char.IsAsciiDigit(letter) || letter == 'k')
        {
            Refusal = Numbered;
            return Nothing;
        }

        PatternPlace? place = letter switch
        {
            'A' => PatternPlace.TextStart,
            'z' => PatternPlace.TextEnd,
            'Z' => PatternPlace.LastLineEnd,
            'b' => PatternPlace.WordEdge,
            'B' => PatternPlace.NoWordEdge,
            _ => null,
        };
        if (place is { } somewhere)
        {
            at += 2;
            return Place(somewhere);
        }

        switch (letter)
        {
            case 'G':
                Refusal = "it must not depend on where a search began";
                return Nothing;
            case 'w' or 'W' or 'd' or 'D' or 's' or 'S':
                at += 2;
                return ClassOf(pattern[(at - 2)..at]);
            case 'p' or 'P':
                var start = at;
                at = pattern.IndexOf('}', at) + 1;
                return ClassOf(pattern[start..at]);
            default:
                return Literal(EscapedUnit());
        }
    }

    private void Set(RegexOptions option, bool isOn) => options = isOn ? options | option : options & ~option;

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

    private Part Literal(char unit)
    {
        var isExact = !options.HasFlag(RegexOptions.IgnoreCase);
        var folded = isExact ? unit : Folded(unit);
        return new Part(new PatternNode.Unit(folded, isExact), 1, 1, Needles.OneOf([unit.ToString()]));
    }

    // The second half of a pair folds with the first, when that stands right before it.
    private char Folded(char unit) =>
        !char.IsSurrogate(unit) ? CaseFolding.Of(unit)
        : char.IsLowSurrogate(unit) && at >= 2 && char.IsSurrogatePair(pattern[at - 2], pattern[at - 1]) ? CaseFolding.OfLow(pattern[at - 2], unit)
        : unit;

    private Part Class()
    {
        var start = at;
        var members = new HashSet<char>();
        var isPlain = true;
        ClassMembers(members, ref isPlain);
        if (!isPlain || members.Count > 8 || !options.HasFlag(RegexOptions.IgnoreCase) || members.Any(char.IsSurrogate))
        {
            return ClassOf(pattern[start..at]);
        }

        var few = string.Concat(members.Select(CaseFolding.Of).Distinct());
        return new Part(new PatternNode.Few(few), 1, 1, Needles.OneOf(few.Select(unit => unit.ToString())));
    }

    // Adds what is listed; it is not all that the class holds, or more, when the class is not plain.
    private void ClassMembers(HashSet<char> members, ref bool isPlain)
    {
        at++;
        if (pattern[at] == '^')
        {
            isPlain = false;
            at++;
        }

        for (var isFirst = true; HasMore && (isFirst || pattern[at] != ']'); isFirst = false)
        {
            if (pattern[at] == '[' && pattern[at + 1] == ':')
            {
                Refusal = "classes in the form [: :] are not supported";
            }
            else if (pattern[at] == '-' && !isFirst && pattern[at + 1] == '[')
            {
                isPlain = false;
                at++;
                ClassMembers([], ref isPlain);
            }
            else
            {
                MemberOrRange(members, ref isPlain);
            }
        }

        at++;
    }

    private void MemberOrRange(HashSet<char> members, ref bool isPlain)
    {
        var first = Member();
        var last = first;
        if (first is not null && HasMore && pattern[at] == '-' && pattern[at + 1] is not (']' or '['))
        {
            at++;
            last = Member();
        }

        isPlain &= first is not null && last is not null && last - first < 8;
        for (int unit = first ?? 0; isPlain && unit <= last; unit++)
        {
            members.Add((char)unit);
        }
    }

    // Null for what is a class itself.
    private char? Member()
    {
        if (pattern[at] != '\\')
        {
            return pattern[at++];
        }

        switch (pattern[at + 1])
        {
            case 'w' or 'W' or 'd' or 'D' or 's' or 'S':
                at += 2;
                return null;
            case 'p' or 'P':
                at = pattern.IndexOf('}', at) + 1;
                return null;
            case 'b':
                at += 2;
                return '\b';
            case >= '0' and <= '9':
                Refusal = Numbered;
                return null;
            default:
                return EscapedUnit();
        }
    }
}
