using Amity.Core.Data;
using Amity.Core.Errors;
using Xunit;

namespace Amity.Tests.Data;

public sealed class IdleTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(61);

    [Fact]
    public async Task an_unused_database_closes_into_one_file_and_wakes_at_the_next_use()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("before");
        await scratch.Bodies();
        await Sweep(scratch);

        await scratch.Add("after");
        Assert.Equal(["before", "after"], await scratch.Bodies());
        await Sweep(scratch);
    }

    [Fact]
    public async Task a_database_that_was_only_read_since_it_woke_also_closes_into_one_file()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("x");
        await Sweep(scratch);

        Assert.Equal(["x"], await scratch.Bodies());
        await Sweep(scratch);
    }

    [Fact]
    public async Task a_database_in_use_stays_open()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("x");
        Assert.False(scratch.Database.CloseIfIdle());

        using (scratch.Database.Read())
        {
            scratch.Clock.Move(Long);
            Assert.False(scratch.Database.CloseIfIdle());
        }

        using (var held = new HeldWriter(scratch.Database))
        {
            scratch.Clock.Move(Long);
            Assert.False(scratch.Database.CloseIfIdle());
            held.LetGo();
            await held.Write;
        }

        Assert.Equal(scratch.Clock.GetUtcNow() - Long, scratch.Database.LastUsed);
    }

    [Fact]
    public async Task closing_and_waking_while_others_work_loses_nothing()
    {
        await using var scratch = new ScratchDatabase(new DatabaseOptions { IdleAfter = TimeSpan.Zero });
        using var stop = new CancellationTokenSource();
        var closed = 0;
        var sweep = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                closed += scratch.Database.CloseIfIdle() ? 1 : 0;
            }
        });
        for (var i = 0; i < 200; i++)
        {
            await scratch.Add($"{i}");
            Assert.Equal(i + 1, (await scratch.Bodies()).Count);
        }

        stop.Cancel();
        await sweep;
        Assert.True(closed > 0);
    }

    [Fact]
    public async Task a_file_that_cannot_be_opened_refuses_writes_and_reads_until_it_can()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("before");
        await Sweep(scratch);
        File.Move(scratch.File, scratch.File + ".away");
        Directory.CreateDirectory(scratch.File);

        Assert.Equal(ErrorKind.Busy, (await Assert.ThrowsAsync<AmityException>(() => scratch.Add("lost"))).Kind);
        Assert.Equal(ErrorKind.Busy, Assert.Throws<AmityException>(scratch.Database.Read).Kind);

        Directory.Delete(scratch.File);
        File.Move(scratch.File + ".away", scratch.File);
        await scratch.Add("after");
        Assert.Equal(["before", "after"], await scratch.Bodies());
    }

    [Fact]
    public async Task a_log_that_cannot_be_tidied_away_does_not_keep_a_database_from_closing()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("before");
        await Sweep(scratch);
        File.Move(scratch.File, scratch.File + ".away");
        Directory.CreateDirectory(scratch.File);
        await File.WriteAllTextAsync(scratch.File + "-wal", "");

        Assert.True(scratch.Database.CloseIfIdle());

        Directory.Delete(scratch.File);
        File.Move(scratch.File + ".away", scratch.File);
        Assert.Equal(["before"], await scratch.Bodies());
    }

    /// <summary>The writer may still be tidying up after its answer: then the next sweep closes.</summary>
    private static async Task Sweep(ScratchDatabase scratch)
    {
        scratch.Clock.Move(Long);
        for (var i = 0; i < 1000 && !scratch.Database.CloseIfIdle(); i++)
        {
            await Task.Delay(10);
        }

        Assert.Equal([scratch.File], Directory.GetFiles(scratch.Folder));
    }
}
