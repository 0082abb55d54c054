using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Presence;

/// <summary>When each of these users was last heard of. Every user may ask; left out is who is unknown, banned or deleted, or does not show it.</summary>
public static class ListPresences
{
    private const int MostIds = 220;
    private const int LongestId = 300;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PresenceJson.Instance.PresencesBody,
        call => new Request { UserIds = call.Query.Ids("userIds") },
        "GET /api/v1/presence/users/list");

    [UseCase("listPresences", Allow.Users, "Tells of some users when they were last online.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<PresencesBody>
    {
        public IReadOnlyList<string> UserIds { get; init; } = [];

        public override void Validate(Checks check) => check.Items(UserIds, "userIds", MostIds, LongestId, min: 1);
    }

    internal sealed class Handler(IDb db, Heartbeats heartbeats) : IRequestHandler<Request, PresencesBody>
    {
        public async Task<PresencesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await PresenceSettings.Demand(db.Read);
            var shown = (await db.Read.Many<string>(Shown, new { request.UserIds })).ToHashSet(StringComparer.Ordinal);
            var database = request.Caller.Network.Database;
            return new PresencesBody
            {
                Presences = [.. request.UserIds.Where(shown.Remove).Select(userId => new PresenceBody { UserId = userId, LastHeartbeat = heartbeats.Of(database, userId) })],
            };
        }
    }

    private const string Shown = """
        select u.user_id
        from users u
        left join presence_users p on p.user_id = u.user_id
        where u.user_id in @UserIds
          and not u.is_deleted
          and not u.is_global_banned
          and coalesce(p.is_enabled, true)
        limit 1000
        """;
}
