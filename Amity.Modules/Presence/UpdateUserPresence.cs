using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Presence;

/// <summary>Shows or hides that the caller is there; hidden, it is at once in no list. Every user may, for itself. A repeat changes nothing but the time.</summary>
public static class UpdateUserPresence
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PresenceJson.Instance.UserPresenceBody,
        call => call.Json(PresenceJson.Instance.UpdateUserPresenceRequest),
        "PUT /api/v1/presence/settings/user");

    [UseCase("updateUserPresence", Allow.Users, "Shows or hides whether the caller is online.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<UserPresenceBody>, IWriteRequest
    {
        public bool? Enabled { get; init; }

        public override void Validate(Checks check) => check.Required(Enabled, "enabled");
    }

    internal sealed class Handler(IDb db, Heartbeats heartbeats) : IRequestHandler<Request, UserPresenceBody>
    {
        public async Task<UserPresenceBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, userId, isEnabled) = (db.Write, request.Caller.UserId, request.Enabled is true);
            await PresenceSettings.Demand(tx);
            var enabledAt = isEnabled ? tx.Now : (await UserPresence.Of(tx, userId)).EnabledAt;
            await tx.Run(Upsert, new { userId, isEnabled, enabledAt });
            if (!isEnabled)
            {
                var database = tx.Database;
                tx.AfterCommit(() => heartbeats.Forget(database, userId));
            }

            return new UserPresenceBody { Enabled = isEnabled, EnabledAt = enabledAt };
        }
    }

    private const string Upsert = """
        insert into presence_users (user_id, is_enabled, enabled_at)
        values (@userId, @isEnabled, @enabledAt)
        on conflict (user_id) do update
        set is_enabled = @isEnabled,
            enabled_at = @enabledAt
        """;
}
