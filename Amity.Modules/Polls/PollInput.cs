using Amity.Core.Pipeline;

namespace Amity.Modules.Polls;

/// <summary>An answer of a new poll as clients send it.</summary>
public sealed record PollAnswerInput
{
    /// <summary><c>text</c>, which is also what an absent one means. Pictures come with files.</summary>
    public string? DataType { get; init; }

    public string? Data { get; init; }
}

/// <summary>The limits of a new poll.</summary>
internal static class PollInput
{
    public const int MostAnswers = 10;

    private const int FewestAnswers = 2;

    /// <summary>The product's documentation gives it for the question; that for answers is published nowhere.</summary>
    private const int LongestQuestion = 500;

    private const int LongestAnswer = 200;

    /// <summary>A hundred years: beyond the longest that anybody means, and far below where adding it to a time would overflow.</summary>
    private const long LongestTime = 100L * 365 * 24 * 60 * 60 * 1000;

    public static Checks Poll(this Checks check, string? question, IReadOnlyList<PollAnswerInput?>? answers, string? answerType, long? closedIn)
    {
        check
            .Required(question, "question")
            .Text(question, "question", LongestQuestion)
            .Required(answers, "answers")
            .That(
                answers is null or { Count: >= FewestAnswers and <= MostAnswers },
                $"The 'answers' field must contain {FewestAnswers} to {MostAnswers} items.")
            .OneOf(answerType, "answerType", "single", "multiple")
            .Range(closedIn, "closedIn", 0, LongestTime);
        foreach (var answer in answers ?? [])
        {
            check
                .OneOf(answer?.DataType, "answers.dataType", "text")
                .Required(answer?.Data, "answers.data")
                .Text(answer?.Data, "answers.data", LongestAnswer);
        }

        return check;
    }
}
