using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>The rules for the contents of feeds as the API answers them.</summary>
public sealed record FeedSettingsBody
{
    public required IReadOnlyList<FeedSettingBody> FeedSettings { get; init; }

    internal static FeedSettingsBody Of(FeedSettings settings) => new()
    {
        FeedSettings =
        [
            FeedSettingBody.Of("post", settings.Post),
            FeedSettingBody.Of("message", settings.Message),
            FeedSettingBody.Of("story", settings.Story),
        ],
    };
}

public sealed record FeedSettingBody
{
    /// <summary><c>post</c>, <c>message</c> or <c>story</c>.</summary>
    public required string FeedType { get; init; }

    public required IReadOnlyList<ContentSettingBody> ContentSettings { get; init; }

    internal static FeedSettingBody Of(string feedType, VideoRules rules) => new()
    {
        FeedType = feedType,
        ContentSettings =
        [
            new ContentSettingBody
            {
                ContentType = "video",
                Allowed = rules.Allowed,
                MaxDurationSeconds = rules.MaxDurationSeconds,
                TranscodeConfig = new TranscodeFields { MaxResolution = rules.MaxResolution, MinResolution = rules.MinResolution },
            },
        ],
    };
}

public sealed record ContentSettingBody
{
    public required string ContentType { get; init; }

    [WaitsFor("files")]
    public required bool Allowed { get; init; }

    [WaitsFor("files")]
    public required int MaxDurationSeconds { get; init; }

    public required TranscodeFields TranscodeConfig { get; init; }
}
