using System.Data.Common;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Xunit;

namespace Amity.Tests.Data;

public sealed class WriterTests
{
    [Fact]
    public async Task a_write_is_read_back()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("hello");
        Assert.Equal(["hello"], await scratch.Bodies());
    }

    [Fact]
    public async Task what_the_work_throws_reaches_its_caller_unchanged()
    {
        await using var scratch = new ScratchDatabase();
        var refusal = Refuse.NotFound("Note");
        var thrown = await Assert.ThrowsAsync<AmityException>(() => scratch.Database.Write<int>(_ => throw refusal));
        Assert.Same(refusal, thrown);
    }

    [Fact]
    public async Task a_failing_write_rolls_back_alone()
    {
        await using var scratch = new ScratchDatabase();
        using var held = new HeldWriter(scratch.Database);
        var before = scratch.Add("before");
        var failing = scratch.Database.Write<int>(async tx =>
        {
            await ScratchDatabase.Add(tx, "half done");
            throw Refuse.Forbidden("no");
        });
        var after = scratch.Add("after");
        held.LetGo();

        await Assert.ThrowsAsync<AmityException>(() => failing);
        await Task.WhenAll(before, after);
        Assert.Equal(["before", "after"], await scratch.Bodies());
    }

    [Fact]
    public async Task a_full_queue_refuses_at_once()
    {
        await using var scratch = new ScratchDatabase(new DatabaseOptions { QueueLength = 3 });
        using var held = new HeldWriter(scratch.Database);
        var waiting = Enumerable.Range(0, 3).Select(i => scratch.Add($"{i}")).ToArray();

        var refused = await Assert.ThrowsAsync<AmityException>(() => scratch.Add("one too many"));
        Assert.Equal(ErrorKind.Busy, refused.Kind);
        Assert.NotNull(refused.RetryAfter);

        held.LetGo();
        await Task.WhenAll(waiting);
        Assert.Equal(["0", "1", "2"], await scratch.Bodies());
    }

    [Fact]
    public async Task actions_after_the_commit_run_before_the_caller_goes_on_and_only_when_it_is_stored()
    {
        await using var scratch = new ScratchDatabase();
        var log = new List<string>();
        await scratch.Database.Write(async tx =>
        {
            tx.AfterCommit(() => log.Add("committed"));
            await ScratchDatabase.Add(tx, "stored");
            log.Add("worked");
            return 0;
        });
        log.Add("answered");

        await Assert.ThrowsAsync<AmityException>(() => scratch.Database.Write<int>(tx =>
        {
            tx.AfterCommit(() => log.Add("never"));
            throw Refuse.Forbidden("no");
        }));
        Assert.Equal(["worked", "committed", "answered"], log);
    }

    [Fact]
    public async Task awaiting_something_unfinished_is_refused_where_tests_ask_for_it()
    {
        await using var scratch = new ScratchDatabase(new DatabaseOptions { RefuseUnfinishedAwaits = true });
        await Assert.ThrowsAsync<InvalidOperationException>(() => scratch.Database.Write(async tx =>
        {
            await ScratchDatabase.Add(tx, "half done");
            await Task.Delay(20);
            return 0;
        }));
        Assert.Empty(await scratch.Bodies());
    }

    [Fact]
    public async Task awaiting_something_unfinished_is_waited_for_otherwise()
    {
        await using var scratch = new ScratchDatabase(new DatabaseOptions());
        await scratch.Database.Write(async tx =>
        {
            await Task.Delay(20);
            return await ScratchDatabase.Add(tx, "late");
        });
        Assert.Equal(["late"], await scratch.Bodies());
    }

    [Fact]
    public async Task a_write_inside_a_write_is_refused()
    {
        await using var scratch = new ScratchDatabase();
        await Assert.ThrowsAsync<InvalidOperationException>(() => scratch.Database.Write(_ => scratch.Add("inner")));
        Assert.Empty(await scratch.Bodies());
    }

    [Fact]
    public async Task a_write_that_is_over_can_do_nothing_more()
    {
        await using var scratch = new ScratchDatabase();
        IWrite? kept = null;
        DbConnection? connection = null;
        await scratch.Database.Write(tx =>
        {
            kept = tx;
            connection = tx.Connection;
            return Task.FromResult(0);
        });

        Assert.Throws<InvalidOperationException>(() => kept!.Connection);
        Assert.Throws<InvalidOperationException>(() => kept!.NewId());
        using var command = connection!.CreateCommand();
        command.CommandText = "delete from notes";
        Assert.Throws<InvalidOperationException>(() => command.ExecuteNonQuery());
    }

    [Fact]
    public async Task cancelling_before_the_start_skips_the_write()
    {
        await using var scratch = new ScratchDatabase();
        using var cancel = new CancellationTokenSource();
        using var held = new HeldWriter(scratch.Database);
        var skipped = scratch.Database.Write(tx => ScratchDatabase.Add(tx, "skipped"), cancel.Token);
        cancel.Cancel();
        held.LetGo();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => skipped);
        Assert.Empty(await scratch.Bodies());
    }

    [Fact]
    public async Task callers_never_run_on_the_writer()
    {
        await using var scratch = new ScratchDatabase();
        var writer = 0;
        var write = scratch.Database.Write(_ => Task.FromResult(writer = Environment.CurrentManagedThreadId));
        var blocked = write.ContinueWith(
            _ => scratch.Add("second").Wait(TimeSpan.FromSeconds(10)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        Assert.True(await blocked);
    }

    [Fact]
    public async Task disposal_commits_what_waits_and_refuses_what_comes()
    {
        var scratch = new ScratchDatabase();
        Task<string>[] waiting;
        ValueTask disposal;
        using (var held = new HeldWriter(scratch.Database))
        {
            waiting = [.. Enumerable.Range(0, 50).Select(i => scratch.Add($"{i}"))];
            disposal = scratch.Database.DisposeAsync();
            Assert.Equal(ErrorKind.Busy, (await Assert.ThrowsAsync<AmityException>(() => scratch.Add("late"))).Kind);
            Assert.Equal(ErrorKind.Busy, Assert.Throws<AmityException>(scratch.Database.Read).Kind);
            held.LetGo();
        }

        await disposal;
        await Task.WhenAll(waiting);
        Assert.Equal([scratch.File], Directory.GetFiles(scratch.Folder));
        await scratch.Restart();
        Assert.Equal(50, (await scratch.Bodies()).Count);
        await scratch.DisposeAsync();
    }

    [Theory]
    [InlineData(Durability.Full, 2)]
    [InlineData(Durability.Normal, 1)]
    public async Task the_durability_that_was_asked_for_is_in_force(Durability durability, long synchronous)
    {
        await using var scratch = new ScratchDatabase(new DatabaseOptions { Durability = durability });
        await scratch.Database.Write(async tx =>
        {
            Assert.Equal(synchronous, await tx.One<long>("pragma synchronous"));
            Assert.Equal("wal", await tx.One<string>("pragma journal_mode"));
            Assert.Equal(1, await tx.One<long>("pragma foreign_keys"));
            return 0;
        });
    }

    [Fact]
    public async Task listeners_hear_inside_the_write_and_can_refuse_it()
    {
        await using var scratch = new ScratchDatabase(listeners: new Echo());
        await scratch.Database.Write(async tx =>
        {
            await tx.Raise(new Said("hello"));
            return 0;
        });
        await Assert.ThrowsAsync<AmityException>(() => scratch.Database.Write(async tx =>
        {
            await ScratchDatabase.Add(tx, "half done");
            await tx.Raise(new Said("no"));
            return 0;
        }));
        Assert.Equal(["hello"], await scratch.Bodies());
    }

    private sealed record Said(string Words) : IEvent;

    private sealed class Echo : IInWriteDispatcher
    {
        public Task Dispatch<TEvent>(TEvent raised, IWrite tx) where TEvent : IEvent =>
            raised is Said { Words: not "no" } said ? ScratchDatabase.Add(tx, said.Words) : throw Refuse.Forbidden("no");
    }
}
