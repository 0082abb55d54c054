using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Polls;

public sealed class GetPollTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task until_a_post_shows_it_a_poll_is_open_to_whoever_was_told_its_id()
    {
        var poll = await talk.Alice.Asks();

        Assert.Equal(poll.Id, (await talk.Bob.Reads(poll)).Id);
        Assert.Equal([0, 1, 0], (await talk.Bob.Votes(poll, 1)).Shown().Counts);
    }

    [Fact]
    public async Task a_post_that_shows_it_limits_a_poll_to_those_who_read_the_post()
    {
        var community = await talk.Alice.Founds(isPublic: false, members: ["bob"]);
        var poll = await talk.Alice.Asks();
        await talk.Carol.Votes(poll, 0);
        await talk.Alice.Shows(poll, community);

        (await Get(talk.Carol, poll)).Refused(ErrorKind.NotFound);
        (await talk.Carol.ChangesVote(poll)).Refused(ErrorKind.NotFound);
        Assert.Equal([1, 0, 0], (await talk.Bob.Reads(poll)).Counts);
    }

    [Fact]
    public async Task whoever_reads_the_post_reads_the_poll()
    {
        var poll = await talk.Alice.AsksIn();
        Assert.Equal(["alice"], (await Get(talk.Bob, poll)).Ok().All("users", "userId"));
    }

    [Fact]
    public async Task an_outsider_finds_no_poll_in_a_private_community()
    {
        var community = await talk.Alice.Founds(isPublic: false, members: ["bob"]);
        var poll = await talk.Alice.AsksIn(community);

        (await Get(talk.Carol, poll)).Refused(ErrorKind.NotFound);
        await talk.Bob.Reads(poll);
        await talk.Admin.Reads(poll);
    }

    [Fact]
    public async Task a_deleted_post_hides_the_poll_from_all_but_its_creator()
    {
        var poll = await talk.Alice.Asks();
        var post = await talk.Alice.Shows(poll);
        await talk.Bob.Reads(poll);
        (await talk.Alice.Delete($"/api/v4/posts/{post}")).Ok();

        (await Get(talk.Bob, poll)).Refused(ErrorKind.NotFound);
        (await talk.Bob.Votes(poll, 0)).Refused(ErrorKind.NotFound);
        (await talk.Alice.Votes(poll, 0)).Refused(ErrorKind.NotFound);
        await talk.Alice.Reads(poll);
    }

    [Fact]
    public async Task an_unknown_poll_is_not_found()
    {
        Assert.Equal("Poll not found.", (await talk.Bob.Get($"{PollCalls.Polls}/some")).Refused(ErrorKind.NotFound).Text("message"));
        (await talk.Bob.Get($"{PollCalls.Polls}/a%2Fb")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task without_a_session_nobody_reads() =>
        (await Get(talk.Host.Nobody(), await talk.Alice.AsksIn())).Refused(ErrorKind.Unauthenticated);

    private static Task<Answer> Get(Person person, Poll poll) => person.Get($"{PollCalls.Polls}/{poll.Id}");
}
