using Amity.Core.Data;

namespace Amity.Modules.Roles;

/// <summary>Changes what roles give. Nobody has to be told: what was read of it is read again, and live sessions rest on these rows.</summary>
internal static class RolePermissionRows
{
    /// <summary>Gives these; what the role gives already it gives once.</summary>
    public static async Task Add(IWrite tx, string roleId, IEnumerable<string> permissions)
    {
        foreach (var permission in permissions)
        {
            await tx.Run(Insert, new { roleId, permission });
        }
    }

    /// <summary>Gives these and no others.</summary>
    public static async Task Replace(IWrite tx, string roleId, IReadOnlyCollection<string> permissions)
    {
        await tx.Run(DeleteOthers, new { roleId, permissions });
        await Add(tx, roleId, permissions);
    }

    private const string Insert = """
        insert into role_permissions (role_id, permission)
        values (@roleId, @permission)
        on conflict (role_id, permission) do nothing
        """;

    private const string DeleteOthers = """
        delete from role_permissions
        where role_id = @roleId
          and permission not in @permissions
        """;
}
