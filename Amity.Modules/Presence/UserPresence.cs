using Amity.Core.Data;

namespace Amity.Modules.Presence;

/// <summary>Whether a user shows that it is there; on until the user says otherwise.</summary>
internal sealed record UserPresence
{
    public bool IsEnabled { get; init; } = true;

    public long? EnabledAt { get; init; }

    public static Task<UserPresence> Of(IRead db, string userId) =>
        db.Keep($"presence of {userId}", async reader => await reader.One<UserPresence>(Stored, new { userId }) ?? new UserPresence());

    private const string Stored = """
        select is_enabled,
               enabled_at
        from presence_users
        where user_id = @userId
        """;
}
