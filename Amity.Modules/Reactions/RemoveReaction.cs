using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Reactions;

/// <summary>
/// Takes back one of the caller's own reactions; nobody can take back another's. The counts of the item move along. One that is not
/// there is not found, and so is a repeat.
/// </summary>
public static class RemoveReaction
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ReactionsJson.Instance.RemoveReactionResponse,
        call =>
        {
            var body = call.Json(ReactionsJson.Instance.RemoveReactionRequest);
            return new Request
            {
                ReferenceType = body.ReferenceType ?? call.Query.Text("referenceType"),
                ReferenceId = body.ReferenceId ?? call.Query.Text("referenceId"),
                ReactionName = body.ReactionName ?? call.Query.Text("reactionName"),
            };
        },
        "DELETE /api/v2/reactions");

    [UseCase("removeReaction", Allow.Users, "Removes the caller's reaction from a post or a comment.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<Response>, IWriteRequest
    {
        public string? ReferenceType { get; init; }

        public string? ReferenceId { get; init; }

        public string? ReactionName { get; init; }

        public override void Validate(Checks check) => ReactionItem.Check(check, ReferenceType, ReferenceId)
            .Required(ReactionName, "reactionName")
            .Text(ReactionName, "reactionName", max: 100);
    }

    public sealed record Response
    {
        public required string RemovedId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var item = await ReactionItem.Reopen(tx, request.Caller, request.ReferenceType!, request.ReferenceId!);
            var removedId = await tx.One<string>(Delete, new
            {
                referenceType = item.Type,
                referenceId = item.Id,
                request.Caller.UserId,
                request.ReactionName,
            });
            if (removedId is null)
            {
                throw Refuse.NotFound("Reaction");
            }

            await item.Count(tx, request.ReactionName!, -1);
            return new Response { RemovedId = removedId };
        }
    }

    private const string Delete = """
        delete from reactions
        where reference_type = @referenceType
          and reference_id = @referenceId
          and user_id = @UserId
          and reaction_name = @ReactionName
        returning reaction_id
        """;
}
