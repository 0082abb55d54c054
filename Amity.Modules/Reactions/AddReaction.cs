using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Reactions;

/// <summary>
/// Reacts to a post or a comment with a name of the caller's choice; several names side by side are several reactions. Whoever may see
/// the item may, unless banned from its community, up to <see cref="MostOfUser"/> names on one item. The counts of the item move along. The
/// same name again answers the reaction there is.
/// </summary>
public static class AddReaction
{
    /// <summary>
    /// Names of one user on one item. No source has a number: far more than any client offers, and few enough that nobody can swell the
    /// answers of everybody, because every name travels with every answer that shows the item.
    /// </summary>
    public const int MostOfUser = 20;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ReactionsJson.Instance.AddReactionResponse,
        call => call.Json(ReactionsJson.Instance.AddReactionRequest),
        "POST /api/v2/reactions");

    [UseCase("addReaction", Allow.Users, "Adds a reaction to a post or a comment.", Asks = [Right.Membership, Right.Sight])]
    public sealed record Request : AmityRequest<Response>, IWriteRequest
    {
        public string? ReferenceType { get; init; }

        public string? ReferenceId { get; init; }

        /// <summary>Told apart by letter case.</summary>
        public string? ReactionName { get; init; }

        public override void Validate(Checks check) => ReactionItem.Check(check, ReferenceType, ReferenceId)
            .Required(ReactionName, "reactionName")
            .Text(ReactionName, "reactionName", max: 100);
    }

    public sealed record Response
    {
        public required string AddedId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var item = await ReactionItem.Open(tx, request.Caller, request.ReferenceType!, request.ReferenceId!);
            var args = new
            {
                reactionId = tx.NewId(),
                referenceType = item.Type,
                referenceId = item.Id,
                request.Caller.UserId,
                request.ReactionName,
                now = tx.Now,
            };
            if (await tx.Run(Insert, args) == 0)
            {
                return new Response { AddedId = (await tx.One<string>(Existing, args))! };
            }

            if (await tx.One<long>(OfUser, args) > MostOfUser)
            {
                throw Refuse.BadRequest($"A user can put at most {MostOfUser} reactions on one item.");
            }

            await item.Count(tx, request.ReactionName!, 1);
            return new Response { AddedId = args.reactionId };
        }
    }

    private const string Insert = """
        insert into reactions (reaction_id, reference_type, reference_id, user_id, reaction_name, created_at)
        values (@reactionId, @referenceType, @referenceId, @UserId, @ReactionName, @now)
        on conflict (reference_type, reference_id, user_id, reaction_name) do nothing
        """;

    private const string OfUser = """
        select count(*)
        from reactions
        where reference_type = @referenceType
          and reference_id = @referenceId
          and user_id = @UserId
        """;

    private const string Existing = """
        select reaction_id
        from reactions
        where reference_type = @referenceType
          and reference_id = @referenceId
          and user_id = @UserId
          and reaction_name = @ReactionName
        """;
}
