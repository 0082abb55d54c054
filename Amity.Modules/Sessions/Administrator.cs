using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Roles;
using Amity.Modules.Users;

namespace Amity.Modules.Sessions;

/// <summary>The user behind an administrator's name: whoever has the role that a token's first use gives, or an administrator.</summary>
/// <param name="User">Null while nobody has the id.</param>
/// <param name="HasRole">Whether the user is an administrator.</param>
internal readonly record struct Administrator(UserFacts? User, bool HasRole)
{
    /// <summary>Nobody has the id: a token may take it.</summary>
    public bool IsNew => User is null;

    /// <summary>Whether a token of this name is good.</summary>
    public bool MayAct => HasRole && User is { IsBarred: false };

    public string InternalId => User?.InternalId ?? "";

    public static async Task<Administrator> Of(IRead db, string name) =>
        new(await UserFacts.Of(db, name), await db.One<bool>(Holds, new { name, role = RoleIds.GlobalAdmin }));

    /// <summary>Makes the user, unless somebody has the id.</summary>
    public static async Task<Administrator> Register(IWrite tx, string name)
    {
        var known = await Of(tx, name);
        if (!known.IsNew)
        {
            return known;
        }

        await UserCommands.Register(tx, name, null);
        await UserCommands.GiveRole(tx, name, RoleIds.GlobalAdmin);
        return await Of(tx, name);
    }

    /// <summary>Refuses a name under which a token would act as a user who is no administrator.</summary>
    public void Demand(string name)
    {
        if (!IsNew && !MayAct)
        {
            throw Refuse.Forbidden(User switch
            {
                { IsDeleted: true } => $"The user '{name}' was deleted: choose another name.",
                { IsGlobalBanned: true } => $"The user '{name}' is banned: choose another name.",
                _ => $"There is a user '{name}' who is no administrator: choose another name.",
            });
        }
    }

    private const string Holds = """
        select count(*) > 0
        from user_roles
        where user_id = @name
          and role_id = @role
        """;
}
