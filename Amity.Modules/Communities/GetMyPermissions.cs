using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Roles;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Reads what the caller may do in a community, by roles there and in the network. Every user may who can see it. Changes nothing.
/// </summary>
public static class GetMyPermissions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.MyPermissionsResponse,
        call => new Request { CommunityId = call.Path("communityId") },
        "GET /api/v3/communities/{communityId}/permissions/me");

    [UseCase("getMyCommunityPermissions", Allow.Users, "Reads what the caller may do in a community.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<Response>
    {
        public required string CommunityId { get; init; }
    }

    public sealed record Response
    {
        /// <summary>Tells of the past alone: a creator has what its roles give and no more.</summary>
        public required bool IsCreator { get; init; }

        /// <summary>In alphabetical order.</summary>
        public required IReadOnlyList<string> Permissions { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var access = await CommunityAccess.OfLive(db.Read, request.Caller, request.CommunityId);
            var administrators = request.Caller.IsAdministrator ? await RolePermissions.Of(db.Read, [RoleIds.GlobalAdmin]) : null;
            return new Response
            {
                IsCreator = await db.Read.One<string>(Creator, new { request.CommunityId }) == request.Caller.UserId,
                Permissions = [.. access.Permissions.Union(administrators?[RoleIds.GlobalAdmin] ?? []).Order(StringComparer.Ordinal)],
            };
        }
    }

    private const string Creator = """
        select user_id
        from communities
        where community_id = @CommunityId
        """;
}
