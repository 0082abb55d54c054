using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>
/// Whether users may stream live, and from which confidence on a stream is flagged or ended for what it shows. The thresholds are those that the
/// product's documentation gives: 40 and 75 percent.
/// </summary>
public sealed record VideoStreamingSettings
{
    public const string Name = "videoStreaming";

    /// <summary>In the order in which they are shown.</summary>
    internal static readonly string[] Categories = ["pornography", "violence", "prohibited", "inappropriate", "profanity"];

    [WaitsFor("live streams")]
    public bool Enabled { get; set; }

    public StreamModeration Moderation { get; set; } = new();

    public sealed record StreamModeration
    {
        [WaitsFor("live streams")]
        public bool Enabled { get; set; }

        /// <summary>One for each category.</summary>
        [WaitsFor("live streams")]
        public IReadOnlyList<StreamCategory> Categories { get; set; } = [.. VideoStreamingSettings.Categories.Select(name => new StreamCategory { Category = name })];
    }

    public sealed record StreamCategory
    {
        /// <summary><c>pornography</c>, <c>violence</c>, <c>prohibited</c>, <c>inappropriate</c> or <c>profanity</c>.</summary>
        public string Category { get; set; } = "";

        /// <summary>0 to 1.</summary>
        public double FlagThreshold { get; set; } = 0.4;

        /// <summary>0 to 1, and not below the other.</summary>
        public double TerminateThreshold { get; set; } = 0.75;
    }
}
