using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Roles;

namespace Amity.Modules.Users;

/// <summary>The roles that a user holds in the whole network.</summary>
internal static class UserRoles
{
    /// <summary>What the API allows.</summary>
    public const int Most = 10;

    /// <summary>Those that are live.</summary>
    public static Task<List<string>> Of(IRead db, string userId) => db.Many<string>(Held, new { userId });

    /// <summary>
    /// Makes these the user's roles, each a live one, and says so with <see cref="UserRolesChanged"/>; does nothing where they are already.
    /// Needs ASSIGN_USER_ROLE, and all that the roles give which are given or taken away.
    /// </summary>
    public static async Task Replace(IWrite tx, Caller caller, string userId, IReadOnlyCollection<string> roleIds)
    {
        var held = await Of(tx, userId);
        string[] changed = [.. held.Except(roleIds), .. roleIds.Except(held)];
        if (changed.Length == 0)
        {
            return;
        }

        if (!caller.Has("ASSIGN_USER_ROLE"))
        {
            throw Refuse.Permission("Only administrator can update user roles.");
        }

        await RoleFacts.DemandLive(tx, roleIds);
        await RoleGrants.Demand(tx, caller, changed);
        await tx.Run(Delete, new { userId });
        foreach (var roleId in roleIds)
        {
            await UserCommands.GiveRole(tx, userId, roleId);
        }

        await tx.Raise(new UserRolesChanged(userId));
    }

    private const string Held = """
        select h.role_id
        from user_roles h
        join roles r on r.role_id = h.role_id
        where h.user_id = @userId
          and not r.is_deleted
        order by h.role_id
        limit 100
        """;

    private const string Delete = """
        delete from user_roles
        where user_id = @userId
        """;
}
