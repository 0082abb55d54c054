using System.Buffers;
using System.Globalization;
using System.Text;

namespace Amity.Core.Text;

/// <summary>What a character can be in a link.</summary>
internal static class LinkCharacters
{
    /// <summary>Of a label of a domain, by the DNS.</summary>
    public const int LongestLabel = 63;

    private const string WideDots = "。．｡";

    /// <summary>Every link has one of these: the first dot of its domain, or the colon behind its scheme.</summary>
    public static readonly SearchValues<char> Candidates = SearchValues.Create(".:" + WideDots);

    /// <summary>Brackets, quotes and sentence marks that no link has unencoded, and those that only other scripts have.</summary>
    private static readonly SearchValues<char> Around = SearchValues.Create("<>\"`{}|^“”„‟‘’‚«»‹›、，！？；：「」『』（）【】《》〈〉〔〕…" + WideDots);

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".,;:!?'*_~");

    public static bool IsDot(char unit) => unit == '.' || WideDots.Contains(unit);

    public static bool IsOfScheme(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '+' or '-' or '.';

    /// <summary>Letters, digits and marks of every script, hyphens and underscores.</summary>
    public static bool IsOfName(ReadOnlySpan<char> text, int at)
    {
        var unit = text[at];
        return char.IsAscii(unit)
            ? char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_'
            : Category(text, at) is <= UnicodeCategory.DecimalDigitNumber;
    }

    /// <summary>Whether a script that is written without spaces and ASCII letters meet here: a word ends, though no space says so.</summary>
    public static bool IsSeam(ReadOnlySpan<char> text, int at) =>
        (IsUnspaced(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at])) || (char.IsAsciiLetterOrDigit(text[at - 1]) && IsUnspaced(text[at]));

    /// <summary>What some programs take for a part of a host and others do not: with it the host is no other's.</summary>
    public static bool IsOddInHost(char unit) => unit is '%' or '!' or '$' or '&' or '+' or '=' or '~';

    public static bool EndsAuthority(char unit) => unit is '/' or '?' or '#' or '\\' || EndsTail(unit, backslash: true);

    public static bool EndsTail(char unit, bool backslash) =>
        unit <= ' ' || (backslash && unit == '\\') || Around.Contains(unit) || (unit > '~' && (char.IsWhiteSpace(unit) || IsInvisible(unit)));

    public static bool EndsSentence(char unit) => SentenceEnds.Contains(unit);

    /// <summary>Han, kana, Hangul, Thai, Lao, Burmese, Khmer; of the supplementary planes all, where little else is written in domains.</summary>
    private static bool IsUnspaced(char unit) => unit is
        (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1100' and <= '\u11FF') or (>= '\u1780' and <= '\u17FF')
        or (>= '\u2E80' and <= '\uD7FF') or (>= '\uD800' and <= '\uDFFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF66' and <= '\uFFDC');

    /// <summary>Controls, marks of direction, joints without width but those that letters need.</summary>
    private static bool IsInvisible(char unit) => unit is not ('\u200C' or '\u200D')
        && char.GetUnicodeCategory(unit) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static UnicodeCategory Category(ReadOnlySpan<char> text, int at)
    {
        var first = char.IsLowSurrogate(text[at]) && at > 0 ? at - 1 : at;
        return Rune.DecodeFromUtf16(text[first..], out var rune, out var length) == OperationStatus.Done && length > at - first
            ? Rune.GetUnicodeCategory(rune)
            : UnicodeCategory.Surrogate;
    }
}
