using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Polls;

public sealed class VotePollTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task a_vote_counts_for_all_and_shows_as_mine_only_to_me()
    {
        var poll = await talk.Alice.AsksIn();

        var bobs = (await talk.Bob.Votes(poll, 1)).Shown();
        Assert.Equal([0, 1, 0], bobs.Counts);
        Assert.Equal([1], bobs.Mine);
        Assert.True(bobs.Json.Flag("isVoted"));

        var alices = await talk.Alice.Reads(poll);
        Assert.Equal([0, 1, 0], alices.Counts);
        Assert.Empty(alices.Mine);
        Assert.False(alices.Json.Flag("isVoted"));
    }

    [Fact]
    public async Task a_vote_makes_the_poll_younger()
    {
        var poll = await talk.Alice.AsksIn();
        await Task.Delay(5);
        var voted = (await talk.Bob.Votes(poll, 1)).Shown();
        Assert.True(string.CompareOrdinal(voted.Json.Text("updatedAt"), poll.Json.Text("updatedAt")) > 0);
        Assert.Equal(poll.Json.Text("createdAt"), voted.Json.Text("createdAt"));
    }

    [Fact]
    public async Task a_poll_of_several_answers_takes_any_of_them()
    {
        var poll = await talk.Alice.AsksIn(answerType: "multiple");
        await talk.Bob.Votes(poll, 2, 0);
        await talk.Carol.Votes(poll, 0);
        Assert.Equal([2, 0, 1], (await talk.Bob.Reads(poll)).Counts);
        Assert.Equal([0, 2], (await talk.Bob.Reads(poll)).Mine);
    }

    [Fact]
    public async Task a_poll_of_one_answer_refuses_two()
    {
        var poll = await talk.Alice.AsksIn();
        (await talk.Bob.Votes(poll, 0, 1)).Refused(ErrorKind.BadRequest);
        Assert.Equal([0, 0, 0], (await talk.Bob.Reads(poll)).Counts);
    }

    [Fact]
    public async Task a_second_vote_is_refused()
    {
        var poll = await talk.Alice.AsksIn(answerType: "multiple");
        (await talk.Bob.Votes(poll, 0)).Ok();
        (await talk.Bob.Votes(poll, 0)).Refused(ErrorKind.BadRequest);
        (await talk.Bob.Votes(poll, 1)).Refused(ErrorKind.BadRequest);
        Assert.Equal([1, 0, 0], (await talk.Bob.Reads(poll)).Counts);
    }

    [Fact]
    public async Task two_devices_at_once_count_once()
    {
        var poll = await talk.Alice.AsksIn(answerType: "multiple");
        var tablet = await talk.Host.Login("bob", deviceId: "bob's tablet");

        var votes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? talk.Bob : tablet).Votes(poll, i % 3)));

        Assert.Single(votes, vote => vote.Status == 200);
        Assert.All(votes.Where(vote => vote.Status != 200), vote => vote.Refused(ErrorKind.BadRequest));
        Assert.Equal(1, (await talk.Bob.Reads(poll)).Counts.Sum());
    }

    [Fact]
    public async Task an_answer_of_another_poll_is_refused()
    {
        var poll = await talk.Alice.AsksIn(answerType: "multiple");
        var other = await talk.Alice.AsksIn();
        (await Vote(talk.Bob, poll, new { answerIds = new[] { poll.AnswerIds[0], other.AnswerIds[0] } })).Refused(ErrorKind.BadRequest);
        (await Vote(talk.Bob, poll, new { answerIds = new[] { "some" } })).Refused(ErrorKind.BadRequest);
        Assert.Equal([0, 0, 0], (await talk.Bob.Reads(poll)).Counts);
    }

    [Fact]
    public async Task what_is_malformed_is_refused()
    {
        var poll = await talk.Alice.AsksIn(answerType: "multiple");
        object[] bodies =
        [
            new { },
            new { answerIds = Array.Empty<string>() },
            new { answerIds = "some" },
            new { answerIds = new string?[] { null } },
            new { answerIds = new[] { poll.AnswerIds[0], poll.AnswerIds[0] } },
            new { answerIds = Enumerable.Range(0, 11).Select(i => $"{i}") },
        ];
        foreach (var body in bodies)
        {
            (await Vote(talk.Bob, poll, body)).Refused(ErrorKind.Invalid);
        }
    }

    [Fact]
    public async Task an_outsider_cannot_vote_in_a_private_community()
    {
        var poll = await talk.Alice.AsksIn(await talk.Alice.Founds(isPublic: false));
        (await talk.Bob.Votes(poll, 0)).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task who_is_banned_from_the_community_cannot_vote()
    {
        var community = await talk.Alice.Founds(members: ["bob"]);
        var poll = await talk.Alice.AsksIn(community);
        await talk.Host.Ban(community, "bob");
        (await talk.Bob.Votes(poll, 0)).Refused(ErrorKind.Banned);
        Assert.Equal([0, 0, 0], (await talk.Alice.Reads(poll)).Counts);
    }

    [Fact]
    public async Task a_setting_keeps_the_vote_to_members_and_lets_others_take_theirs_back()
    {
        var poll = await talk.Alice.AsksIn(await talk.Alice.Founds(members: ["bob"]));
        (await talk.Carol.Votes(poll, 0)).Ok();
        await talk.Host.Set("social", new { disallowNonMemberInteractInCommunity = true });
        try
        {
            (await talk.Carol.ChangesVote(poll, 1)).Refused(ErrorKind.PermissionDenied);
            Assert.Equal([0, 0, 0], (await talk.Carol.ChangesVote(poll)).Shown().Counts);
            (await talk.Carol.Votes(poll, 0)).Refused(ErrorKind.PermissionDenied);
            (await talk.Bob.Votes(poll, 0)).Ok();
        }
        finally
        {
            await talk.Host.Set("social", new { disallowNonMemberInteractInCommunity = false });
        }
    }

    [Fact]
    public async Task nobody_votes_before_the_post_is_published()
    {
        var community = await talk.Alice.Founds(members: ["bob"], needApproval: true);
        var poll = await talk.Bob.Asks();
        var post = await talk.Bob.Shows(poll, community);

        (await talk.Bob.Votes(poll, 0)).Refused(ErrorKind.Forbidden);
        (await talk.Alice.Votes(poll, 0)).Refused(ErrorKind.Forbidden);
        (await talk.Carol.Votes(poll, 0)).Refused(ErrorKind.NotFound);

        (await talk.Alice.Post($"/api/v3/posts/{post}/approve")).Ok();
        (await talk.Carol.Votes(poll, 0)).Ok();
    }

    [Fact]
    public async Task a_vote_can_be_taken_back_and_given_anew()
    {
        var poll = await talk.Alice.AsksIn();
        await talk.Bob.Votes(poll, 0);

        var open = (await talk.Bob.ChangesVote(poll)).Shown();
        Assert.Equal([0, 0, 0], open.Counts);
        Assert.False(open.Json.Flag("isVoted"));
        Assert.Equal([0, 0, 0], (await talk.Bob.ChangesVote(poll)).Shown().Counts);
        Assert.Equal([0, 0, 1], (await talk.Bob.Votes(poll, 2)).Shown().Counts);
    }

    [Fact]
    public async Task a_vote_can_be_changed()
    {
        var poll = await talk.Alice.AsksIn();
        await talk.Carol.Votes(poll, 0);
        Assert.Equal([2, 0, 0], (await talk.Bob.ChangesVote(poll, 0)).Shown().Counts);
        Assert.Equal([1, 1, 0], (await talk.Bob.ChangesVote(poll, 1)).Shown().Counts);
        Assert.Equal([1, 1, 0], (await talk.Bob.ChangesVote(poll, 1)).Shown().Counts);
        (await talk.Bob.ChangesVote(poll, 1, 2)).Refused(ErrorKind.BadRequest);
        Assert.Equal([1, 1, 0], (await talk.Bob.Reads(poll)).Counts);
    }

    [Fact]
    public async Task an_outsider_cannot_change_a_vote_in_a_private_community()
    {
        var poll = await talk.Alice.AsksIn(await talk.Alice.Founds(isPublic: false));
        (await talk.Bob.ChangesVote(poll)).Refused(ErrorKind.NotFound);
        (await talk.Alice.Put($"{PollCalls.Polls}/{poll.Id}/votes", new { })).Refused(ErrorKind.Invalid);
    }

    private static Task<Answer> Vote(Person person, Poll poll, object body) => person.Post($"{PollCalls.Polls}/{poll.Id}/votes", body);
}
