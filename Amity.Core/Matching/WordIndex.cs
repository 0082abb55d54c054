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

    public WordIndex(IReadOnlyList<Word> words)
    {
        var (whole, shorter, longer) = (new List<Word>(), new List<Word>(), new List<Word>());
        foreach (var word in words)
        {
            // What begins with a sign may stand behind a letter even as a whole word: only its end needs a look.
            var kind = word.IsWhole && FoldedText.Of(word.Text).EndOfWord(0) > 0 ? whole : word.Text.Length < PrefixFilter.Shortest ? shorter : longer;
            kind.Add(word);
        }

        tokens = whole.Count > 0 ? new TokenFilter(CollectionsMarshal.AsSpan(whole)) : null;
        shortWords = shorter.Count > 0 ? new ShortWords(CollectionsMarshal.AsSpan(shorter)) : null;
        prefixes = longer.Count > 0 ? new PrefixFilter(CollectionsMarshal.AsSpan(longer)) : null;
    }

    /// <summary>The hit that starts first, of those the lowest rule.</summary>
    public RuleHit Find(in FoldedText text)
    {
        var best = new RuleHit(int.MaxValue, int.MaxValue, 0);
        for (var block = 0; block < text.Blocks; block++)
        {
            var at = block * FoldedText.Block;
            prefixes?.Find(text, at, ref best);
            shortWords?.Find(text, at, ref best);
            tokens?.Find(text, at, ref best);
            if (best.Length > 0)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>Four units of a text, the first in the lowest bits.</summary>
    public static ulong Window(ref readonly char at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in at)));

    /// <summary>So many bits that a table of that size has a few places for each of its keys.</summary>
    public static int BitsFor(int keys, int least, int most) => Math.Clamp(BitOperations.Log2((uint)Math.Max(keys, 1)) + 1, least, most);
}
