using System.Text;

namespace Amity.Core.Text;

/// <summary>
/// Collects the three levels of a sort key and joins them with spaces, the lowest character of a key, so that what is shorter comes
/// first. Frequent characters take one byte:
/// <list type="bullet">
/// <item>bases: <c>!</c> a space, <c>"</c> to <c>A</c> punctuation, <c>B</c> and a character: another symbol, <c>C</c> to <c>L</c> digits,
/// <c>M</c> and a character: another number, <c>a</c> to <c>z</c> themselves, then everything else by code point;</item>
/// <item>accents: how many bases follow the accent before, the more the lower, then the accent. Bases behind the last one say nothing;</item>
/// <item>case: the same with capitals and other shapes, both in one character.</item>
/// </list>
/// </summary>
internal sealed class SortKeyWriter
{
    private const char Separator = ' ', Space = '!', Symbols = 'B', Digits = 'C', Numbers = 'M', Lowest = '!', Highest = '~';

    // Accent runs go down from '~' to '"', case runs in steps of three from 'x' to '"'. Lowest stands for one more than the longest.
    private const int LongestAccentRun = Highest - Lowest - 1, LongestCaseRun = 28, Shapes = 3;

    // More accents on one letter than Unicode's stream-safe format allows stay in the order they came in.
    private const int MostAccents = 30;

    private readonly StringBuilder bases = new(), accents = new(), cases = new();
    private readonly List<int> pending = [];
    private int plainBases, smallBases;

    /// <summary>The bases alone fill a key: nothing that follows can change it.</summary>
    public bool IsFull => bases.Length > SortKey.MaxBytes;

    public void AddBase(int codePoint, CharacterKind kind, int shape)
    {
        PlaceAccents();
        AppendBase(codePoint, kind);
        plainBases++;
        if (shape == 0)
        {
            smallBases++;
            return;
        }

        for (; smallBases > LongestCaseRun; smallBases -= LongestCaseRun + 1)
        {
            cases.Append(Lowest);
        }

        cases.Append((char)(Lowest + ((LongestCaseRun - smallBases) * Shapes) + shape));
        smallBases = 0;
    }

    /// <summary>Accents of one letter that do not touch each other may come in any order: they are sorted by their class.</summary>
    public void AddAccent(int mark)
    {
        var at = pending.Count;
        var rank = TextTables.MarkClasses[mark];
        while (rank > 0 && at > 0 && TextTables.MarkClasses[pending[at - 1]] > rank)
        {
            at--;
        }

        pending.Insert(at, mark);
        if (pending.Count == MostAccents)
        {
            PlaceAccents();
        }
    }

    public string Finish()
    {
        PlaceAccents();
        return cases.Length > 0 ? $"{bases}{Separator}{accents}{Separator}{cases}"
            : accents.Length > 0 ? $"{bases}{Separator}{accents}"
            : bases.ToString();
    }

    private void PlaceAccents()
    {
        foreach (var mark in pending)
        {
            for (; plainBases > LongestAccentRun; plainBases -= LongestAccentRun + 1)
            {
                accents.Append(Lowest);
            }

            accents.Append((char)(Highest - plainBases));
            plainBases = 0;

            // The first ones, which European languages use, in one byte.
            accents.Append((char)(mark <= Highest - Lowest ? Lowest + mark : 0x80 + mark));
        }

        pending.Clear();
    }

    private void AppendBase(int codePoint, CharacterKind kind)
    {
        switch (codePoint)
        {
            case ' ':
                bases.Append(Space);
                return;
            case >= '0' and <= '9':
                bases.Append((char)(Digits + codePoint - '0'));
                return;
            case >= 'a' and <= 'z':
                bases.Append((char)codePoint);
                return;
            case < 0x80:
                bases.Append((char)(Space + 1 + Punctuation(codePoint)));
                return;
        }

        if (kind is CharacterKind.Symbol or CharacterKind.Number)
        {
            bases.Append(kind == CharacterKind.Symbol ? Symbols : Numbers);
        }

        AppendCodePoint(codePoint);
    }

    // The surrogates and what lies above them would sort differently in UTF-8 and UTF-16: three characters from below stand for one.
    private void AppendCodePoint(int codePoint)
    {
        const char Escape = '\uD7FC';
        if (codePoint < Escape)
        {
            bases.Append((char)codePoint);
        }
        else
        {
            var beyond = codePoint - Escape;
            bases.Append(Escape).Append((char)(0x80 + (beyond >> 12))).Append((char)(0x80 + (beyond & 0xFFF)));
        }
    }

    // ASCII's 32 punctuation characters numbered without the digits and letters between them.
    private static int Punctuation(int codePoint) => codePoint switch
    {
        < '0' => codePoint - '!',
        < 'A' => codePoint - ':' + 15,
        < 'a' => codePoint - '[' + 22,
        _ => codePoint - '{' + 28,
    };
}
