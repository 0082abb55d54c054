using Amity.Core.Data;
using Amity.Core.Text;

namespace Amity.Modules.Users;

public static partial class UserCommands
{
    /// <summary>Creates the user when the id is new, and says so with <see cref="UserCreated"/>. An existing user is left as it is.</summary>
    public static async Task Register(IWrite tx, string userId, string? displayName)
    {
        var name = string.IsNullOrEmpty(displayName) ? userId : displayName;
        var created = await tx.Run(Insert, new
        {
            userId,
            internalId = tx.NewId(),
            name,
            key = SortKey.Of(name),
            search = SearchKey.Of(name),
            now = tx.Now,
        });
        if (created > 0)
        {
            await tx.Raise(new UserCreated(userId));
        }
    }

    public static Task Rename(IWrite tx, string userId, string displayName) =>
        tx.Run(SetName, new { userId, displayName, key = SortKey.Of(displayName), search = SearchKey.Of(displayName), now = tx.Now });

    /// <summary>Gives the user a network-wide role; a repeat changes nothing.</summary>
    public static Task GiveRole(IWrite tx, string userId, string roleId) => tx.Run(InsertRole, new { userId, roleId });

    private const string Insert = """
        insert into users (user_id, internal_id, display_name, display_name_key, display_name_search, created_at, updated_at)
        values (@userId, @internalId, @name, @key, @search, @now, @now)
        on conflict (user_id) do nothing
        """;

    private const string SetName = """
        update users
        set display_name        = @displayName,
            display_name_key    = @key,
            display_name_search = @search,
            updated_at          = @now
        where user_id = @userId
          and display_name <> @displayName
        """;

    private const string InsertRole = """
        insert into user_roles (user_id, role_id)
        values (@userId, @roleId)
        on conflict (user_id, role_id) do nothing
        """;
}
