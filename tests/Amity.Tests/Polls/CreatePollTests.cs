using System.Net.Http.Headers;
using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Polls;

public sealed class CreatePollTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task the_answer_is_the_whole_poll_with_its_creator()
    {
        var answer = (await talk.Alice.Post(PollCalls.Polls, PollCalls.Colours("multiple", 60_000))).Ok();

        var poll = Assert.Single(answer["polls"]!.AsArray())!;
        Assert.Equal(("Which colour?", "multiple", "open"), (poll.Text("question"), poll.Text("answerType"), poll.Text("status")));
        Assert.Equal(("alice", "alice"), (poll.Text("userId"), poll.Text("userPublicId")));
        Assert.Equal(talk.Alice.Session.First("users").Text("_id"), poll.Text("userInternalId"));
        Assert.Equal(["red", "green", "blue"], poll.All("answers", "data"));
        Assert.Equal(["text", "text", "text"], poll.All("answers", "dataType"));
        Assert.Equal(3, poll.All("answers", "id").Distinct().Count());
        Assert.Equal([0, 0, 0], new Poll(poll).Counts);
        Assert.False(poll.Flag("isVoted"));
        Assert.False(poll.Flag("isDeleted"));
        Assert.Equal(60_000, poll.Number("closedIn"));
        Assert.Equal(60, (DateTime.Parse(poll.Text("closedAt")) - DateTime.Parse(poll.Text("createdAt"))).TotalSeconds);
        Assert.Equal(poll.Text("createdAt"), poll.Text("updatedAt"));
        Assert.Equal(["alice"], answer.All("users", "userId"));
        Assert.Empty(answer["files"]!.AsArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    public async Task without_a_time_it_has_no_end_and_takes_one_answer(long? closedIn)
    {
        var poll = await talk.Alice.Asks(closedIn: closedIn);
        Assert.Equal("single", poll.Json.Text("answerType"));
        Assert.Equal(0, poll.Json.Number("closedIn"));
        Assert.Null(poll.Json["closedAt"]);
    }

    [Fact]
    public async Task the_question_may_come_under_its_old_name()
    {
        var answers = new[] { new { data = "yes" }, new { data = "no" } };
        var poll = (await talk.Alice.Post(PollCalls.Polls, new { text = "Rain?", answers })).Shown();
        Assert.Equal("Rain?", poll.Json.Text("question"));
        Assert.Equal(["text", "text"], poll.Json.All("answers", "dataType"));
    }

    [Fact]
    public async Task the_longest_question_and_ten_of_the_longest_answers_fit()
    {
        var answers = Enumerable.Range(0, 10).Select(i => new { dataType = "text", data = $"{i}".PadRight(200, 'x') });
        var poll = (await talk.Alice.Post(PollCalls.Polls, new { question = new string('q', 500), answers })).Shown();
        Assert.Equal(10, poll.AnswerIds.Count);
    }

    [Theory]
    [InlineData("""{}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q"}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"","answers":[A,A]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"LONG","answers":[A,A]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,A,A,A,A,A,A,A,A,A,A]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,null]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,{"dataType":"text"}]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,{"dataType":"text","data":""}]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,{"dataType":"text","data":"LONG"}]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,{"dataType":"image","data":"a"}]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,A],"answerType":"some"}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,A],"closedIn":-1}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,A],"closedIn":"60000"}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,A],"closedIn":9223372036854775807}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"\u0000","answers":[A,A]}""", ErrorKind.Invalid)]
    [InlineData("""{"question":"q","answers":[A,A}""", ErrorKind.BadRequest)]
    public async Task what_is_malformed_is_refused_and_creates_nothing(string body, ErrorKind kind)
    {
        var before = await talk.Host.Number("select count(*) from polls");
        var text = body.Replace("A", """{"dataType":"text","data":"a"}""").Replace("LONG", new string('x', 501));
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        (await talk.Alice.Post(PollCalls.Polls, content)).Refused(kind);
        Assert.Equal(before, await talk.Host.Number("select count(*) from polls"));
    }

    [Fact]
    public async Task without_a_session_nobody_asks() =>
        (await talk.Host.Nobody().Post(PollCalls.Polls, PollCalls.Colours())).Refused(ErrorKind.Unauthenticated);
}
