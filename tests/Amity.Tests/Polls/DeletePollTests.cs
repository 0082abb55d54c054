using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Polls;

public sealed class DeletePollTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task its_creator_deletes_a_poll_and_its_post_stays()
    {
        var poll = await talk.Alice.Asks();
        var post = await talk.Alice.Shows(poll);

        Assert.Equal("""{"success":true}""", (await Delete(talk.Alice, poll)).Ok().ToJsonString());

        (await talk.Bob.Get($"{PollCalls.Polls}/{poll.Id}")).Refused(ErrorKind.NotFound);
        (await talk.Bob.Votes(poll, 0)).Refused(ErrorKind.NotFound);
        (await talk.Alice.Closes(poll)).Refused(ErrorKind.NotFound);
        (await Delete(talk.Alice, poll)).Refused(ErrorKind.NotFound);
        Assert.False((await talk.Bob.Reads(post)).Flag("isDeleted"));
    }

    [Fact]
    public async Task an_administrator_deletes_any_poll() => (await Delete(talk.Admin, await talk.Alice.Asks())).Ok();

    [Fact]
    public async Task nobody_else_deletes_a_poll()
    {
        var poll = await talk.Alice.AsksIn();
        (await Delete(talk.Bob, poll)).Refused(ErrorKind.PermissionDenied);
        (await Delete(talk.Bob, await talk.Alice.Asks())).Refused(ErrorKind.PermissionDenied);
        await talk.Bob.Reads(poll);
    }

    private static Task<Answer> Delete(Person person, Poll poll) => person.Delete($"{PollCalls.Polls}/{poll.Id}");
}
