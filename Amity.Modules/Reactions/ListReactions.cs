using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Reactions;

/// <summary>Lists who reacted to a post or a comment and how, newest first, of all names or of one. Whoever may see the item may.</summary>
public static class ListReactions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ReactionsJson.Instance.ReactionsBody,
        call => new Request
        {
            ReferenceType = call.Query.Text("referenceType"),
            ReferenceId = call.Query.Text("referenceId"),
            ReactionName = call.Query.Text("reactionName"),
            Skip = call.Query.Number("options[skip]"),
            Page = call.Page,
        },
        "GET /api/v2/reactions",
        "GET /api/v3/reactions");

    [UseCase("listReactions", Allow.Users, "Lists the reactions to a post or a comment.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<ReactionsBody>
    {
        public string? ReferenceType { get; init; }

        public string? ReferenceId { get; init; }

        public string? ReactionName { get; init; }

        public int? Skip { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => ReactionItem.Check(check, ReferenceType, ReferenceId)
            .Text(ReactionName, "reactionName", max: 100)
            .Range(Skip, "options.skip", 0, 10_000);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, ReactionsBody>
    {
        public async Task<ReactionsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            var item = await ReactionItem.Visible(db.Read, request.Caller, request.ReferenceType!, request.ReferenceId!);
            var filters = PageFilters.Of(("type", item.Type), ("id", item.Id), ("name", request.ReactionName));
            var page = await Reactors.Page(db.Read, network.Pages, request.Page.Skipping(request.Skip), null, filters, new
            {
                referenceType = item.Type,
                referenceId = item.Id,
                anyName = request.ReactionName is null,
                reactionName = request.ReactionName ?? "",
            });
            return new ReactionsBody
            {
                Reactions =
                [
                    new ReactionBody
                    {
                        ReferenceId = item.Id,
                        ReferenceType = item.Type,
                        Reactors = [.. page.Rows.Select(row => row.ToBody())],
                    },
                ],
                Users = await UserPayloads.ByIds(db.Read, request.Caller, page.Rows.Select(row => row.UserId)),
                Paging = page.Paging,
            };
        }
    }

    private static readonly PagedSql<Row> Reactors = new(
        "reactions.list",
        """
        select r.reaction_id,
               r.reaction_name,
               r.user_id,
               u.internal_id,
               r.created_at
        from reactions r
        join users u on u.user_id = r.user_id
        where r.reference_type = @referenceType
          and r.reference_id = @referenceId
          and (@anyName or r.reaction_name = @reactionName)
        {page}
        """,
        new Order<Row>("lastCreated", "r.created_at", "r.reaction_id", row => (row.CreatedAt, row.ReactionId), Descending: true));

    private sealed record Row
    {
        public string ReactionId { get; init; } = "";

        public string ReactionName { get; init; } = "";

        public string UserId { get; init; } = "";

        public string InternalId { get; init; } = "";

        public long CreatedAt { get; init; }

        public ReactorBody ToBody() => new()
        {
            ReactionId = ReactionId,
            ReactionName = ReactionName,
            UserId = UserId,
            UserPublicId = UserId,
            UserInternalId = InternalId,
            CreatedAt = CreatedAt,
            UpdatedAt = CreatedAt,
        };
    }
}
