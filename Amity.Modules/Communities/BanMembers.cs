using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Bans users from a community, members or not: they cannot join, post, comment or react there any more; what they wrote stays. Its
/// moderators may, who hold there what the roles of those whom they ban give, and administrators; nobody bans themselves, an administrator, a
/// holder of EXEMPT_FROM_BAN or the last moderator. A repeat changes nothing.
/// </summary>
public static class BanMembers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => call.Json(CommunitiesJson.Instance.BanMembersRequest) with { CommunityId = call.Path("communityId") },
        "PUT /api/v3/communities/{communityId}/users/ban");

    [UseCase("banCommunityUsers", Allow.Users, "Bans users from a community.", Asks = ["BAN_COMMUNITY_USER"])]
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
            access.Demand(request.Caller, CommunityBans.Permission);
            await CommunityBans.Ban(db.Write, request.Caller, access, request.UserIds!);
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, request.UserIds!);
    }
}
