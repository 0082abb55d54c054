using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Ends the memberships of users, and the roles that came with them. Its moderators may, who hold what those roles give and could ban the
/// users, and administrators, as long as one moderator remains. Of those who are banned the ban ends too, when the caller may ban; who asked to join is rejected. Who is nothing of these stays
/// as they are, so that a repeat changes nothing. What the users wrote stays.
/// </summary>
public static class RemoveMembers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        Bind,
        "DELETE /api/v3/communities/{communityId}/users");

    private static Request Bind(Call call)
    {
        // The description has the ids in the query, the SDK sends them in the body.
        var userIds = call.Query.List("userIds");
        var request = userIds.Count > 0 ? new Request { UserIds = userIds } : call.Json(CommunitiesJson.Instance.RemoveMembersRequest);
        return request with { CommunityId = call.Path("communityId") };
    }

    [UseCase("removeCommunityUsers", Allow.Users, "Removes users from a community.", Asks = ["REMOVE_COMMUNITY_USER"])]
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
            access.Demand(request.Caller, "REMOVE_COMMUNITY_USER");
            await DemandRemovable(request.Caller, access, request.UserIds!);
            await CommunityMembers.Remove(db.Write, access.CommunityId, request.UserIds!, MembersChange.Removed);
            await JoinRequests.End(db.Write, request.Caller, access.CommunityId, request.UserIds!, "rejected");
            if (access.Allows(request.Caller, CommunityBans.Permission))
            {
                await CommunityBans.Clear(db.Write, access.CommunityId, request.UserIds!);
            }

            return CommunitiesBody.Empty;
        }

        // Administrators remove whom they cannot ban, and everybody may leave. Who is no member loses nothing.
        private async Task DemandRemovable(Caller caller, CommunityAccess access, IEnumerable<string> userIds)
        {
            if (!caller.IsAdministrator)
            {
                string[] others = [.. userIds.Distinct().Where(userId => userId != caller.UserId)];
                var members = await db.Write.Many<string>(Members, new { communityId = access.CommunityId, userIds = others });
                await CommunityBans.DemandBannable(db.Write, caller, access, members);
            }
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, request.UserIds!);
    }

    private const string Members = """
        select user_id
        from community_users
        where community_id = @communityId
          and user_id in @userIds
          and membership = 'member'
        limit 100
        """;
}
