using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Reads communities by their ids, deleted ones too. Ids that do not exist, and those of hidden communities that the caller is not in,
/// are left out. Changes nothing.
/// </summary>
public static class ListCommunities
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request { CommunityIds = call.Query.List("communityIds") },
        "GET /api/v3/communities/list");

    [UseCase("listCommunities", Allow.Users, "Reads up to 100 communities by ids.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommunitiesBody>
    {
        public required IReadOnlyList<string> CommunityIds { get; init; }

        public override void Validate(Checks check) => check.Items(CommunityIds, "communityIds", max: 100, maxLength: 900, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var family = await CommunityPayloads.ByIds(db.Read, request.Caller, request.CommunityIds);
            return await CommunityAnswers.Of(db.Read, request.Caller, family);
        }
    }
}
