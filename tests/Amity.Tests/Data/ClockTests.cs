using Amity.Core.Ids;
using Xunit;

namespace Amity.Tests.Data;

public sealed class ClockTests
{
    [Fact]
    public async Task ids_go_on_after_a_restart_with_a_clock_that_was_set_back()
    {
        await using var scratch = new ScratchDatabase();
        var ids = new List<string>();
        for (var restart = 0; restart < 5; restart++)
        {
            for (var i = 0; i < 10; i++)
            {
                ids.Add(await scratch.Add($"{i}"));
            }

            scratch.Clock.Move(TimeSpan.FromHours(-1));
            await scratch.Restart();
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task instants_never_run_backwards()
    {
        await using var scratch = new ScratchDatabase();
        var first = await Instant(scratch);
        scratch.Clock.Move(TimeSpan.FromDays(-1));
        Assert.True(await Instant(scratch) >= first);
        await scratch.Restart();
        Assert.True(await Instant(scratch) >= first);
        scratch.Clock.Move(TimeSpan.FromDays(2));
        Assert.Equal(scratch.Clock.GetUtcNow().ToUnixTimeMilliseconds(), await Instant(scratch));
    }

    [Fact]
    public async Task one_write_has_one_instant()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Database.Write(tx =>
        {
            var now = tx.Now;
            scratch.Clock.Move(TimeSpan.FromSeconds(1));
            Assert.Equal(now, tx.Now);
            return Task.FromResult(0);
        });
    }

    [Fact]
    public void an_exhausted_sequence_takes_the_next_millisecond()
    {
        var ids = new IdSource(new SetClock(), 0);
        var start = ids.Now();
        var given = Enumerable.Range(0, 70_000).Select(_ => ids.Next()).ToList();
        Assert.Equal(given.Order(StringComparer.Ordinal), given);
        Assert.Equal(start + 1, ids.LastMilliseconds);
        Assert.All(given, id => Assert.Matches("^[0-9a-f]{24}$", id));
    }

    private static Task<long> Instant(ScratchDatabase scratch) => scratch.Database.Write(async tx =>
    {
        await ScratchDatabase.Add(tx, "x");
        return tx.Now;
    });
}
