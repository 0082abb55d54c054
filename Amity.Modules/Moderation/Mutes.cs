using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;

namespace Amity.Modules.Moderation;

/// <summary>Why a user is muted, as it is stored and shown.</summary>
internal static class MuteReason
{
    public const string BlockedWord = "blockedWord", Link = "link", Repetition = "repetition";
}

/// <summary>Who may not write texts for a while. Reading, reactions, follows and all else go on.</summary>
internal static class Mutes
{
    /// <summary>Whoever holds it is never muted.</summary>
    public const string Exemption = "EXEMPT_FROM_MUTE";

    /// <summary>
    /// Throws <see cref="ErrorKind.Muted"/> while the caller is muted. On the caller's own time: a mute is stored before the refusal that brought it
    /// is answered, so that whatever begins after the answer meets it. From memory, where a network without mutes costs one look-up.
    /// </summary>
    public static async ValueTask Demand(Caller caller)
    {
        if (caller.Has(Exemption))
        {
            return;
        }

        var database = caller.Network.Database;
        using var read = database.Read();
        if (await read.Keep("mutes", reader => reader.One<string>(Any)) is not null
            && (await read.Keep("mute", [caller.UserId], Ends))[caller.UserId] > await Now(database, read))
        {
            throw new AmityException(ErrorKind.Muted);
        }
    }

    /// <summary>By the time of writes, which stands still after the machine's clock was set back: what has ended does not begin again.</summary>
    public static async Task<long> Now(Database database, IRead read) => Math.Max(database.Now, await read.LastInstant());

    /// <summary>Mutes a user from now on for so many milliseconds. A mute that ends later stays as it is.</summary>
    public static Task Store(Database database, string userId, string reason, long milliseconds) => database.Write(async tx =>
    {
        await tx.Run(DropEnded, new { now = tx.Now });
        return await tx.Run(Upsert, new { userId, reason, now = tx.Now, endsAt = tx.Now + milliseconds });
    });

    /// <summary>Ends a mute; false when the user is not muted.</summary>
    public static async Task<bool> Lift(IWrite tx, string userId) => await tx.Run(Delete, new { userId, now = tx.Now }) > 0;

    private static async Task<Dictionary<string, long>> Ends(IRead read, string[] userIds)
    {
        var ends = (await read.Many<MuteRow>(OfUsers, new { userIds })).ToDictionary(row => row.UserId, row => row.EndsAt);
        return userIds.ToDictionary(userId => userId, userId => ends.GetValueOrDefault(userId));
    }

    private const string Any = """
        select user_id
        from mutes
        limit 1
        """;

    private const string OfUsers = """
        select user_id,
               reason,
               ends_at,
               created_at
        from mutes
        where user_id in @userIds
        limit 100
        -- rests on mutes.user_id @userIds
        """;

    private const string Upsert = """
        insert into mutes (user_id, reason, ends_at, created_at)
        values (@userId, @reason, @endsAt, @now)
        on conflict (user_id) do update
        set reason = @reason,
            ends_at = @endsAt,
            created_at = @now
        where mutes.ends_at < @endsAt
        """;

    private const string DropEnded = """
        delete from mutes
        where user_id in (select user_id
                          from mutes
                          where ends_at <= @now
                          order by ends_at
                          limit 100)
        """;

    private const string Delete = """
        delete from mutes
        where user_id = @userId
          and ends_at > @now
        """;
}

/// <summary>A mute as it is stored.</summary>
internal sealed record MuteRow
{
    public string UserId { get; init; } = "";

    public string Reason { get; init; } = "";

    public long EndsAt { get; init; }

    public long CreatedAt { get; init; }
}
