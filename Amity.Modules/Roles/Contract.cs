using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;

namespace Amity.Modules.Roles;

/// <summary>The roles that the program itself knows; what each of them gives stands in <c>role_permissions</c>.</summary>
public static class RoleIds
{
    /// <summary>The role of an administrator in the whole network.</summary>
    public const string GlobalAdmin = "global-admin";

    /// <summary>The role of a member who moderates one community; its creator has it from the start.</summary>
    public const string CommunityModerator = "community-moderator";
}

/// <summary>
/// All permissions that there are: those that the API enumerates, and those that only the program asks for. A role gives no others, and the
/// program asks for no others. A permission that nothing asks for yet can be given all the same: the API has it.
/// </summary>
public static partial class Permissions;

/// <summary>What other modules need to know of roles before they hand them out.</summary>
public static class RoleFacts
{
    /// <summary>Refuses with <see cref="ErrorKind.NotFound"/> where one of the ids is no live role's.</summary>
    public static async Task DemandLive(IRead db, IReadOnlyCollection<string> roleIds)
    {
        if (roleIds.Count > 0 && await db.One<int>(Live, new { roleIds }) < roleIds.Distinct().Count())
        {
            throw Refuse.NotFound("Role");
        }
    }

    private const string Live = """
        select count(*)
        from roles
        where role_id in @roleIds
          and not is_deleted
        """;
}

/// <summary>Who hands roles out hands out what they give.</summary>
public static class RoleGrants
{
    /// <summary>
    /// Refuses a caller who would give these roles to a user or take them away without holding, in the whole network, all that they give.
    /// Administrators hold everything.
    /// </summary>
    public static async Task Demand(IRead db, Caller caller, IReadOnlyCollection<string> roleIds) =>
        RoleRights.DemandHeld(caller, (await RolePermissions.Of(db, roleIds)).Together(roleIds));
}

/// <summary>What roles give. A change of the matrix counts at once.</summary>
public static class RolePermissions
{
    /// <summary>The permissions of live roles by role id; a role that gives none is left out. At most 1000 ids.</summary>
    public static Task<ILookup<string, string>> Of(IRead db, IEnumerable<string> roleIds) => Read(db, "role permissions", roleIds, false);

    /// <summary>The same of roles that users hold: what each gives in the whole network. One that is only a member's role gives nothing there.</summary>
    public static Task<ILookup<string, string>> OfUsers(IRead db, IEnumerable<string> roleIds) => Read(db, "network permissions", roleIds, true);

    private static async Task<ILookup<string, string>> Read(IRead db, string kind, IEnumerable<string> roleIds, bool onlyNetworkWide)
    {
        var ids = roleIds.Distinct().ToArray();
        return (await db.Keep(kind, ids, async (reader, missing) =>
            {
                var rows = missing.Length == 0 ? [] : await reader.Many<Row>(ByRoles, new { ids = missing, onlyNetworkWide });
                var given = rows.ToLookup(row => row.RoleId, row => row.Permission);
                return missing.ToDictionary(id => id, id => given[id].ToArray());
            }))
            .SelectMany(role => role.Value, (role, permission) => (role.Key, permission))
            .ToLookup(row => row.Key, row => row.permission);
    }

    /// <summary>What a user's network-wide roles give, in alphabetical order.</summary>
    public static async Task<IReadOnlyList<string>> InNetwork(IRead db, string userId) => await db.Many<string>(OfUser, new { userId });

    /// <summary>What these roles give together, in alphabetical order.</summary>
    public static IReadOnlyList<string> Together(this ILookup<string, string> permissions, IEnumerable<string> roleIds) =>
        [.. roleIds.SelectMany(roleId => permissions[roleId]).Distinct().Order(StringComparer.Ordinal)];

    private const string ByRoles = """
        select p.role_id,
               p.permission
        from role_permissions p
        join roles r on r.role_id = p.role_id
        where p.role_id in @ids
          and not r.is_deleted
          and (r.is_network_wide or not @onlyNetworkWide)
        order by p.role_id, p.permission
        limit 100000
        """;

    private const string OfUser = """
        select distinct p.permission
        from user_roles h
        join roles r on r.role_id = h.role_id
        join role_permissions p on p.role_id = h.role_id
        where h.user_id = @userId
          and r.is_network_wide
          and not r.is_deleted
        order by p.permission
        limit 1000
        """;

    private sealed record Row
    {
        public string RoleId { get; init; } = "";

        public string Permission { get; init; } = "";
    }
}
