namespace Amity.Core.Ranking;

/// <summary>What the ranked feed sorts a post by.</summary>
public readonly record struct Ranked(double Score, long CreatedAt, string Id);

/// <summary>The ranked feed's order: the highest score first, among equals the newest, then the greatest id. A total order.</summary>
public sealed class RankedOrder : IComparer<Ranked>
{
    public static readonly RankedOrder Instance = new();

    public int Compare(Ranked x, Ranked y)
    {
        var byScore = y.Score.CompareTo(x.Score);
        if (byScore != 0)
        {
            return byScore;
        }

        var byAge = y.CreatedAt.CompareTo(x.CreatedAt);
        return byAge != 0 ? byAge : string.CompareOrdinal(y.Id, x.Id);
    }
}
