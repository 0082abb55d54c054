namespace Amity.Core.Text;

/// <summary>What sorting does with a character.</summary>
internal enum CharacterKind : byte
{
    /// <summary>A letter of its own; also what is not assigned.</summary>
    Letter,

    /// <summary>Punctuation, a sign, an emoji.</summary>
    Symbol,

    /// <summary>A number that has no decimal digits.</summary>
    Number,

    /// <summary>Invisible: controls, joiners, variation selectors.</summary>
    Ignored,

    /// <summary>An accent of the base before it.</summary>
    Mark,

    /// <summary>Sorted as other characters: composed, a capital, a ligature, another shape.</summary>
    Expands,
}

internal static class CharacterKinds
{
    public static CharacterKind Of(int codePoint)
    {
        // Parts of letters that have no code point of their own are numbered behind the last one.
        if (codePoint > 0x10FFFF)
        {
            return CharacterKind.Mark;
        }

        var run = TextTables.RunStarts.BinarySearch(codePoint);
        return (CharacterKind)TextTables.RunKinds[run >= 0 ? run : ~run - 1];
    }
}
