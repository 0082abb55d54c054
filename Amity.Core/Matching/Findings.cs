namespace Amity.Core.Matching;

/// <summary>What a search has come upon so far.</summary>
internal ref struct Findings(Span<ulong> needles)
{
    /// <summary>A bit for each regular expression whose needle is in the text. Where there are none, the first hit ends the search.</summary>
    public readonly Span<ulong> Needles = needles;

    public RuleHit Best = new(int.MaxValue, int.MaxValue, 0);

    public readonly bool IsComplete => Best.Length > 0 && Needles.IsEmpty;
}
