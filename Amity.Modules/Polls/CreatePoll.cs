using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Polls;

/// <summary>
/// Creates a poll, which its creator can then show in a post. Every user may. With a time it closes by itself, at that time after
/// its creation. A repeat creates another poll.
/// </summary>
public static class CreatePoll
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PollsJson.Instance.PollsBody,
        call => call.Json(PollsJson.Instance.CreatePollRequest),
        "POST /api/v3/polls");

    [UseCase("createPoll", Allow.Users, "Creates a poll.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<PollsBody>, IWriteRequest, IModeratedTexts
    {
        public string? Question { get; init; }

        /// <summary>What the question was called once; counts where there is no question.</summary>
        public string? Text { get; init; }

        public IReadOnlyList<PollAnswerInput?>? Answers { get; init; }

        /// <summary><c>single</c>, which is also what an absent one means, or <c>multiple</c>.</summary>
        public string? AnswerType { get; init; }

        /// <summary>Milliseconds until it closes; 0 or absent for a poll without an end.</summary>
        public long? ClosedIn { get; init; }

        public override void Validate(Checks check) => check.Poll(Question ?? Text, Answers, AnswerType, ClosedIn);

        public void Show(ITextJudge judge)
        {
            judge.Read(Question ?? Text);
            foreach (var answer in Answers ?? [])
            {
                judge.Read(answer?.Data);
            }
        }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PollsBody>, IAnswer<Request, PollsBody>
    {
        public async Task<PollsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var (pollId, hasEnd) = (tx.NewId(), request.ClosedIn > 0);
            await tx.Run(Insert, new
            {
                pollId,
                request.Caller.UserId,
                question = request.Question ?? request.Text,
                answerType = request.AnswerType ?? "single",
                closedIn = hasEnd ? request.ClosedIn : null,
                closedAt = hasEnd ? tx.Now + request.ClosedIn : null,
                now = tx.Now,
            });
            foreach (var (position, answer) in request.Answers!.Index())
            {
                await tx.Run(InsertAnswer, new { answerId = tx.NewId(), pollId, position, answer!.Data });
            }

            return PollsBody.Written(pollId);
        }

        public Task<PollsBody> Answer(Request request, PollsBody written, IRead read) =>
            PollsBody.Of(read, request.Caller, written.WrittenId!);
    }

    private const string Insert = """
        insert into polls (poll_id, user_id, question, answer_type, closed_in, closed_at, created_at, updated_at)
        values (@pollId, @UserId, @question, @answerType, @closedIn, @closedAt, @now, @now)
        """;

    private const string InsertAnswer = """
        insert into poll_answers (answer_id, poll_id, position, data_type, data)
        values (@answerId, @pollId, @position, 'text', @Data)
        """;
}
