using Amity.Core.Data;
using Amity.Core.Errors;

namespace Amity.Modules.Roles;

/// <summary>The roles that the program itself knows; what each of them gives stands in <c>role_permissions</c>.</summary>
public static class RoleIds
{
    /// <summary>The role of an administrator in the whole network.</summary>
    public const string GlobalAdmin = "global-admin";

    /// <summary>The role of a member who moderates one community; its creator has it from the start.</summary>
    public const string CommunityModerator = "community-moderator";
}

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

/// <summary>What roles give. A change of the matrix counts at once.</summary>
public static class RolePermissions
{
    /// <summary>The permissions of live roles by role id; a role that gives none is left out. At most 1000 ids.</summary>
    public static async Task<ILookup<string, string>> Of(IRead db, IEnumerable<string> roleIds)
    {
        var ids = roleIds.Distinct().ToArray();
        return (await db.Keep("role permissions", ids, async (reader, missing) =>
            {
                var rows = missing.Length == 0 ? [] : await reader.Many<Row>(ByRoles, new { ids = missing });
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
        order by p.role_id, p.permission
        limit 10000
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
