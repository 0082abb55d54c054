using Amity.Core.Data;
using Amity.Core.Errors;

namespace Amity.Modules.Moderation;

/// <summary>
/// What users wrote lately, while a network refuses repetitions. A text counts in the write that stores it, so that of any number of requests at
/// a time exactly as many are stored as may be, and one that fails for another reason counts for nothing.
/// </summary>
internal static class SaidTexts
{
    /// <summary>Of one user; older ones are forgotten before their time.</summary>
    private const int MostOfUser = ModerationSettings.MostRepetitions;

    /// <summary>
    /// Counts a text, or throws <see cref="ErrorKind.MaxRepetition"/> when the user wrote it as often as allowed within the timeout that ends now.
    /// A text counts until the timeout has passed since it was written, not a millisecond longer.
    /// </summary>
    public static async Task Add(IWrite tx, ModerationSettings settings, string userId, string textHash)
    {
        var (now, most) = (tx.Now, settings.MaxRepetition);
        var since = Math.Max(now - settings.MaxRepetitionTimeout, settings.ForgottenUntil);
        if (await tx.One<long>(Count, new { userId, textHash, since, most }) >= most)
        {
            throw new AmityException(ErrorKind.MaxRepetition);
        }

        var sequence = await tx.One<long>(Last, new { userId }) + 1;
        await tx.Run(Insert, new { userId, sequence, textHash, now });
        await tx.Run(DropOldest, new { userId, upTo = sequence - MostOfUser });

        // More than are added, so that what has passed is soon gone, whoever wrote it.
        await tx.Run(DropPassed, new { since, most = 10 });
    }

    /// <summary>Removes some that were written until then, at most so many, and tells how many.</summary>
    public static Task<int> Drop(IWrite tx, long until, int most) => tx.Run(DropPassed, new { since = until, most });

    private const string Count = """
        select count(*)
        from (select sequence
              from said_texts
              where user_id = @userId
                and text_hash = @textHash
                and created_at > @since
              limit @most) as lately
        """;

    private const string Last = """
        select sequence
        from said_texts
        where user_id = @userId
        order by sequence desc
        limit 1
        """;

    private const string Insert = """
        insert into said_texts (user_id, sequence, text_hash, created_at)
        values (@userId, @sequence, @textHash, @now)
        """;

    private const string DropOldest = """
        delete from said_texts
        where user_id = @userId
          and sequence <= @upTo
        """;

    private const string DropPassed = """
        delete from said_texts
        where (user_id, sequence) in (select user_id,
                                             sequence
                                      from said_texts
                                      where created_at <= @since
                                      order by created_at
                                      limit @most)
        """;
}
