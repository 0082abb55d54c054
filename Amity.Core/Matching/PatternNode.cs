using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>A part of a regular expression.</summary>
internal abstract record PatternNode
{
    /// <summary>One unit; folded, unless its case counts.</summary>
    internal sealed record Unit(char Value, bool IsExact) : PatternNode;

    /// <summary>One of a few units, folded.</summary>
    internal sealed record Few(string Units) : PatternNode;

    /// <summary>A unit of a class as .NET understands it.</summary>
    internal sealed record Class(string Text, RegexOptions Options) : PatternNode;

    internal sealed record At(PatternPlace Place) : PatternNode;

    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    internal sealed record Either(IReadOnlyList<PatternNode> Branches) : PatternNode;

    /// <summary>Without end when there is no greatest number; as seldom as can be when lazy.</summary>
    internal sealed record Repeat(PatternNode Part, int Least, int? Most, bool IsLazy) : PatternNode;
}

/// <summary>What a place of a text can be.</summary>
internal enum PatternPlace
{
    TextStart,
    TextEnd,
    LastLineEnd,
    LineStart,
    LineEnd,
    WordEdge,
    NoWordEdge,

    /// <summary>Anywhere but between two characters of words: where a whole word may begin or end.</summary>
    Boundary,
}
