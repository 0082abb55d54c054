using Amity.Core.Data;

namespace Amity.Modules.Roles;

/// <summary>Changes what roles give. Nobody has to be told: what was read of it is read again, and live sessions rest on these rows.</summary>
internal static class RolePermissionRows
{
    /// <summary>Lets each of the roles give each of these; what a role gives already it gives once.</summary>
    public static async Task Add(IWrite tx, IReadOnlyCollection<string> roleIds, IEnumerable<string> permissions)
    {
        foreach (var permission in permissions)
        {
            await tx.Run(Insert, new { roleIds, permission });
        }
    }

    /// <summary>Gives these and no others.</summary>
    public static async Task Replace(IWrite tx, string roleId, IReadOnlyCollection<string> permissions)
    {
        await tx.Run(DeleteOthers, new { roleId, permissions });
        await Add(tx, [roleId], permissions);
    }

    private const string Insert = """
        insert into role_permissions (role_id, permission)
        select role_id, @permission
        from roles
        where role_id in @roleIds
        on conflict (role_id, permission) do nothing
        """;

    private const string DeleteOthers = """
        delete from role_permissions
        where role_id = @roleId
          and permission not in @permissions
        """;
}
