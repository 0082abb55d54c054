using Amity.Core.Data;
using Amity.Core.Errors;
using SQLitePCL;
using Xunit;

namespace Amity.Tests.Data;

public sealed class BatchTests
{
    [Fact]
    public async Task writes_that_wait_together_share_one_commit()
    {
        await using var scratch = new ScratchDatabase(HeldWriter.OneBatch);
        var commits = 0;
        await scratch.Database.Write(tx =>
        {
            raw.sqlite3_commit_hook(HeldWriter.Handle(tx), _ => Interlocked.Increment(ref commits) * 0, null);
            return Task.FromResult(0);
        });
        commits = 0;

        using (var held = new HeldWriter(scratch.Database))
        {
            var writes = Enumerable.Range(0, 100).Select(i => scratch.Add($"{i}")).ToArray();
            held.LetGo();
            await Task.WhenAll(writes);
        }

        Assert.Equal(100, (await scratch.Bodies()).Count);
        Assert.Equal(1, commits);
    }

    [Fact]
    public async Task a_batch_commits_after_its_largest_number_of_writes()
    {
        await using var scratch = new ScratchDatabase(HeldWriter.OneBatch with { BatchWrites = 10 });
        var answered = new List<int>();
        using var held = new HeldWriter(scratch.Database);
        var writes = Enumerable.Range(0, 30).Select(i => scratch.Database.Write(tx =>
        {
            tx.AfterCommit(() => answered.Add(i));
            return Task.FromResult(answered.Count);
        })).ToArray();
        held.LetGo();

        // The held write is the first of the first batch.
        var seen = await Task.WhenAll(writes);
        Assert.Equal([0, 9, 19, 29], seen.Distinct());
    }

    [Fact]
    public async Task a_batch_takes_no_further_write_when_its_time_is_up()
    {
        await using var scratch = new ScratchDatabase(HeldWriter.OneBatch with { BatchTime = TimeSpan.Zero });
        var commits = 0;
        using var held = new HeldWriter(scratch.Database, tx => raw.sqlite3_commit_hook(HeldWriter.Handle(tx), _ => Interlocked.Increment(ref commits) * 0, null));
        var writes = Enumerable.Range(0, 10).Select(i => scratch.Add($"{i}")).ToArray();
        held.LetGo();
        await Task.WhenAll(writes);
        Assert.Equal(11, commits);
    }

    [Fact]
    public async Task a_failing_commit_refuses_every_write_of_the_batch()
    {
        await using var scratch = new ScratchDatabase(HeldWriter.OneBatch);
        await scratch.Add("kept");
        var ran = false;

        using var held = new HeldWriter(scratch.Database, tx => raw.sqlite3_commit_hook(HeldWriter.Handle(tx), _ => 1, null));
        var first = scratch.Database.Write(tx =>
        {
            tx.AfterCommit(() => ran = true);
            return ScratchDatabase.Add(tx, "first");
        });
        var refusal = scratch.Database.Write<int>(_ => throw Refuse.Duplicate("rests on the first one"));
        var last = scratch.Add("last");
        held.LetGo();

        foreach (var write in new Task[] { held.Write, first, refusal, last })
        {
            var error = await Assert.ThrowsAsync<AmityException>(() => write);
            Assert.Equal(ErrorKind.Busy, error.Kind);
        }

        Assert.False(ran);
        Assert.Equal(["kept"], await scratch.Bodies());
    }

    [Fact]
    public async Task an_error_that_ends_the_transaction_refuses_the_whole_batch_and_room_heals_it()
    {
        await using var scratch = new ScratchDatabase(HeldWriter.OneBatch);
        await scratch.Add("kept");

        using (var held = new HeldWriter(scratch.Database, tx => Pragma(tx, "max_page_count = 1")))
        {
            var innocent = scratch.Database.Write(tx => Task.FromResult(1));
            var large = scratch.Add(new string('x', 1_000_000));
            var later = scratch.Database.Write(tx => Task.FromResult(1));
            held.LetGo();

            Assert.Equal(ErrorKind.Busy, (await Assert.ThrowsAsync<AmityException>(() => innocent)).Kind);
            Assert.Equal(ErrorKind.Busy, (await Assert.ThrowsAsync<AmityException>(() => large)).Kind);
            Assert.Equal(1, await later);
        }

        await scratch.Database.Write(tx => Task.FromResult(Pragma(tx, "max_page_count = 1000000")));
        await scratch.Add("again");
        Assert.Equal(["kept", "again"], await scratch.Bodies());
    }

    [Fact]
    public async Task work_that_hides_the_end_of_its_transaction_stores_nothing()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Database.Write(tx => Task.FromResult(Pragma(tx, "max_page_count = 1")));

        var hiding = scratch.Database.Write(async tx =>
        {
            await Assert.ThrowsAsync<AmityException>(() => ScratchDatabase.Add(tx, new string('x', 1_000_000)));
            await Assert.ThrowsAsync<InvalidOperationException>(() => ScratchDatabase.Add(tx, "would commit by itself"));
            return 0;
        });

        Assert.Equal(ErrorKind.Busy, (await Assert.ThrowsAsync<AmityException>(() => hiding)).Kind);
        Assert.Empty(await scratch.Bodies());
    }

    private static int Pragma(IWrite tx, string pragma) =>
        raw.sqlite3_exec(HeldWriter.Handle(tx), $"pragma {pragma}");
}
