using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>
/// All words of a set, laid out so that most places of a text are passed after one look at a small table. Whole words are looked for where
/// a word of the text begins, by a hash of that word; others at every place, by their first units.
/// </summary>
internal sealed class WordIndex
{
    private readonly PrefixFilter? prefixes;
    private readonly ShortWords? shortWords;
    private readonly TokenFilter? tokens;

    /// <param name="words">Folded words.</param>
    /// <param name="rules">How many rules there are. What is numbered from there on is no rule but a needle of a regular expression.</param>
    public WordIndex(IReadOnlyList<Word> words, int rules)
    {
        var (whole, shorter, longer) = (new List<Word>(), new List<Word>(), new List<Word>());
        foreach (var word in words)
        {
            // What begins with a sign may stand behind a letter even as a whole word: only its end needs a look.
            var kind = word.IsWhole && FoldedText.Of(word.Text).EndOfWord(0) > 0 ? whole : word.Text.Length < PrefixFilter.Shortest ? shorter : longer;
            kind.Add(word);
        }

        tokens = whole.Count > 0 ? new TokenFilter(CollectionsMarshal.AsSpan(whole), rules) : null;
        shortWords = shorter.Count > 0 ? new ShortWords(CollectionsMarshal.AsSpan(shorter), rules) : null;
        prefixes = longer.Count > 0 ? new PrefixFilter(CollectionsMarshal.AsSpan(longer), rules) : null;
    }

    /// <summary>Finds the hit that starts first, of those the lowest rule, and all needles.</summary>
    public void Find(in FoldedText text, ref Findings findings)
    {
        for (var at = 0; at < text.Length && !findings.IsComplete; at += FoldedText.Block)
        {
            prefixes?.Find(text, at, ref findings);
            shortWords?.Find(text, at, ref findings);
            tokens?.Find(text, at, ref findings);
        }
    }

    /// <summary>Four units of a text, the first in the lowest bits.</summary>
    public static ulong Window(ref readonly char at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in at)));

    /// <summary>So many bits that a table of that size has a few places for each of its keys.</summary>
    public static int BitsFor(int keys, int least, int most) => Math.Clamp(BitOperations.Log2((uint)Math.Max(keys, 1)) + 1, least, most);
}
