using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Polls;

public sealed class ClosePollTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private AmityHost host = null!;
    private Person alice = null!;
    private Person bob = null!;
    private Person admin = null!;

    public async Task InitializeAsync()
    {
        host = await AmityHost.Start(time: clock);
        alice = await host.Login("alice");
        bob = await host.Login("bob");
        admin = await host.Administrator();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task a_poll_closes_by_itself_when_its_time_is_over()
    {
        var poll = await alice.AsksIn(closedIn: 60_000);
        clock.Advance(TimeSpan.FromMilliseconds(59_000));
        Assert.Equal("open", (await bob.Reads(poll)).Status);
        (await bob.Votes(poll, 0)).Ok();

        clock.Advance(TimeSpan.FromMilliseconds(1_000));
        var closed = await bob.Reads(poll);
        Assert.Equal("closed", closed.Status);
        Assert.Equal(poll.Json.Text("closedAt"), closed.Json.Text("closedAt"));
        (await alice.Votes(poll, 0)).Refused(ErrorKind.BadRequest);
        (await bob.ChangesVote(poll)).Refused(ErrorKind.BadRequest);
        Assert.Equal([1, 0, 0], (await bob.Reads(poll)).Counts);
    }

    [Fact]
    public async Task its_creator_closes_a_poll_for_good()
    {
        var poll = await alice.AsksIn(closedIn: 60_000);
        clock.Advance(TimeSpan.FromMilliseconds(1_000));
        var closed = (await alice.Closes(poll)).Shown();
        Assert.Equal("closed", closed.Status);
        Assert.NotEqual(poll.Json.Text("closedAt"), closed.Json.Text("closedAt"));
        Assert.Equal("closed", (await bob.Reads(poll)).Status);
        (await bob.Votes(poll, 0)).Refused(ErrorKind.BadRequest);

        clock.Advance(TimeSpan.FromMilliseconds(1_000));
        Assert.Equal(closed.Json.ToJsonString(), (await alice.Closes(poll)).Shown().Json.ToJsonString());
    }

    [Fact]
    public async Task a_poll_without_an_end_is_closed_by_hand()
    {
        var poll = await alice.Asks();
        clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal("open", (await alice.Reads(poll)).Status);
        Assert.Equal("closed", (await alice.Put($"{PollCalls.Polls}/{poll.Id}")).Shown().Status);
    }

    [Fact]
    public async Task nobody_else_closes_a_poll()
    {
        var poll = await alice.AsksIn();
        Assert.Equal("Only creator can update poll.", (await bob.Closes(poll)).Refused(ErrorKind.Forbidden).Text("message"));
        (await admin.Closes(poll)).Refused(ErrorKind.Forbidden);
        (await bob.Closes(await alice.Asks())).Refused(ErrorKind.Forbidden);
        Assert.Equal("open", (await bob.Reads(poll)).Status);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("")]
    public async Task a_poll_cannot_be_given_another_status(string status) =>
        (await alice.Put($"{PollCalls.Polls}/{(await alice.Asks()).Id}", new { status })).Refused(ErrorKind.Invalid);
}
