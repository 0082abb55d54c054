using Amity.Core.Ranking;
using FsCheck;
using FsCheck.Fluent;

namespace Amity.Properties.Ranking;

/// <summary>What happens to a post of a town. <see cref="When"/> and <see cref="Much"/> mean what the deed makes of them.</summary>
internal sealed record Deed(DeedKind Kind, int Source, int Which, int When, int Much);

internal enum DeedKind
{
    Write,
    Notice,
    Edit,
    Delete,
    TakeBack,
    Move,
    Pass,
}

/// <summary>
/// Sources and their posts, all of them in lists, and the same posts in an index that is told of every change. What a page should be is found
/// by scoring and sorting everything.
/// </summary>
internal sealed class FeedTown
{
    public const long Hour = 3_600_000;

    public const int Sources = 6;

    // Whole hours, so that engagement and decay make true ties; the border of the boost and a millisecond on either side; ages at which
    // scores lose their digits, and at which nothing is left of them.
    private static readonly long[] Ages =
        [0, 1, Hour, 2 * Hour, 3 * Hour, (24 * Hour) - 1, 24 * Hour, (24 * Hour) + 1, 48 * Hour, 1000 * Hour, 1022 * Hour, 1074 * Hour, 34_900 * Hour, 35_200 * Hour, 36_900 * Hour, 80_000 * Hour];

    private readonly List<FeedPost>[] posts = [.. Enumerable.Range(0, Sources).Select(_ => new List<FeedPost>())];
    private readonly List<(int Source, FeedPost Post)> gone = [];
    private readonly int[] most = new int[Sources];
    private int written;

    public FeedTown(RankingWeights weights, int newest, int spare) => Index = new FeedIndex(weights, newest, spare);

    public static readonly Gen<RankingWeights> AnyWeights = Gen.OneOf(
        Gen.Constant(RankingWeights.Documented),
        Gen.Elements(
            RankingWeights.Documented with { HourlyDecay = 0.5 },
            RankingWeights.Documented with { HourlyDecay = 1 },
            RankingWeights.Documented with { HourlyDecay = 0.01, Comment = 0.001 },
            RankingWeights.Documented with { Comment = 0, Reaction = 1e-3, BoostHours = 48 },
            RankingWeights.Documented with { BoostHours = 0 },
            RankingWeights.Documented with { FreshBoost = 0 }));

    public static readonly Gen<Deed> AnyDeed =
        from kind in Gen.Frequency(
            (6, Gen.Constant(DeedKind.Write)), (5, Gen.Constant(DeedKind.Notice)), (2, Gen.Constant(DeedKind.Edit)), (2, Gen.Constant(DeedKind.Delete)),
            (1, Gen.Constant(DeedKind.TakeBack)), (1, Gen.Constant(DeedKind.Move)), (1, Gen.Constant(DeedKind.Pass)))
        from source in Gen.Choose(0, Sources - 1)
        from which in Gen.Choose(0, 30)
        from when in Gen.Choose(0, 200)
        from much in Gen.Choose(0, 12)
        select new Deed(kind, source, which, when, much);

    public FeedIndex Index { get; }

    public long Now { get; private set; } = 1_790_000_000_000;

    public IEnumerable<FeedPost> All => posts.SelectMany(source => source);

