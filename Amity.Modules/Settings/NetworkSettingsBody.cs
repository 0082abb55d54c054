using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>The settings of a whole network as the API answers them.</summary>
public sealed record NetworkSettingsBody
{
    public required Switch VideoStreaming { get; init; }

    public required ChatSettings Chat { get; init; }

    public required SocialSettingsFields Social { get; init; }

    public required WebhookSettings Webhook { get; init; }

    public required Lists Moderation { get; init; }

    public required string TierHandler { get; init; }

    public sealed record Switch
    {
        [WaitsFor("live streams")]
        public required bool Enabled { get; init; }
    }

    public sealed record Lists
    {
        public required bool IsWhitelistEnabled { get; init; }
    }
}

/// <summary>What belongs to no part of the product.</summary>
public sealed record TierSettings
{
    public const string Name = "network";

    public string TierHandler { get; set; } = "";
}
