using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Polls;

/// <summary>
/// Deletes a poll: nobody reads it or votes in it any more. Its creator may, and administrators. A post that shows it stays, with the
/// poll marked as deleted. A repeat finds no poll.
/// </summary>
public static class DeletePoll
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PollsJson.Instance.Success,
        call => new Request { PollId = call.Path("pollId") },
        "DELETE /api/v3/polls/{pollId}");

    [UseCase("deletePoll", Allow.Users, "Deletes a poll.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string PollId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var poll = await PollAccess.Visible(tx, request.Caller, request.PollId);
            if (poll.UserId != request.Caller.UserId && !request.Caller.IsAdministrator)
            {
                throw Refuse.Permission("Permission denied: the poll is another user's.");
            }

            await tx.Run(Delete, new { poll.PollId, isDeleted = true, now = tx.Now });
            return Success.Yes;
        }
    }

    private const string Delete = """
        update polls
        set is_deleted = @isDeleted,
            updated_at = @now
        where poll_id = @PollId
        """;
}
