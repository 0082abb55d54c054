using Amity.Core.Data;

namespace Amity.Modules.Sessions;

/// <summary>
/// One device, one live token. A registration on a device ends the token that the device had: superseded when the user is the same, so
/// that realtime connections opened with it stay until it expires (the SDK keeps them over a renewal), removed when another user takes over.
/// </summary>
internal static class DeviceRule
{
    public static async Task Apply(IWrite tx, LiveSessions live, string deviceId, string userId)
    {
        var ended = await tx.Many<string>(LiveOnDevice, new { deviceId });
        await tx.Run(Supersede, new { deviceId, userId, now = tx.Now });
        if (await tx.Many<string>(OfOthers, new { deviceId, userId }) is { Count: > 0 } taken)
        {
            await tx.Run(RemoveOthers, new { deviceId, userId });
            await tx.Raise(new TokensEnded(taken));
        }

        await tx.Run(RemoveExpired, new { now = tx.Now });
        if (ended.Count > 0)
        {
            tx.AfterCommit(() => live.End(ended));
        }
    }

    private const string LiveOnDevice = """
        select token_hash
        from sessions
        where device_id = @deviceId
          and superseded_at is null
        limit 100
        """;

    private const string OfOthers = """
        select token_hash
        from sessions
        where device_id = @deviceId
          and user_id <> @userId
        limit 10000
        """;

    private const string Supersede = """
        update sessions
        set superseded_at = @now
        where device_id = @deviceId
          and superseded_at is null
          and user_id = @userId
        """;

    private const string RemoveOthers = """
        delete from sessions
        where device_id = @deviceId
          and user_id <> @userId
        """;

    // A few with every registration keep the table in step with its use, without a job of its own.
    private const string RemoveExpired = """
        delete from sessions
        where session_id in (select session_id from sessions where expires_at <= @now order by expires_at limit 10)
        """;
}
