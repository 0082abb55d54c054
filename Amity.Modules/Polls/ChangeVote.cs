using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Polls;

/// <summary>
/// Makes these answers the caller's vote in an open poll, in place of what it was; none takes the vote back, which is what newer SDKs send.
/// Whoever may vote may. A repeat leaves the counts as they are.
/// </summary>
public static class ChangeVote
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PollsJson.Instance.PollsBody,
        call => call.Json(PollsJson.Instance.ChangeVoteRequest) with { PollId = call.Path("pollId") },
        "PUT /api/v3/polls/{pollId}/votes");

    [UseCase("changeVote", Allow.Users, "Changes a vote in a poll or takes it back.", Asks = [Right.Membership, Right.Sight])]
    public sealed record Request : AmityRequest<PollsBody>, IWriteRequest
    {
        /// <summary>The one of the path, whatever the body repeats.</summary>
        [JsonIgnore]
        public string PollId { get; init; } = "";

        public IReadOnlyList<string>? AnswerIds { get; init; }

        public override void Validate(Checks check) => check.Required(AnswerIds, "answerIds").Answers(AnswerIds, min: 0);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PollsBody>, IAnswer<Request, PollsBody>
    {
        public async Task<PollsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var poll = await PollAccess.Votable(tx, request.Caller, request.PollId, toTakeBack: request.AnswerIds!.Count == 0);
            await Ballot.TakeBack(tx, request.Caller.UserId, poll.PollId);
            if (request.AnswerIds.Count > 0)
            {
                await Ballot.Cast(tx, request.Caller, poll, request.AnswerIds);
            }

            return PollsBody.Empty;
        }

        public Task<PollsBody> Answer(Request request, PollsBody written, IRead read) =>
            PollsBody.Of(read, request.Caller, request.PollId);
    }
}
