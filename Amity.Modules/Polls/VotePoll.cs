using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Polls;

/// <summary>
/// Votes in an open poll, once: for exactly one answer or, where the poll takes several, for any of them. Whoever may take part where the
/// post stands that shows it may. The counts of the answers move along; a second vote is refused, also for the same answers.
/// </summary>
public static class VotePoll
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PollsJson.Instance.PollsBody,
        call => call.Json(PollsJson.Instance.VotePollRequest) with { PollId = call.Path("pollId") },
        "POST /api/v3/polls/{pollId}/votes");

    [UseCase("votePoll", Allow.Users, "Votes in a poll.", Asks = [Right.Membership, Right.Sight])]
    public sealed record Request : AmityRequest<PollsBody>, IWriteRequest
    {
        /// <summary>The one of the path, whatever the body repeats.</summary>
        [JsonIgnore]
        public string PollId { get; init; } = "";

        public IReadOnlyList<string>? AnswerIds { get; init; }

        public override void Validate(Checks check) => check.Required(AnswerIds, "answerIds").Answers(AnswerIds, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PollsBody>, IAnswer<Request, PollsBody>
    {
        public async Task<PollsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var poll = await PollAccess.Votable(tx, request.Caller, request.PollId);
            await Ballot.Cast(tx, request.Caller, poll, request.AnswerIds!);
            return PollsBody.Empty;
        }

        public Task<PollsBody> Answer(Request request, PollsBody written, IRead read) =>
            PollsBody.Of(read, request.Caller, request.PollId);
    }
}