    public void Do(Deed deed)
    {
        var here = posts[deed.Source];
        var change = Index.Change();
        var at = here.Count > 0 ? deed.Which % here.Count : -1;
        switch (deed.Kind)
        {
            case DeedKind.Write:
                // An administrator may date a post back. Some ids are an application's own.
                var created = deed.When < Ages.Length * 4 ? Now - Ages[deed.When / 4] : Now;
                var id = (++written % 7) switch { 0 => $"post-{written}", 1 => $"{written:X24}", _ => $"{written * 7919:x24}" };
                here.Add(new FeedPost { Id = id, CreatedAt = created, EditedAt = created, RankedAt = Now, Comments = Power(deed.Much) / 2 });
                change.Put(Name(deed.Source), here[^1]);
                break;
            case DeedKind.Notice when at >= 0:
                here[at] = here[at] with { Comments = Power(deed.Much) / 2, Reactions = deed.Much % 2, RankedAt = Now };
                change.Put(Name(deed.Source), here[at]);
                break;
            case DeedKind.Edit when at >= 0:
                here[at] = here[at] with { EditedAt = Now, RankedAt = Now };
                change.Put(Name(deed.Source), here[at]);
                break;
            case DeedKind.Delete when at >= 0:
                gone.Add((deed.Source, here[at]));
                here.RemoveAt(at);
                change.Remove(Name(deed.Source), gone[^1].Post.Id);
                break;
            case DeedKind.TakeBack when gone.Count > 0:
                var (source, post) = gone[deed.Which % gone.Count];
                gone.Remove((source, post));
                posts[source].Add(post);
                change.Put(Name(source), post);
                break;
            case DeedKind.Move when at >= 0:
                var to = (deed.Source + 1) % Sources;
                posts[to].Add(here[at]);
                change.Remove(Name(deed.Source), here[at].Id);
                change.Put(Name(to), here[at]);
                here.RemoveAt(at);
                break;
            case DeedKind.Pass:
                Now += deed.When < Ages.Length ? Ages[deed.When] : deed.When;
                break;
            default:
                return;
        }

        foreach (var spent in change.Spent.ToArray())
        {
            change.Replace(spent, [.. NewestFirst(Number(spent)).Take(Index.Kept)]);
        }

        change.Publish();
        for (var source = 0; source < Sources; source++)
        {
            most[source] = Math.Max(most[source], posts[source].Count);
        }
    }

    /// <summary>The page as the index gives it; null where it must read a source again.</summary>
    public FeedSlice? Ask(int sources, FeedOrder order, FeedPlace place) =>
        Index.Page([.. Of(sources).Select(source => Index.Find(Name(source)))], order, place);

    /// <summary>The page as it should be.</summary>
    public FeedSlice Expect(int sources, FeedOrder order, FeedPlace place)
    {
        var all = Feed(sources, order, place.Instant, isLater: place.Cursor is not null);
        int start, end;
        if (place.Cursor is { } cursor)
        {
            var edge = all.Count(post => RankedOrder.Instance.Compare(post, cursor) is var by && (by < 0 || (by == 0 && place.Inclusive == place.Back)));
            (start, end) = place.Back ? (Math.Max(0, edge - place.Size), edge) : (edge, Math.Min(all.Count, edge + place.Size));
        }
        else
        {
            start = Math.Min(place.Skip, all.Count);
            end = Math.Min(all.Count, start + place.Size);
        }

        return new FeedSlice
        {
            Posts = all[start..end],
            HasBefore = start > 0,
            HasAfter = end < all.Count,
            Skipped = place.Cursor is null && start > 0 ? all[start - 1] : null,
        };
    }

    /// <summary>All posts of the feed at this instant; on later pages of a walk without those whose rank has changed since.</summary>
    public List<Ranked> Feed(int sources, FeedOrder order, long instant, bool isLater) =>
    [
        .. Of(sources)
            .SelectMany(source => NewestFirst(source).Where(post => post.CreatedAt <= instant).Take(Index.Newest))
            .Where(post => !isLater || order == FeedOrder.Newest || post.RankedAt <= instant)
            .Select(post => new Ranked(order == FeedOrder.Newest ? 0 : Score(post, instant), post.CreatedAt, post.Id))
            .Order(RankedOrder.Instance),
    ];

    /// <summary>Whether posts of one of the sources are younger than the instant, and it has, or had, more posts than are kept.</summary>
    public bool IsBehind(int sources, long instant) =>
        Of(sources).Any(source => most[source] >= Index.Kept && posts[source].Any(post => post.CreatedAt > instant));

    private double Score(FeedPost post, long instant) =>
        FeedRanking.Score(Index.Weights, post.Comments, post.Reactions, post.CreatedAt, post.EditedAt, instant);

    private IEnumerable<FeedPost> NewestFirst(int source) =>
        posts[source].OrderByDescending(post => post.CreatedAt).ThenByDescending(post => post.Id, StringComparer.Ordinal);

    private static IEnumerable<int> Of(int sources) => Enumerable.Range(0, Sources).Where(source => (sources >> source & 1) != 0);

    private static long Power(int much) => much == 0 ? 0 : 1L << much;

    private static string Name(int source) => $"source {source}";

    private static int Number(string name) => name[^1] - '0';
}
