using Amity.Core.Ranking;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Ranking;

/// <summary>The index of the ranked feed against everything scored and sorted, over random histories.</summary>
public sealed class FeedIndexProperties
{
    private static readonly Gen<Question> AnyQuestion =
        from sources in Gen.Choose(0, (1 << FeedTown.Sources) - 1)
        from isRanked in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from ago in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 500)))
        from at in Gen.Choose(-40, 40)
        from size in Gen.Choose(1, 12)
        from isInclusive in ArbMap.Default.GeneratorFor<bool>()
        from isBack in ArbMap.Default.GeneratorFor<bool>()
        from hours in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Elements(23, 24, 25, 1022, 34_900, 36_900)))
        select new Question(sources, isRanked ? FeedOrder.Ranked : FeedOrder.Newest, ago - (hours * FeedTown.Hour), at, size, isInclusive, isBack);

    private static readonly Gen<History> AnyHistory =
        from weights in FeedTown.AnyWeights
        from newest in Gen.Choose(1, 6)
        from spare in Gen.Choose(0, 3)
        from moves in Gen.Zip(FeedTown.AnyDeed.ArrayOf(8), AnyQuestion).ArrayOf()
        select new History(weights, newest, spare, moves);

    [Fact]
    public void every_page_is_that_of_everything_scored_and_sorted()
    {
        var (answered, elsewhere) = (0, 0);
        Hold.For(AnyHistory, 1500, history =>
        {
            var town = new FeedTown(history.Weights, history.Newest, history.Spare);
            foreach (var (deeds, question) in history.Moves)
            {
                Array.ForEach(deeds, town.Do);
                var place = question.PlaceIn(town);
                var expected = town.Expect(question.Sources, question.Order, place);
                if (town.Ask(question.Sources, question.Order, place) is not { } page)
                {
                    elsewhere++;
                    Assert.True(town.IsBehind(question.Sources, place.Instant), "The index has no answer, and no source of it has too many posts.");
                    continue;
                }

                answered++;
                Assert.Equal(expected.Posts, page.Posts);
                Assert.Equal((expected.HasBefore, expected.HasAfter, expected.Skipped), (page.HasBefore, page.HasAfter, page.Skipped));
            }
        });
        Assert.True(elsewhere > 0 && answered > 5 * elsewhere, $"{answered} pages answered and {elsewhere} not: that shows little.");
    }

    [Fact]
    public void a_walk_shows_nothing_twice_and_what_does_not_change_once()
    {
        var complete = 0;
        Hold.For(AnyHistory, 1500, history =>
        {
            // Nothing of it is to be refused: that posts are kept to spare is another property.
            var town = new FeedTown(history.Weights, history.Newest, spare: 150);
            var (first, rest) = (history.Moves.Take(history.Moves.Length / 2), new Queue<(Deed[], Question)>(history.Moves.Skip(history.Moves.Length / 2)));
            foreach (var deed in first.SelectMany(move => move.Item1))
            {
                town.Do(deed);
            }

            var everything = (1 << FeedTown.Sources) - 1;
            var place = new FeedPlace { Instant = town.Now, Size = 3 };
            town.Do(new Deed(DeedKind.Pass, 0, 0, 1, 0));
            var throughout = town.Feed(everything, FeedOrder.Ranked, place.Instant, isLater: true).Select(post => post.Id).ToHashSet();
            var shown = new List<string>();
            while (town.Ask(everything, FeedOrder.Ranked, place) is { Posts.Count: > 0 } page)
            {
                shown.AddRange(page.Posts.Select(post => post.Id));
                place = place with { Cursor = page.Posts[^1] };
                if (rest.TryDequeue(out var next))
                {
                    foreach (var deed in next.Item1)
                    {
                        town.Do(deed);
                        throughout.IntersectWith(town.Feed(everything, FeedOrder.Ranked, place.Instant, isLater: true).Select(post => post.Id));
                    }
                }
            }

            Assert.Equal(shown.Distinct(), shown);
            Assert.Empty(throughout.Except(shown));
            complete += throughout.Count;
        });
        Assert.True(complete > 1000, $"{complete} posts stayed as they were while somebody walked: that shows little.");
    }

    [Fact]
    public void nobody_sees_a_change_before_it_is_published()
    {
        var index = new FeedIndex(RankingWeights.Documented, 20, 4);
        var change = index.Change();
        change.Put("wall", new FeedPost { Id = "a", CreatedAt = 5 });
        Assert.Equal(-1, index.Find("wall"));

        change.Publish();

        var page = index.Page([index.Find("wall"), -1], FeedOrder.Newest, new FeedPlace { Instant = 5, Size = 1 });
        Assert.Equal(["a"], page!.Posts.Select(post => post.Id));
        index.Change().Remove("wall", "a");
        Assert.Single(index.Page([0], FeedOrder.Newest, new FeedPlace { Instant = 5, Size = 1 })!.Posts);
    }

    public sealed record Question(int Sources, FeedOrder Order, long Ago, int At, int Size, bool IsInclusive, bool IsBack)
    {
        /// <summary>The first page, one that skips some, or one beside a post that is in the feed or was.</summary>
        internal FeedPlace PlaceIn(FeedTown town)
        {
            var place = new FeedPlace { Instant = town.Now - Ago, Size = Size };
            var feed = town.Feed(Sources, Order, place.Instant + (IsInclusive ? 0 : 1), isLater: false);
            return At < 0 || feed.Count == 0
                ? place with { Skip = Math.Max(0, -At - 20) }
                : place with { Cursor = feed[At % feed.Count], Inclusive = IsInclusive, Back = IsBack };
        }
    }

    internal sealed record History(RankingWeights Weights, int Newest, int Spare, (Deed[], Question)[] Moves)
    {
        public override string ToString() => $"{Weights}, {Newest}+{Spare}\n" +
            string.Join('\n', Moves.Select(move => $"{string.Join("; ", move.Item1.Select(deed => $"{deed.Kind} {deed.Source}/{deed.Which}/{deed.When}/{deed.Much}"))} ? {move.Item2}"));
    }
}
