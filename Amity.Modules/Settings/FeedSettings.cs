using Amity.Core.Json;
using Amity.Core.Pipeline;

namespace Amity.Modules.Settings;

/// <summary>What may be in posts, messages and stories: the API lets a network decide on videos.</summary>
public sealed record FeedSettings
{
    public const string Name = "feed";

    public const int LongestInPosts = 7200;
    public const int LongestInMessages = 600;
    public const int LongestInStories = 90;

    public VideoRules Post { get; set; } = new() { MaxDurationSeconds = LongestInPosts };

    public VideoRules Message { get; set; } = new() { MaxDurationSeconds = LongestInMessages };

    public VideoRules Story { get; set; } = new() { MaxDurationSeconds = LongestInStories };
}

/// <summary>Which videos are taken, and what is made of them.</summary>
public sealed record VideoRules
{
    public bool Allowed { get; set; } = true;

    public int MaxDurationSeconds { get; set; }

    public string MaxResolution { get; set; } = "1080p";

    public string MinResolution { get; set; } = "360p";

    /// <summary>These rules with what is sent.</summary>
    internal VideoRules With(VideoInput? sent) => this with
    {
        Allowed = sent?.Allowed ?? Allowed,
        MaxDurationSeconds = sent?.MaxDurationSeconds ?? MaxDurationSeconds,
        MaxResolution = sent?.TranscodeConfig?.MaxResolution ?? MaxResolution,
        MinResolution = sent?.TranscodeConfig?.MinResolution ?? MinResolution,
    };
}

public sealed record FeedInput
{
    public VideoInput? Video { get; init; }
}

public sealed record VideoInput
{
    [WaitsFor("files")]
    public bool? Allowed { get; init; }

    [WaitsFor("files")]
    public int? MaxDurationSeconds { get; init; }

    public TranscodeFields? TranscodeConfig { get; init; }
}

/// <summary>Heights of a picture: <c>1080p</c>, <c>720p</c>, <c>480p</c> or <c>360p</c>.</summary>
public sealed record TranscodeFields
{
    [WaitsFor("files")]
    [Told]
    public string? MaxResolution { get; init; }

    [WaitsFor("files")]
    [Told]
    public string? MinResolution { get; init; }
}

/// <summary>The shape of the rules that are sent.</summary>
internal static class FeedInputs
{
    private static readonly string[] Resolutions = ["360p", "480p", "720p", "1080p"];

    public static Checks Video(this Checks check, VideoInput? video, string feed, int longest) => check
        .Range(video?.MaxDurationSeconds, $"{feed}.video.maxDurationSeconds", 1, longest)
        .OneOf(video?.TranscodeConfig?.MaxResolution, $"{feed}.video.transcodeConfig.maxResolution", Resolutions)
        .OneOf(video?.TranscodeConfig?.MinResolution, $"{feed}.video.transcodeConfig.minResolution", Resolutions);

    /// <summary>Whether the smallest picture is not larger than the largest.</summary>
    public static bool InOrder(this VideoRules rules) =>
        Array.IndexOf(Resolutions, rules.MinResolution) <= Array.IndexOf(Resolutions, rules.MaxResolution);
}
