using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;

namespace Amity.Modules.Users;

/// <summary>Bans from the whole network.</summary>
internal static class UserBans
{
    public const string Permission = "BAN_USER";

    /// <summary>The live user, for a caller who may ban users and lift bans.</summary>
    public static async Task<UserFacts> Demand(IWrite tx, Caller caller, string userId) =>
        !caller.Has(Permission) ? throw Refuse.Permission($"Permission denied: {Permission} is needed.")
        : await UserFacts.Of(tx, userId) is { IsDeleted: false } user ? user
        : throw Refuse.NotFound("User");

    public static Task Set(IWrite tx, string userId, bool isBanned) => tx.Run(Update, new { userId, isBanned, now = tx.Now });

    private const string Update = """
        update users
        set is_global_banned = @isBanned,
            updated_at       = @now
        where user_id = @userId
        """;
}
