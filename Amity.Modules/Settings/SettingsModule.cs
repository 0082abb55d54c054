using System.Text.Json.Serialization;
using Amity.Core.Json;

namespace Amity.Modules.Settings;

public sealed class SettingsModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(UpdateNetworkSettings), UpdateNetworkSettings.Map),
        new(typeof(GetSocialSettings), GetSocialSettings.Map),
        new(typeof(UpdateSocialSettings), UpdateSocialSettings.Map),
        new(typeof(GetChatSettings), GetChatSettings.Map),
        new(typeof(UpdateChatSettings), UpdateChatSettings.Map),
        new(typeof(GetFeedSettings), GetFeedSettings.Map),
        new(typeof(UpdateFeedSettings), UpdateFeedSettings.Map),
        new(typeof(GetUserSettings), GetUserSettings.Map),
        new(typeof(UpdateUserSettings), UpdateUserSettings.Map),
        new(typeof(GetPreHookSettings), GetPreHookSettings.Map),
        new(typeof(UpdatePreHookSettings), UpdatePreHookSettings.Map),
        new(typeof(GetSemanticSearchSettings), GetSemanticSearchSettings.Map),
        new(typeof(UpdateSemanticSearchSettings), UpdateSemanticSearchSettings.Map),
        new(typeof(GetVideoStreamingSettings), GetVideoStreamingSettings.Map),
        new(typeof(UpdateVideoStreamingSettings), UpdateVideoStreamingSettings.Map),
        new(typeof(GetWebhookSettings), GetWebhookSettings.Map),
        new(typeof(UpdateWebhookSettings), UpdateWebhookSettings.Map),
        new(typeof(GetUiKitSettings), GetUiKitSettings.Map),
        new(typeof(UpdateUiKitSettings), UpdateUiKitSettings.Map),
        new(typeof(GetProductSettings), GetProductSettings.Map),
        new(typeof(UpdateProductSettings), UpdateProductSettings.Map),
        new(typeof(GetRankingSettings), GetRankingSettings.Map),
        new(typeof(UpdateRankingSettings), UpdateRankingSettings.Map),
        new(typeof(GetAds), GetAds.Map),
    ];
}

[JsonSerializable(typeof(GetAds.Response), TypeInfoPropertyName = "GetAdsResponse")]
[JsonSerializable(typeof(ChatSettings))]
[JsonSerializable(typeof(FeedSettings))]
[JsonSerializable(typeof(FeedSettingsBody))]
[JsonSerializable(typeof(NetworkSettingsBody))]
[JsonSerializable(typeof(PreHookBody))]
[JsonSerializable(typeof(PreHookSettings))]
[JsonSerializable(typeof(SemanticSearchBody))]
[JsonSerializable(typeof(SemanticSearchSettings))]
[JsonSerializable(typeof(TierSettings))]
[JsonSerializable(typeof(VideoStreamingSettings))]
[JsonSerializable(typeof(WebhookSettings))]
[JsonSerializable(typeof(ProductSettings))]
[JsonSerializable(typeof(RankingSettings))]
[JsonSerializable(typeof(SocialSettings))]
[JsonSerializable(typeof(SocialSettingsBody))]
[JsonSerializable(typeof(UiKitSettings))]
[JsonSerializable(typeof(UserSettings))]
[JsonSerializable(typeof(UpdateSocialSettings.Request), TypeInfoPropertyName = "UpdateSocialSettingsRequest")]
[JsonSerializable(typeof(UpdateChatSettings.Request), TypeInfoPropertyName = "UpdateChatSettingsRequest")]
[JsonSerializable(typeof(UpdateFeedSettings.Request), TypeInfoPropertyName = "UpdateFeedSettingsRequest")]
[JsonSerializable(typeof(UpdateUserSettings.Request), TypeInfoPropertyName = "UpdateUserSettingsRequest")]
[JsonSerializable(typeof(UpdateUiKitSettings.Request), TypeInfoPropertyName = "UpdateUiKitSettingsRequest")]
[JsonSerializable(typeof(UpdateProductSettings.Request), TypeInfoPropertyName = "UpdateProductSettingsRequest")]
[JsonSerializable(typeof(UpdateRankingSettings.Request), TypeInfoPropertyName = "UpdateRankingSettingsRequest")]
[JsonSerializable(typeof(UpdateNetworkSettings.Request), TypeInfoPropertyName = "UpdateNetworkSettingsRequest")]
[JsonSerializable(typeof(UpdatePreHookSettings.Request), TypeInfoPropertyName = "UpdatePreHookSettingsRequest")]
[JsonSerializable(typeof(UpdateSemanticSearchSettings.Request), TypeInfoPropertyName = "UpdateSemanticSearchSettingsRequest")]
[JsonSerializable(typeof(UpdateVideoStreamingSettings.Request), TypeInfoPropertyName = "UpdateVideoStreamingSettingsRequest")]
[JsonSerializable(typeof(UpdateWebhookSettings.Request), TypeInfoPropertyName = "UpdateWebhookSettingsRequest")]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    public static readonly SettingsJson Instance = new(AmityJson.Options());
}
