using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Polls;

public sealed class GetPollTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task until_a_post_shows_it_a_poll_is_its_creators_and_the_administrators()
    {
        var poll = await talk.Alice.Asks();

        (await Get(talk.Bob, poll)).Refused(ErrorKind.NotFound);
        Assert.Equal(poll.Id, (await talk.Alice.Reads(poll)).Id);
        Assert.Equal(poll.Id, (await talk.Admin.Reads(poll)).Id);
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
