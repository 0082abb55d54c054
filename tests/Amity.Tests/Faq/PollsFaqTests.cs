using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of polls. The numbers are those of its questions.</summary>
public sealed class PollsFaqTests
{
    /// <summary>Question 50.</summary>
    [Fact]
    public async Task the_users_who_voted_for_an_answer_are_listed_page_by_page()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var poll = await alice.AsksIn();
        (await (await amity.Login("bob")).Votes(poll, 1)).Ok();
        (await (await amity.Login("carol")).Votes(poll, 1)).Ok();
        (await alice.Votes(poll, 0)).Ok();

        var list = $"{PollCalls.Polls}/{poll.Id}/answers/{poll.AnswerIds[1]}";
        var voters = (await alice.Get(list)).Ok();
        Assert.Equal(["carol", "bob"], voters.All("UsersAnswered", "userId"));
        Assert.All(voters["UsersAnswered"]!.AsArray(), voter => Assert.Equal($"""["{poll.AnswerIds[1]}"]""", voter!["answerIds"]!.ToJsonString()));
        Assert.Equal(["alice", "bob", "carol"], voters.All("users", "userId").Order());

        var first = (await alice.Get($"{list}?options[limit]=1")).Ok();
        var next = Uri.EscapeDataString(first["paging"]!.Text("next"));
        Assert.Equal(["bob"], (await alice.Get($"{list}?options[token]={next}")).Ok().All("UsersAnswered", "userId"));
    }
}
