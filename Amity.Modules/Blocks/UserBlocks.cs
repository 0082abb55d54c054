using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Modules.Blocks;

public static partial class UserBlocks
{
    /// <summary>Whether there is a block between the caller and anybody; from memory outside of writes, because nearly every answer asks.</summary>
    public static async Task<bool> Concern(IRead db, Caller caller) =>
        !caller.IsAdministrator && await db.Keep($"blocks of {caller.UserId}", reader => HasAny(reader, caller.UserId));

    /// <summary>Whether there is one between the caller and this user.</summary>
    public static async Task<bool> IsBetween(IRead db, Caller caller, string userId) =>
        await Concern(db, caller) && await db.One<string>(Between, new { callerId = caller.UserId, userId }) is not null;

    private static async Task<bool> HasAny(IRead db, string callerId) => await db.One<string>(Any, new { callerId }) is not null;

    private const string Any = $"""
        select block_id
        from blocks
        where user_id = @callerId
           or blocked_user_id = @callerId
        limit 1
        -- rests on {BlockSql.Rests}
        """;

    private const string Between = $"""
        select block_id
        from blocks
        where (user_id = @callerId and blocked_user_id = @userId)
           or (user_id = @userId and blocked_user_id = @callerId)
        limit 1
        -- rests on {BlockSql.Rests}
        """;
}
