namespace Amity.Core.Text;

/// <summary>
/// Turns a text that people read in order, such as a display name, into a key that is stored beside it and sorted by its bytes: by base
/// letters first, then by accents, then by case (adam, Älex, Alice, Arthur, charlie, Kristen). Spaces come before punctuation and symbols,
/// these before digits, digits before letters; Latin letters before those of other scripts, which keep the order of their code points.
/// One order for all languages: it depends on no culture, and only on a table that is part of this program.
/// </summary>
public static class SortKey
{
    /// <summary>No key is longer. What lies beyond it does not count, so longer texts may tie; ids decide then.</summary>
    public const int MaxBytes = 120;

    /// <summary>
    /// The key of a text; empty for null and for a text without anything visible. The same for composed and decomposed accents. It holds
    /// no NUL and nothing above the surrogates, so its UTF-8 bytes, its UTF-16 units and its code points sort alike. Lone surrogates count
    /// as U+FFFD.
    /// </summary>
    public static string Of(string? text)
    {
        var key = new SortKeyWriter();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (key.IsFull)
            {
                break;
            }

            Add(key, rune.Value);
        }

        return Cut(key.Finish());
    }

    private static void Add(SortKeyWriter key, int codePoint)
    {
        switch (CharacterKinds.Of(codePoint))
        {
            case CharacterKind.Ignored:
                break;
            case CharacterKind.Expands:
                var at = TextTables.ExpansionKeys.BinarySearch(codePoint);
                foreach (var element in TextTables.Elements[TextTables.ExpansionStarts[at]..TextTables.ExpansionStarts[at + 1]])
                {
                    AddElement(key, element & 0xFFFFFF, element >> 24);
                }

                break;
            default:
                AddElement(key, codePoint, 0);
                break;
        }
    }

    private static void AddElement(SortKeyWriter key, int codePoint, int shape)
    {
        var kind = CharacterKinds.Of(codePoint);
        if (kind == CharacterKind.Mark)
        {
            key.AddAccent(TextTables.Marks.BinarySearch(codePoint));
        }
        else
        {
            key.AddBase(codePoint, kind, shape);
        }
    }

    // A character that does not fit leaves its room to the greatest one that does: cutting must not put a key before a smaller one.
    private static string Cut(string key)
    {
        var bytes = 0;
        for (var i = 0; i < key.Length; i++)
        {
            var room = MaxBytes - bytes;
            bytes += key[i] < 0x80 ? 1 : key[i] < 0x800 ? 2 : 3;
            if (bytes > MaxBytes)
            {
                return key[..i] + room switch
                {
                    0 => "",
                    1 => "\u007E",
                    _ => "\u07FF",
                };
            }
        }

        return key;
    }
}
