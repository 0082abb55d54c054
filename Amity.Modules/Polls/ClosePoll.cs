using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Polls;

/// <summary>
/// Closes a poll for good, before its time or without one. Only its creator may. Nothing else of a poll can be changed; one that has
/// closed stays as it is.
/// </summary>
public static class ClosePoll
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PollsJson.Instance.PollsBody,
        call => call.Json(PollsJson.Instance.ClosePollRequest) with { PollId = call.Path("pollId") },
        "PUT /api/v3/polls/{pollId}");

    [UseCase("updatePoll", Allow.Users, "Closes a poll.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<PollsBody>, IWriteRequest
    {
        [JsonIgnore]
        public string PollId { get; init; } = "";

        /// <summary><c>closed</c>, the only one that the API takes and what an absent one means.</summary>
        [Told]
        public string? Status { get; init; }

        public override void Validate(Checks check) => check.OneOf(Status, "status", "closed");
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PollsBody>, IAnswer<Request, PollsBody>
    {
        public async Task<PollsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var poll = await PollAccess.Visible(tx, request.Caller, request.PollId);
            if (poll.UserId != request.Caller.UserId)
            {
                throw Refuse.Forbidden("Only creator can update poll.");
            }

            if (await tx.Run(Close, new { poll.PollId, now = tx.Now }) > 0)
            {
                await tx.Raise(new PollEnded(poll.PollId, IsDeleted: false));
            }

            return PollsBody.Empty;
        }

        public Task<PollsBody> Answer(Request request, PollsBody written, IRead read) =>
            PollsBody.Of(read, request.Caller, request.PollId);
    }

    private const string Close = """
        update polls
        set closed_at  = @now,
            updated_at = @now
        where poll_id = @PollId
          and (closed_at is null or closed_at > @now)
        """;
}
