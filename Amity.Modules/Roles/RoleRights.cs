using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;

namespace Amity.Modules.Roles;

/// <summary>
/// Who may change what a role gives. Nobody but an administrator hands out what they do not hold themselves, nor takes away what they could
/// not have given: else whoever may edit one small role could make an administrator of themselves, or disarm one.
/// </summary>
internal static class RoleRights
{
    public static void Demand(Caller caller, string permission)
    {
        if (!caller.Has(permission))
        {
            throw Refuse.Permission($"Permission denied: {permission} is needed in the network.");
        }
    }

    /// <summary>Refuses a caller who does not hold all of these in the whole network.</summary>
    public static void DemandHeld(Caller caller, IEnumerable<string> permissions)
    {
        if (permissions.FirstOrDefault(permission => !caller.Has(permission)) is { } missing)
        {
            throw Refuse.Permission($"Permission denied: who does not hold {missing} can neither give it nor take it away.");
        }
    }

    /// <summary>
    /// Refuses a change of what a role gives. Of the built-in roles only administrators change it, and that of administrators stays whole:
    /// it is what the server's own documentation, and every administrator, relies on.
    /// </summary>
    public static void DemandChange(Caller caller, RoleRow role, IEnumerable<string> before, IEnumerable<string> after)
    {
        if (role.RoleId == RoleIds.GlobalAdmin)
        {
            throw Refuse.Forbidden("The role of administrators gives everything and stays as it is.");
        }

        if (role.IsSystem && !caller.IsAdministrator)
        {
            throw Refuse.Permission("Only administrator can change a built-in role.");
        }

        DemandHeld(caller, before.Union(after));
    }

    /// <summary>The shape of a list of permissions: known ones, each as often as one likes.</summary>
    public static Checks KnownPermissions(this Checks check, IReadOnlyList<string>? permissions) => check
        .Required(permissions, "permissions")
        .Items(permissions, "permissions", max: 200, maxLength: 100)
        .That(
            permissions is null || permissions.All(Permissions.All.Contains),
            $"Each item of the 'permissions' field must be one of: {string.Join(", ", Permissions.All.Order(StringComparer.Ordinal))}.");
}
