using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Joins a community as the newer SDKs do it: with a request, which is granted at once, because no community here asks for consent. Who
/// may is decided as in <see cref="JoinCommunity"/>. A repeat changes nothing and answers the same.
/// </summary>
public static class AskToJoin
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.AskToJoinResponse,
        call => new Request { CommunityId = call.Path("communityId") },
        "POST /api/v4/communities/{communityId}/join");

    [UseCase("askToJoinCommunity", Allow.Users, "Asks to join a community, which is granted at once.")]
    public sealed record Request : AmityRequest<Response>, IWriteRequest
    {
        public required string CommunityId { get; init; }
    }

    /// <summary>The SDK takes a community in this answer for a whole new one, and loses what it knows of it: so there is none.</summary>
    public sealed record Response
    {
        public IReadOnlyList<JoinRequest> JoinRequests { get; init; } = [];

        public IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; } = [];

        public IReadOnlyList<UserBody> Users { get; init; } = [];

        public IReadOnlyList<RawJson> Files { get; init; } = [];
    }

    /// <summary>A request that was granted. It is not stored: its id is made of the two whom it brings together.</summary>
    public sealed record JoinRequest
    {
        [JsonPropertyName("_id")]
        public required string Id { get; init; }

        public required string JoinRequestId { get; init; }

        public required string NetworkId { get; init; }

        public string Type { get; init; } = "communityJoinRequest";

        public string TargetType { get; init; } = "community";

        public required string TargetId { get; init; }

        public required string UserId { get; init; }

        public required string RequestorId { get; init; }

        public required string RequestorInternalId { get; init; }

        public required string RequestorPublicId { get; init; }

        public string Status { get; init; } = "approved";

        public required Instant RespondedAt { get; init; }

        public required Instant CreatedAt { get; init; }

        public required Instant UpdatedAt { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>, IAnswer<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, caller) = (db.Write, request.Caller);
            await JoinCommunity.Join(tx, caller, request.CommunityId);
            var rows = await CommunityPayloads.Members(tx, [(request.CommunityId, caller.UserId)]);
            return new Response { JoinRequests = [.. rows.Select(row => Granted(caller, row))], CommunityUsers = rows };
        }

        public async Task<Response> Answer(Request request, Response written, IRead read) =>
            written with { Users = await UserPayloads.ByIds(read, request.Caller.Network, [request.Caller.UserId]) };

        private static JoinRequest Granted(Caller caller, CommunityUserBody row) => new()
        {
            Id = $"{row.CommunityId}-{row.UserInternalId}",
            JoinRequestId = $"{row.CommunityId}-{row.UserInternalId}",
            NetworkId = caller.Network.Id,
            TargetId = row.CommunityId,
            UserId = row.UserId,
            RequestorId = row.UserInternalId,
            RequestorInternalId = row.UserInternalId,
            RequestorPublicId = row.UserId,
            RespondedAt = row.CreatedAt,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.CreatedAt,
        };
    }
}
