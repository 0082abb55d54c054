using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Polls;

/// <summary>Reads a poll with its counts and the caller's own vote. Whoever may read the post that shows it may, its creator, and administrators.</summary>
public static class GetPoll
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PollsJson.Instance.PollsBody,
        call => new Request { PollId = call.Path("pollId") },
        "GET /api/v3/polls/{pollId}");

    [UseCase("getPoll", Allow.Users, "Reads a poll by id.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<PollsBody>
    {
        public required string PollId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PollsBody>
    {
        public async Task<PollsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await PollAccess.Visible(db.Read, request.Caller, request.PollId);
            return await PollsBody.Of(db.Read, request.Caller, request.PollId);
        }
    }
}
