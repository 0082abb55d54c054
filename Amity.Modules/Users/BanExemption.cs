using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Roles;

namespace Amity.Modules.Users;

public static partial class BanExemption
{
    /// <summary>
    /// Refuses with <see cref="ErrorKind.ExemptFromBan"/> where one of the users is exempt: administrators and who holds EXEMPT_FROM_BAN by a
    /// role in the network are from everybody, so that an administrator has to take that role away first; who may ban in the whole network
    /// is from those who do not outrank them. Roles held in a community exempt nobody.
    /// </summary>
    /// <param name="db">The write that bans.</param>
    /// <param name="userIds">Who is to be banned.</param>
    /// <param name="permission">The permission to ban.</param>
    /// <param name="outranksHolders">Whether the caller may also ban who holds it in the whole network.</param>
    public static async Task Demand(IRead db, IReadOnlyCollection<string> userIds, string permission, bool outranksHolders)
    {
        var args = new { userIds, permission, outranksHolders, exemption = "EXEMPT_FROM_BAN", administrator = RoleIds.GlobalAdmin };
        if (await db.One<long>(Exempt, args) > 0)
        {
            throw new AmityException(ErrorKind.ExemptFromBan);
        }
    }

    private const string Exempt = """
        select count(*)
        from user_roles held
        join roles r on r.role_id = held.role_id
        where held.user_id in @userIds
          and not r.is_deleted
          and r.is_network_wide
          and (held.role_id = @administrator
               or exists (select 1
                          from role_permissions p
                          where p.role_id = held.role_id
                            and (p.permission = @exemption
                                 or (not @outranksHolders and p.permission = @permission))))
        """;
}
