using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>
/// Changes the social settings that are sent and no others. Administrators may. What was decided under the old settings stays: requests that
/// wait go on waiting. A repeat changes nothing.
/// </summary>
public static class UpdateSocialSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.SocialSettingsBody,
        call => call.Json(SettingsJson.Instance.UpdateSocialSettingsRequest),
        "PUT /api/v3/network-settings/social");

    [UseCase("updateSocialSettings", Allow.Administrators, "Changes the network's social settings, field by field.")]
    public sealed record Request : AmityRequest<SocialSettingsBody>, IWriteRequest
    {
        /// <summary><c>public</c> or <c>private</c>.</summary>
        [Told]
        public string? UserPrivacySetting { get; init; }

        public bool? IsFollowWithRequestEnabled { get; init; }

        public bool? IsAllowEditPostWhenReviewingEnabled { get; init; }

        public bool? DisallowNonMemberInteractInCommunity { get; init; }

        public bool? AllowJoinPrivateCommunity { get; init; }

        /// <summary>That of the chat settings: there is one.</summary>
        [WaitsFor("channels")]
        public bool? IsAllowMentionedChannelEnabled { get; init; }

        public bool? ShowOnlyMyFeed { get; init; }

        public bool? ShowMyPost { get; init; }

        public bool? ShowEveryonePost { get; init; }

        public bool? ShowCommunityPost { get; init; }

        public bool? ShowFollowingPost { get; init; }

        /// <summary>1 to 20.</summary>
        public int? MaxGlobalPinnedPost { get; init; }

        /// <summary>60 to 1440.</summary>
        [WaitsFor("stories")]
        public int? StoryExpiryTimeMinutes { get; init; }

        [WaitsFor("stories")]
        public bool? AllowAllUserToCreateStory { get; init; }

        public override void Validate(Checks check) => check
            .OneOf(UserPrivacySetting, "userPrivacySetting", "public", "private")
            .Range(MaxGlobalPinnedPost, "maxGlobalPinnedPost", 1, 20)
            .Range(StoryExpiryTimeMinutes, "storyExpiryTimeMinutes", 60, 1440);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, SocialSettingsBody>
    {
        public async Task<SocialSettingsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, SocialSettings.Name, SettingsJson.Instance.SocialSettings);
            var settings = before with
            {
                UserPrivacySetting = request.UserPrivacySetting ?? before.UserPrivacySetting,
                IsFollowWithRequestEnabled = request.IsFollowWithRequestEnabled ?? before.IsFollowWithRequestEnabled,
                IsAllowEditPostWhenReviewingEnabled = request.IsAllowEditPostWhenReviewingEnabled ?? before.IsAllowEditPostWhenReviewingEnabled,
                DisallowNonMemberInteractInCommunity = request.DisallowNonMemberInteractInCommunity ?? before.DisallowNonMemberInteractInCommunity,
                AllowJoinPrivateCommunity = request.AllowJoinPrivateCommunity ?? before.AllowJoinPrivateCommunity,
                ShowOnlyMyFeed = request.ShowOnlyMyFeed ?? before.ShowOnlyMyFeed,
                ShowMyPost = request.ShowMyPost ?? before.ShowMyPost,
                ShowEveryonePost = request.ShowEveryonePost ?? before.ShowEveryonePost,
                ShowCommunityPost = request.ShowCommunityPost ?? before.ShowCommunityPost,
                ShowFollowingPost = request.ShowFollowingPost ?? before.ShowFollowingPost,
                MaxGlobalPinnedPost = request.MaxGlobalPinnedPost ?? before.MaxGlobalPinnedPost,
                StoryExpiryTimeMinutes = request.StoryExpiryTimeMinutes ?? before.StoryExpiryTimeMinutes,
                AllowAllUserToCreateStory = request.AllowAllUserToCreateStory ?? before.AllowAllUserToCreateStory,
            };
            await NetworkSettings.Store(tx, SocialSettings.Name, settings, SettingsJson.Instance.SocialSettings);
            if (settings.UserPrivacySetting != before.UserPrivacySetting)
            {
                await tx.Raise(SightLost.OfAnybody);
            }

            var chat = await NetworkSettings.Of(tx, ChatSettings.Name, SettingsJson.Instance.ChatSettings);
            if (request.IsAllowMentionedChannelEnabled is { } isAllowed)
            {
                chat = chat with { Mention = chat.Mention with { IsAllowMentionedChannelEnabled = isAllowed } };
                await NetworkSettings.Store(tx, ChatSettings.Name, chat, SettingsJson.Instance.ChatSettings);
            }

            return SocialSettingsBody.Of(settings, chat);
        }
    }
}
