using Amity.Core.Ranking;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Ranking;

/// <summary>The ranked feed's formula, and the order that it makes.</summary>
public class RankingProperties
{
    private const long Hour = 3_600_000, Now = 1_790_000_000_000;

    private static readonly RankingWeights Weights = RankingWeights.Documented;

    private static readonly Gen<long> Counts = Gen.OneOf(Gen.Choose(0, 50), Gen.Choose(0, int.MaxValue - 1)).Select(count => (long)count);

    // Up to some months before now, mostly days, and a little after it.
    private static readonly Gen<long> Times = Gen.OneOf(
        Gen.Choose(-10_000_000, 200_000_000).Select(ms => Now - ms),
        Gen.Choose(0, 100).Select(hours => Now - (hours * Hour)),
        Gen.Choose(0, 4000).Select(hours => Now - (hours * Hour)));

    private static readonly Gen<Post> AnyPost =
        from comments in Counts
        from reactions in Counts
        from created in Times
        from edited in Times
        from isEdited in ArbMap.Default.GeneratorFor<bool>()
        select new Post(comments, reactions, created, isEdited ? edited : null);

    [Fact]
    public void the_score_is_the_documented_formula() => Hold.For(AnyPost, 1000, post =>
    {
        var age = Math.Max(0, Now - post.Created) / 3.6e6;
        var h = Math.Max(0, Now - Math.Max(post.Created, post.Edited ?? long.MinValue)) / 3.6e6;
        var boost = h < 24 ? Math.Max(0, 10 - (0.4 * h)) : 0;
        var expected = (((2.0 * post.Comments) + (1.0 * post.Reactions)) * Math.Exp(age * Math.Log(0.98))) + boost;
        Assert.Equal(expected, post.Score(Now), 1e-9 * Math.Max(1, expected));
    });

    [Theory]
    [InlineData(0, 0, 0, null, 10)]
    [InlineData(5, 10, 0, null, 30)]
    [InlineData(5, 10, 24, null, 12.31560625)]
    [InlineData(0, 0, 12, null, 5.2)]
    [InlineData(0, 0, 23.75, null, 0.5)]
    [InlineData(0, 0, 24, null, 0)]
    [InlineData(1, 0, 48, 0.0, 10.758371)]
    [InlineData(1, 0, 48, 30.0, 0.758371)]
    public void examples(long comments, long reactions, double age, double? edited, double expected) => Assert.Equal(
        expected, new Post(comments, reactions, Now - (long)(age * Hour), edited is { } h ? Now - (long)(h * Hour) : null).Score(Now), 1e-5);

    [Fact]
    public void more_comments_or_reactions_never_rank_lower() => Hold.For(AnyPost.Zip(Counts), 1000, pair =>
    {
        var (post, more) = pair;
        Assert.True((post with { Comments = post.Comments + more }).Score(Now) >= post.Score(Now));
        Assert.True((post with { Reactions = post.Reactions + more }).Score(Now) >= post.Score(Now));
        Assert.True((post with { Comments = post.Comments + more }).Score(Now) >= (post with { Reactions = post.Reactions + more }).Score(Now));
    });

    [Fact]
    public void a_score_never_grows_by_waiting() => Hold.For(AnyPost.Zip(Gen.Choose(0, 500_000_000)), 1000, pair =>
    {
        var (post, wait) = pair;
        Assert.True(post.Score(Now + wait) <= post.Score(Now));
    });

    [Fact]
    public void engagement_alone_decays_by_two_percent_an_hour() => Hold.For(AnyPost.Zip(Gen.Choose(1, 500)), 1000, pair =>
    {
        var (post, hours) = pair;
        post = post with { Created = Math.Min(post.Created, Now - (24 * Hour)), Edited = null };
        var expected = post.Score(Now) * Math.Pow(0.98, hours);
        Assert.Equal(expected, post.Score(Now + (hours * Hour)), 1e-9 * Math.Max(1, expected));
        Assert.True(post.Comments + post.Reactions == 0 || post.Score(Now + (hours * Hour)) < post.Score(Now));
    });

    [Fact]
    public void the_boost_lies_between_0_and_10_and_ends_after_a_day() => Hold.For(AnyPost, 1000, post =>
    {
        var silent = post with { Comments = 0, Reactions = 0 };
        Assert.InRange(silent.Score(Now), 0, 10);
        Assert.Equal(Math.Max(post.Created, post.Edited ?? 0) <= Now - (24 * Hour), silent.Score(Now) == 0);
        Assert.Equal(10, (silent with { Edited = Now }).Score(Now));
        Assert.Equal(10, (silent with { Edited = Now + Hour }).Score(Now));
    });

    [Fact]
    public void one_instant_parts_the_fresh_from_the_stale()
    {
        var hours = Gen.OneOf(Gen.Elements(0, 1e-9, 0.1, 1, 23.9999, 24, 8760), Gen.Choose(0, 1_000_000).Select(n => n / 1000.0));
        var nows = Gen.OneOf(Gen.Elements(0L, Now, long.MaxValue, long.MinValue, 1L << 53), Times);
        Hold.For(hours.Zip(nows), 2000, pair =>
        {
            var (weights, now) = (Weights with { BoostHours = pair.Item1 }, pair.Item2);
            var from = FeedRanking.FreshFrom(weights, now);
            Assert.Equal(pair.Item1 > 0, FeedRanking.IsFresh(weights, from, now));
            Assert.False(from > long.MinValue && from < long.MaxValue && FeedRanking.IsFresh(weights, from - 1, now));
        });
    }

    [Fact]
    public void a_score_is_finite_whatever_the_numbers()
    {
        var numbers = Gen.OneOf(Gen.Elements(0L, 1L, -1L, long.MinValue, long.MaxValue, Now), ArbMap.Default.GeneratorFor<long>());
        Hold.For(numbers.ArrayOf(5), 2000, all =>
            Assert.True(double.IsFinite(FeedRanking.Score(Weights, all[0], all[1], all[2], all[3], all[4]))));
        Assert.Equal(0, FeedRanking.Score(Weights, 5, 5, long.MinValue, null, long.MaxValue));
        Assert.Equal(25, FeedRanking.Score(Weights, 5, 5, long.MaxValue, null, long.MinValue));
    }

    [Fact]
    public void the_order_is_total_highest_then_newest_then_greatest_id()
    {
        var some =
            from score in Gen.Elements(0, 1.5, 2, 10, 1e300)
            from created in Gen.Elements(Now, Now - 1, 0)
            from id in Gen.Elements("a", "b", "B", "ä")
            select new Ranked(score, created, id);
        Hold.For(some.Three(), 2000, three =>
        {
            var (a, b, c) = three;
            var order = RankedOrder.Instance;
            Assert.Equal(Math.Sign(order.Compare(a, b)), -Math.Sign(order.Compare(b, a)));
            Assert.Equal(a == b, order.Compare(a, b) == 0);
            Assert.False(order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0 && order.Compare(a, c) > 0);
            Ranked[] expected = [.. new[] { a, b, c }.OrderByDescending(x => x.Score).ThenByDescending(x => x.CreatedAt)
                .ThenByDescending(x => x.Id, StringComparer.Ordinal)];
            Assert.Equal(expected, new[] { a, b, c }.Order(order));
        });
    }

    public sealed record Post(long Comments, long Reactions, long Created, long? Edited)
    {
        public double Score(long now) => FeedRanking.Score(Weights, Comments, Reactions, Created, Edited, now);
    }
}
