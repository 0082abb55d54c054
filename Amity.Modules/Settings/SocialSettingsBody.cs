using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>The social settings as the API answers them.</summary>
public record SocialSettingsFields
{
    public bool Enabled { get; init; }

    /// <summary><c>public</c> or <c>private</c>.</summary>
    public string UserPrivacySetting { get; init; } = "";

    public bool IsFollowWithRequestEnabled { get; init; }

    public bool IsAllowEditPostWhenReviewingEnabled { get; init; }

    public bool DisallowNonMemberInteractInCommunity { get; init; }

    public bool AllowJoinPrivateCommunity { get; init; }

    [WaitsFor("channels")]
    public bool IsAllowMentionedChannelEnabled { get; init; }

    public GlobalFeedFields GlobalFeed { get; init; } = new();

    public StoryFields Story { get; init; } = new();

    internal static SocialSettingsFields Of(SocialSettings settings, ChatSettings chat) => new()
    {
        Enabled = settings.Enabled,
        UserPrivacySetting = settings.UserPrivacySetting,
        IsFollowWithRequestEnabled = settings.IsFollowWithRequestEnabled,
        IsAllowEditPostWhenReviewingEnabled = settings.IsAllowEditPostWhenReviewingEnabled,
        DisallowNonMemberInteractInCommunity = settings.DisallowNonMemberInteractInCommunity,
        AllowJoinPrivateCommunity = settings.AllowJoinPrivateCommunity,
        IsAllowMentionedChannelEnabled = chat.Mention.IsAllowMentionedChannelEnabled,
        GlobalFeed = new GlobalFeedFields
        {
            ShowOnlyMyFeed = settings.ShowOnlyMyFeed,
            ShowMyPost = settings.ShowMyPost,
            ShowEveryonePost = settings.ShowEveryonePost,
            ShowCommunityPost = settings.ShowCommunityPost,
            ShowFollowingPost = settings.ShowFollowingPost,
            MaxGlobalPinnedPost = settings.MaxGlobalPinnedPost,
        },
        Story = new StoryFields
        {
            ExpiryTimeMinutes = settings.StoryExpiryTimeMinutes,
            AllowAllUserToCreateStory = settings.AllowAllUserToCreateStory,
        },
    };

    /// <summary>What a global feed is made of.</summary>
    public sealed record GlobalFeedFields
    {
        public bool ShowOnlyMyFeed { get; init; }

        public bool ShowMyPost { get; init; }

        public bool ShowEveryonePost { get; init; }

        public bool ShowCommunityPost { get; init; }

        public bool ShowFollowingPost { get; init; }

        public int MaxGlobalPinnedPost { get; init; }
    }

    public sealed record StoryFields
    {
        [WaitsFor("stories")]
        public int ExpiryTimeMinutes { get; init; }

        [WaitsFor("stories")]
        public bool AllowAllUserToCreateStory { get; init; }
    }
}

/// <summary>The answer: the fields as the API's description has them, and once more where the SDK looks.</summary>
public sealed record SocialSettingsBody : SocialSettingsFields
{
    private SocialSettingsBody(SocialSettingsFields fields)
        : base(fields) => SocialNetworkSetting = fields;

    public SocialSettingsFields SocialNetworkSetting { get; }

    internal static new SocialSettingsBody Of(SocialSettings settings, ChatSettings chat) => new(SocialSettingsFields.Of(settings, chat));
}
