namespace Amity.Modules.Blocks;

/// <summary>
/// Blocks between users, for other modules' decisions. A block counts the same in both directions; administrators have none that counts.
/// </summary>
public static partial class UserBlocks;

/// <summary>Conditions on blocks for the statements of other modules. They read <c>@callerId</c>.</summary>
public static class BlockSql
{
    /// <summary>
    /// Those with a block between them and the caller, whoever of the two made it; goes behind <c>in</c>. Put a test of
    /// <see cref="UserBlocks.Concern"/> before it, so that callers without blocks pay nothing.
    /// </summary>
    public const string Apart = """
        (select mine.blocked_user_id
                              from blocks mine
                              where mine.user_id = @callerId
                              union all
                              select theirs.user_id
                              from blocks theirs
                              where theirs.blocked_user_id = @callerId)
        """;

    /// <summary>What a statement with this condition says behind <c>-- rests on</c>.</summary>
    public const string Rests = "blocks.user_id @callerId, blocks.blocked_user_id @callerId";
}
