using Amity.Core.Data;
using Amity.Core.Errors;

namespace Amity.Modules.Presence;

/// <summary>Whether a network shows who is there, and how often its clients say so. Off, as the API has it from the start.</summary>
internal sealed record PresenceSettings
{
    /// <summary>Of the two intervals, in seconds, as the API bounds them.</summary>
    public const int ShortestInterval = 20;

    public const int LongestInterval = 50;

    private const int DefaultInterval = 30;

    /// <summary>A user is online while the last heartbeat is not older than so many intervals: one may be lost. No source says how many.</summary>
    private const int IntervalsOnline = 2;

    public bool IsEnabled { get; init; }

    public int HeartbeatInterval { get; init; } = DefaultInterval;

    public int SyncInterval { get; init; } = DefaultInterval;

    public long? UpdatedAt { get; init; }

    public TimeSpan OnlineFor => TimeSpan.FromSeconds(IntervalsOnline * HeartbeatInterval);

    public static Task<PresenceSettings> Of(IRead db) =>
        db.Keep("presence", async reader => await reader.One<PresenceSettings>(Stored) ?? new PresenceSettings());

    /// <summary>The settings of a network that has presence; refused in one that has not.</summary>
    public static async Task<PresenceSettings> Demand(IRead db) =>
        await Of(db) is { IsEnabled: true } settings ? settings : throw Off();

    public static AmityException Off() => Refuse.Forbidden("The feature is not enabled!");

    public static Task Store(IWrite tx, PresenceSettings settings) =>
        tx.Run(Upsert, new { name = "network", settings.IsEnabled, settings.HeartbeatInterval, settings.SyncInterval, now = tx.Now });

    private const string Stored = """
        select is_enabled,
               heartbeat_interval,
               sync_interval,
               updated_at
        from presence_settings
        where name = 'network'
        """;

    private const string Upsert = """
        insert into presence_settings (name, is_enabled, heartbeat_interval, sync_interval, updated_at)
        values (@name, @IsEnabled, @HeartbeatInterval, @SyncInterval, @now)
        on conflict (name) do update
        set is_enabled         = @IsEnabled,
            heartbeat_interval = @HeartbeatInterval,
            sync_interval      = @SyncInterval,
            updated_at         = @now
        """;
}
