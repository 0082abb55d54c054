namespace Amity.Core.Matching;

/// <summary>
/// What every match of a part of a regular expression holds: exactly one of some texts, or somewhere inside it one of some. Folded, and few, or
/// nothing is known.
/// </summary>
internal sealed class Needles
{
    private const int MostTexts = 24;
    private const int MostLength = 24;

    /// <summary>Matches anything, or nothing that is known.</summary>
    public static readonly Needles Unknown = new(null, null, null, null);

    public static readonly Needles Nothing = new([""], null, null, null);

    private Needles(string[]? exact, string[]? inside, string[]? ends, string[]? starts) => (Exact, Inside, Ends, this.starts) = (exact, inside, ends, exact ?? starts);

    private readonly string[]? starts;

    /// <summary>All texts that match, when they are few.</summary>
    public string[]? Exact { get; }

    /// <summary>Texts one of which is inside every match.</summary>
    public string[]? Inside { get; }

    /// <summary>Texts with one of which every match begins and, perhaps with another, ends: those of a part that is repeated.</summary>
    private string[]? Ends { get; }

    /// <summary>Folded texts with one of which every match begins, when each is longer than a unit.</summary>
    public string[]? Starts => starts is not null && Array.TrueForAll(starts, text => text.Length > 1 && MatchRule.IsWellFormed(text)) ? [.. starts.Select(CaseFolding.Fold)] : null;

    /// <summary>The better of what is known, as texts that can be looked for; null when there is nothing worth it.</summary>
    public string[]? Best => Better(Exact, Inside) is { } texts && Worth(texts) > 0 ? [.. texts.Select(CaseFolding.Fold)] : null;

    public static Needles OneOf(IEnumerable<string> texts) =>
        texts.Distinct().Take(MostTexts + 1).ToArray() is { Length: > 0 and <= MostTexts } few ? new Needles(few, null, null, null) : Unknown;

    /// <summary>One part or another.</summary>
    public static Needles Either(IReadOnlyCollection<Needles> parts)
    {
        if (parts.All(part => part.Exact is not null) && OneOf(parts.SelectMany(part => part.Exact!)) is { Exact: not null } exact)
        {
            return exact;
        }

        // A branch of which nothing is known leaves nothing known of the whole.
        var starts = parts.All(part => part.starts is not null) ? OneOf(parts.SelectMany(part => part.starts!)).Exact : null;
        var inside = parts.All(part => part.Best is not null) ? OneOf(parts.SelectMany(part => part.Best!)).Exact : null;
        return new Needles(null, inside, null, starts);
    }

    /// <summary>A part so many times, without end when there is no greatest number.</summary>
    public static Needles Repeated(Needles part, int least, int? most)
    {
        if (least == 0)
        {
            return most == 1 && part.Exact is not null ? OneOf([.. part.Exact, ""]) : Unknown;
        }

        if (most == least && least <= 4)
        {
            return Sequence([.. Enumerable.Repeat(part, least)]);
        }

        return new Needles(null, Better(part.Exact, part.Inside), part.Exact, part.starts);
    }

    /// <summary>One part behind the other.</summary>
    public static Needles Sequence(IReadOnlyCollection<Needles> parts)
    {
        string[]? inside = null, starts = null;
        string[] run = [""];
        var isExact = true;
        foreach (var part in parts)
        {
            var longer = part.Exact is null ? null : Joined(run, part.Exact);
            if (longer is null)
            {
                var begun = part.Ends is null ? null : Joined(run, part.Ends);
                starts = isExact ? begun ?? run : starts;
                isExact = false;
                inside = Better(Better(inside, begun ?? run), part.Inside);
            }

            run = longer ?? part.Exact ?? part.Ends ?? [""];
        }

        return isExact ? new Needles(run, null, null, null) : new Needles(null, Better(inside, run), null, starts);
    }

    private static string[]? Joined(string[] before, string[] after)
    {
        if (before.Length * after.Length > MostTexts || before.Max(text => text.Length) + after.Max(text => text.Length) > MostLength)
        {
            return null;
        }

        return [.. before.SelectMany(_ => after, (one, other) => one + other).Distinct()];
    }

    private static string[]? Better(string[]? one, string[]? other) => one is null ? other : other is null || Worth(one) >= Worth(other) ? one : other;

    // Longer is rarer, and one text is looked for as fast as many. Two letters are in every text.
    private static int Worth(string[] texts)
    {
        var worth = int.MaxValue;
        foreach (var text in texts)
        {
            var isUsable = text.Length >= PrefixFilter.Shortest || (text.Length > 0 && !char.IsAscii(text[0]));
            worth = Math.Min(worth, isUsable && MatchRule.IsWellFormed(text) ? text.Length : 0);
        }

        return worth;
    }
}
