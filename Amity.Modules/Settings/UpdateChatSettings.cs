using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Changes the chat settings that are sent and no others. Administrators may. A repeat changes nothing.</summary>
public static class UpdateChatSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.ChatSettings,
        call => call.Json(SettingsJson.Instance.UpdateChatSettingsRequest),
        "PUT /api/v3/network-settings/chat");

    [UseCase("updateChatSettings", Allow.Administrators, "Changes the network's chat settings, field by field.")]
    public sealed record Request : AmityRequest<ChatSettings>, IWriteRequest
    {
        [WaitsFor("channels")]
        public bool? IsAllowMentionedChannelEnabled { get; init; }

        public Preview? MessagePreviewSetting { get; init; }

        [WaitsFor("channels")]
        public bool? IsAllowAdminViewConversationMessage { get; init; }

        [WaitsFor("channels")]
        public bool? IsAllowAdminManageConversationMessage { get; init; }

        public override void Validate(Checks check) => check.That(
            MessagePreviewSetting is null or { Enabled: not null }, "The 'messagePreviewSetting.enabled' field is required.");
    }

    /// <summary>Whether a channel shows its latest message, and whether a deleted one counts as that.</summary>
    public sealed record Preview
    {
        [WaitsFor("channels")]
        public bool? Enabled { get; init; }

        [WaitsFor("channels")]
        public bool? IsIncludeDeleted { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, ChatSettings>
    {
        public async Task<ChatSettings> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, ChatSettings.Name, SettingsJson.Instance.ChatSettings);
            var settings = before with
            {
                Mention = before.Mention with
                {
                    IsAllowMentionedChannelEnabled = request.IsAllowMentionedChannelEnabled ?? before.Mention.IsAllowMentionedChannelEnabled,
                },
                MessagePreview = before.MessagePreview with
                {
                    Enabled = request.MessagePreviewSetting?.Enabled ?? before.MessagePreview.Enabled,
                    IsIncludeDeleted = request.MessagePreviewSetting?.IsIncludeDeleted ?? before.MessagePreview.IsIncludeDeleted,
                },
                IsAllowAdminViewConversationMessage =
                    request.IsAllowAdminViewConversationMessage ?? before.IsAllowAdminViewConversationMessage,
                IsAllowAdminManageConversationMessage =
                    request.IsAllowAdminManageConversationMessage ?? before.IsAllowAdminManageConversationMessage,
            };
            await NetworkSettings.Store(tx, ChatSettings.Name, settings, SettingsJson.Instance.ChatSettings);
            return settings;
        }
    }
}
