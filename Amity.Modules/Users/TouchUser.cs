using Amity.Core.Data;

namespace Amity.Modules.Users;

public static partial class UserCommands
{
    /// <summary>Moves the time of the user's last change, for a change that stands nowhere else.</summary>
    public static Task Touch(IWrite tx, string userId) => tx.Run(SetTime, new { userId, now = tx.Now });

    private const string SetTime = """
        update users
        set updated_at = @now
        where user_id = @userId
        """;
}
