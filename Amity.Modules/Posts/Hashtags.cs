using System.Globalization;
using System.Text;
using Amity.Core.Data;
using Amity.Core.Text;

namespace Amity.Modules.Posts;

/// <summary>
/// The hashtags of a post: words behind a <c>#</c> in its text, of letters of any script, digits and <c>_</c>. They are stored beside the
/// post; two that differ in upper and lower case only are one.
/// </summary>
internal static class Hashtags
{
    private const int Most = 30;
    private const int MaxLength = 100;

    /// <summary>The first thirty, in their order, without the <c>#</c>. A longer word than the API allows is no hashtag.</summary>
    public static IReadOnlyList<string> Of(string? text)
    {
        var found = new List<string>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var rest = text.AsSpan();
        var afterWord = false;
        while (!rest.IsEmpty && found.Count < Most)
        {
            Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (rune.Value == '#' && !afterWord)
            {
                var word = Word(rest[1..]);
                if (word.Length is > 0 and <= MaxLength && keys.Add(SearchKey.Of(word.ToString())))
                {
                    found.Add(word.ToString());
                }

                length += word.Length;
                afterWord = word.Length > 0;
            }
            else
            {
                afterWord = IsOfWord(rune);
            }

            rest = rest[length..];
        }

        return found;
    }

    public static async Task Replace(IWrite tx, string postId, string? text)
    {
        await tx.Run(Clear, new { postId });
        await Add(tx, postId, text);
    }

    /// <summary>Gives the hashtags of the text to a post that has none.</summary>
    public static async Task Add(IWrite tx, string postId, string? text)
    {
        foreach (var (position, hashtag) in Of(text).Index())
        {
            await tx.Run(Insert, new { postId, position, hashtag, key = SearchKey.Of(hashtag) });
        }
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text[end..], out var rune, out var length);
            if (!IsOfWord(rune))
            {
                break;
            }

            end += length;
        }

        return text[..end];
    }

    // Marks belong to the letters of many scripts.
    private static bool IsOfWord(Rune rune) => rune.Value == '_' || Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private const string Clear = """
        delete from post_hashtags
        where post_id = @postId
        """;

    private const string Insert = """
        insert into post_hashtags (post_id, position, hashtag, hashtag_key)
        values (@postId, @position, @hashtag, @key)
        """;
}
