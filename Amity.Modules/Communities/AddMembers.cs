using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Makes users members of a community, all or none of them. Its moderators may, and administrators; users who are unknown or banned from
/// it are refused. Who is a member already stays one and is counted once; who
/// asked to join need not wait any more.
/// </summary>
public static class AddMembers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => call.Json(CommunitiesJson.Instance.AddMembersRequest) with { CommunityId = call.Path("communityId") },
        "POST /api/v3/communities/{communityId}/users");

    [UseCase("addCommunityUsers", Allow.Users, "Adds users to a community.", Asks = ["ADD_COMMUNITY_USER"])]
    public sealed record Request : AmityRequest<CommunitiesBody>, IWriteRequest
    {
        /// <summary>From the path; what the body says of it does not matter.</summary>
        [JsonIgnore]
        public string CommunityId { get; init; } = "";

        public IReadOnlyList<string>? UserIds { get; init; }

        public override void Validate(Checks check) => check
            .Required(UserIds, "userIds")
            .Items(UserIds, "userIds", max: 100, maxLength: 50, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var access = await CommunityAccess.OfLive(db.Write, request.Caller, request.CommunityId);
            access.Demand(request.Caller, "ADD_COMMUNITY_USER");
            await CommunityMembers.Add(db.Write, request.Caller, access.CommunityId, request.UserIds!);
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, request.UserIds!);
    }
}
