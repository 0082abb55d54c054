using Amity.Core.Data;
using Amity.Modules.Roles;

namespace Amity.Modules.Users;

/// <summary>The roles that a user holds in the whole network.</summary>
internal static class UserRoles
{
    /// <summary>What the API allows.</summary>
    public const int Most = 10;

    public static Task<List<string>> Of(IRead db, string userId) => db.Many<string>(Held, new { userId });

    /// <summary>Makes these the user's roles, each a live one, and says so with <see cref="UserRolesChanged"/>.</summary>
    public static async Task Replace(IWrite tx, string userId, IReadOnlyCollection<string> roleIds)
    {
        await RoleFacts.DemandLive(tx, roleIds);
        await tx.Run(Delete, new { userId });
        foreach (var roleId in roleIds)
        {
            await UserCommands.GiveRole(tx, userId, roleId);
        }

        await tx.Raise(new UserRolesChanged(userId));
    }

    private const string Held = """
        select role_id
        from user_roles
        where user_id = @userId
        order by role_id
        limit 100
        """;

    private const string Delete = """
        delete from user_roles
        where user_id = @userId
        """;
}
