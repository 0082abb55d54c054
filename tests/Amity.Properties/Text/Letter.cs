namespace Amity.Properties.Text;

/// <summary>
/// The naive model of sorting: letters that say themselves which base, accents and case they have, and a comparison of three loops.
/// </summary>
public sealed record Letter(string Composed, string Base, string Accents, int Case)
{
    private const string BaseOrder = " !\"#%&'()*+,-./:;<=>?@[\\]^_`{|}~€→0123456789abcdefghijklmnopqrstuvwxyzαβγдежあい中";

    // Base and accent of each composed letter, in both cases.
    private static readonly (string Small, string Capital, string Base, string Accents)[] Composites =
    [
        ("à", "À", "a", "\u0300"), ("á", "Á", "a", "\u0301"), ("â", "Â", "a", "\u0302"), ("ã", "Ã", "a", "\u0303"), ("ä", "Ä", "a", "\u0308"),
        ("å", "Å", "a", "\u030A"), ("ç", "Ç", "c", "\u0327"), ("č", "Č", "c", "\u030C"), ("è", "È", "e", "\u0300"), ("é", "É", "e", "\u0301"),
        ("ë", "Ë", "e", "\u0308"), ("ñ", "Ñ", "n", "\u0303"), ("ö", "Ö", "o", "\u0308"), ("ü", "Ü", "u", "\u0308"), ("ž", "Ž", "z", "\u030C"),
        ("ế", "Ế", "e", "\u0302\u0301"), ("ầ", "Ầ", "a", "\u0302\u0300"),
    ];

    public static readonly Letter[] Ascii = [.. Plain("abcxyz", upper: true), .. Plain(" -_09", upper: false)];

    public static readonly Letter[] Latin = [.. Plain("acenouz", upper: true), .. Composites.SelectMany(Both)];

    public static readonly Letter[] All =
    [
        .. Plain(BaseOrder.Replace("α", "").Replace("β", "").Replace("γ", "").Replace("д", "").Replace("е", "").Replace("ж", ""), upper: false),
        .. Plain("abcdefghijklmnopqrstuvwxyzαβγдеж", upper: true), .. Composites.SelectMany(Both),
        new("ё", "е", "\u0308", 0), new("Ё", "е", "\u0308", 1), new("ά", "α", "\u0301", 0), new("Ά", "α", "\u0301", 1),
        new("ア", "あ", "", 1), new("イ", "い", "", 1),
    ];

    public static string Text(IEnumerable<Letter> letters) => string.Concat(letters.Select(letter => letter.Composed));

    public static string Decomposed(IEnumerable<Letter> letters) => string.Concat(letters.Select(letter => letter.Accents == ""
        ? letter.Composed
        : (letter.Case == 1 ? letter.Base.ToUpperInvariant() : letter.Base) + letter.Accents));

    public static int Compare(Letter[] a, Letter[] b)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i].Base != b[i].Base)
            {
                return Math.Sign(Rank(a[i]) - Rank(b[i]));
            }
        }

        if (a.Length != b.Length)
        {
            return Math.Sign(a.Length - b.Length);
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].Accents != b[i].Accents)
            {
                return Math.Sign(string.CompareOrdinal(a[i].Accents, b[i].Accents));
            }
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].Case != b[i].Case)
            {
                return Math.Sign(a[i].Case - b[i].Case);
            }
        }

        return 0;
    }

    /// <summary>Some letter of the same base.</summary>
    public Letter Variant(Letter[] alphabet, int pick)
    {
        var variants = Array.FindAll(alphabet, letter => letter.Base == Base);
        return variants[pick % variants.Length];
    }

    public override string ToString() => Composed;

    private static int Rank(Letter letter) => BaseOrder.IndexOf(letter.Base, StringComparison.Ordinal);

    private static IEnumerable<Letter> Plain(string bases, bool upper)
    {
        foreach (var letter in bases.Select(unit => unit.ToString()))
        {
            yield return new Letter(letter, letter, "", 0);
            if (upper)
            {
                yield return new Letter(letter.ToUpperInvariant(), letter, "", 1);
            }
        }
    }

    private static IEnumerable<Letter> Both((string Small, string Capital, string Base, string Accents) of) =>
        [new(of.Small, of.Base, of.Accents, 0), new(of.Capital, of.Base, of.Accents, 1)];
}
