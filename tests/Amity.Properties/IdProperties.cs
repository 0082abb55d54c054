using System.Globalization;
using Amity.Core.Ids;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties;

/// <summary>Ids sort by the time at which they were taken, whatever the machine's clock does.</summary>
public class IdProperties
{
    private const long Start = 1_790_000_000_000;

    // The clock stands, creeps, leaps, is set back; sometimes the server starts anew.
    private static readonly Gen<(int Step, bool Restart)[]> AnyHistory =
        from events in Gen.Zip(
            Gen.OneOf(Gen.Constant(0), Gen.Elements(0, 1, 2, -1, -2), Gen.Choose(-100_000, 100_000)),
            Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))).ListOf()
        select events.ToArray();

    [Fact]
    public void ids_sort_by_time() => Hold.For(AnyHistory, 2000, history =>
    {
        var clock = new SetClock { Milliseconds = Start };
        var source = new IdSource(clock, 0);
        var latest = 0L;
        var ids = new List<string>();
        foreach (var (step, restart) in history)
        {
            clock.Milliseconds += step;
            latest = Math.Max(latest, clock.Milliseconds);
            if (restart)
            {
                latest = Math.Max(latest, source.LastMilliseconds + 1);
                source = new IdSource(clock, source.LastMilliseconds + 1);
            }

            var id = source.Next();
            Assert.Matches("^[0-9a-f]{24}$", id);
            Assert.Equal(latest, Milliseconds(id));
            ids.Add(id);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    });

    [Fact]
    public void more_ids_than_a_millisecond_holds_go_on_in_the_next_one()
    {
        var source = new IdSource(new SetClock { Milliseconds = Start }, 0);
        var before = source.Next();
        for (var i = 1; i < 200_000; i++)
        {
            var id = source.Next();
            Assert.True(string.CompareOrdinal(before, id) < 0);
            Assert.Equal(Start + (i / 65_536), Milliseconds(id));
            before = id;
        }
    }

    private static long Milliseconds(string id) => long.Parse(id.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed class SetClock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);
    }
}
