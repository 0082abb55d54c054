using System.Text.Json.Nodes;
using Amity.Tests.Kit;

namespace Amity.Tests.Polls;

/// <summary>What people do in the tests of polls over and over.</summary>
internal static class PollCalls
{
    public const string Polls = "/api/v3/polls";

    public static object Colours(string? answerType = null, long? closedIn = null, string question = "Which colour?") => new
    {
        question,
        answers = new[] { "red", "green", "blue" }.Select(data => new { dataType = "text", data }),
        answerType,
        closedIn,
    };

    public static async Task<Poll> Asks(this Person person, string? answerType = null, long? closedIn = null) =>
        new((await person.Post(Polls, Colours(answerType, closedIn))).Ok().First("polls"));

    /// <summary>Asks, and shows the poll in a post on the own wall or in a community.</summary>
    public static async Task<Poll> AsksIn(this Person person, string? community = null, string? answerType = null, long? closedIn = null)
    {
        var poll = await person.Asks(answerType, closedIn);
        await person.Shows(poll, community);
        return poll;
    }

    /// <summary>Posts the poll and gives the post's id.</summary>
    public static async Task<string> Shows(this Person person, Poll poll, string? community = null) => (await person.Post("/api/v4/posts", new
    {
        targetType = community is null ? "user" : "community",
        targetId = community ?? person.UserId,
        dataType = "poll",
        data = new { pollId = poll.Id, text = "A poll" },
    })).Ok().First("posts").Text("postId");

    public static Task<Answer> Votes(this Person person, Poll poll, params int[] answers) =>
        person.Post($"{Polls}/{poll.Id}/votes", new { pollId = poll.Id, answerIds = answers.Select(at => poll.AnswerIds[at]) });

    public static Task<Answer> ChangesVote(this Person person, Poll poll, params int[] answers) =>
        person.Put($"{Polls}/{poll.Id}/votes", new { pollId = poll.Id, answerIds = answers.Select(at => poll.AnswerIds[at]) });

    public static Task<Answer> Closes(this Person person, Poll poll) => person.Put($"{Polls}/{poll.Id}", new { status = "closed" });

    public static async Task<Poll> Reads(this Person person, Poll poll) =>
        new((await person.Get($"{Polls}/{poll.Id}")).Ok().First("polls"));

    public static Poll Shown(this Answer answer) => new(answer.Ok().First("polls"));
}

/// <summary>A poll as somebody was shown it.</summary>
internal sealed record Poll(JsonNode Json)
{
    public string Id => Json.Text("pollId");

    public string Status => Json.Text("status");

    public IReadOnlyList<string> AnswerIds => Json.All("answers", "id");

    public IReadOnlyList<long> Counts => [.. Json["answers"]!.AsArray().Select(answer => answer!.Number("voteCount"))];

    /// <summary>The answers that the reader voted for, by their place.</summary>
    public IReadOnlyList<int> Mine => [.. Json["answers"]!.AsArray().Index().Where(answer => answer.Item!.Flag("isVotedByUser")).Select(answer => answer.Index)];
}
