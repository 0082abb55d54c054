using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Polls;

public sealed class ListVotersTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task the_answer_names_each_voter_with_all_that_they_voted_for()
    {
        var poll = await talk.Alice.AsksIn(answerType: "multiple");
        await talk.Bob.Votes(poll, 2, 0);
        await talk.Carol.Votes(poll, 1);

        var answer = (await talk.Carol.Get(Path(poll, 0))).Ok();

        var voter = Assert.Single(answer["UsersAnswered"]!.AsArray())!;
        Assert.Equal(("bob", poll.Id), (voter.Text("userId"), voter.Text("pollId")));
        Assert.Equal([poll.AnswerIds[0], poll.AnswerIds[2]], voter["answerIds"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.EndsWith("Z", voter.Text("createdAt"));
        Assert.Equal([poll.Id], answer.All("polls", "pollId"));
        Assert.Equal(["bob", "alice"], answer.All("users", "userId"));
        Assert.Equal("{}", answer["paging"]!.ToJsonString());
    }

    [Fact]
    public async Task pages_lead_through_both_orders_and_back()
    {
        var poll = await talk.Alice.AsksIn();
        var voters = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var voter = await talk.Host.Login($"voter {i}");
            (await voter.Votes(poll, 1)).Ok();
            voters.Add(voter.UserId);
        }

        Assert.Equal(voters, await talk.Bob.ThereAndBack($"{Path(poll, 1)}?sortBy=firstCreated", "UsersAnswered", "userId", 2));
        Assert.Equal(voters.AsEnumerable().Reverse(), await talk.Bob.ThereAndBack(Path(poll, 1), "UsersAnswered", "userId", 2));
        Assert.Empty((await talk.Bob.Get(Path(poll, 0))).Ok()["UsersAnswered"]!.AsArray());
    }

    [Fact]
    public async Task who_took_the_vote_back_is_not_listed()
    {
        var poll = await talk.Alice.AsksIn();
        await talk.Bob.Votes(poll, 0);
        await talk.Bob.ChangesVote(poll);
        Assert.Empty((await talk.Bob.Get(Path(poll, 0))).Ok()["UsersAnswered"]!.AsArray());
    }

    [Fact]
    public async Task an_outsider_finds_no_voters_in_a_private_community()
    {
        var poll = await talk.Alice.AsksIn(await talk.Alice.Founds(isPublic: false, members: ["bob"]));
        (await talk.Carol.Get(Path(poll, 0))).Refused(ErrorKind.NotFound);
        (await talk.Bob.Get(Path(poll, 0))).Ok();
        (await talk.Admin.Get(Path(poll, 0))).Ok();
    }

    [Fact]
    public async Task an_answer_of_another_poll_is_not_found()
    {
        var poll = await talk.Alice.AsksIn();
        var other = await talk.Alice.AsksIn();
        (await talk.Bob.Get($"{PollCalls.Polls}/{poll.Id}/answers/{other.AnswerIds[0]}")).Refused(ErrorKind.NotFound);
        (await talk.Bob.Get($"{Path(poll, 0)}?sortBy=name")).Refused(ErrorKind.Invalid);
        (await talk.Bob.Get($"{Path(poll, 0)}?options[limit]=101")).Refused(ErrorKind.Invalid);
    }

    private static string Path(Poll poll, int answer) => $"{PollCalls.Polls}/{poll.Id}/answers/{poll.AnswerIds[answer]}";
}
