using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Moderation;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>
/// Switches whole parts of the product on or off, and answers all settings of the network. Administrators may. The switches are those that the
/// settings of each part show: there is one of each. While the social part is off, users are refused all of it and nothing of it is lost. A repeat
/// changes nothing.
/// </summary>
public static class UpdateNetworkSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.NetworkSettingsBody,
        call => call.Json(SettingsJson.Instance.UpdateNetworkSettingsRequest),
        "PUT /api/v3/network-settings");

    [UseCase("updateNetworkSettings", Allow.Administrators, "Switches whole parts of the product on or off for the network.")]
    public sealed record Request : AmityRequest<NetworkSettingsBody>, IWriteRequest
    {
        /// <summary>The caller's own: no other is reached from here.</summary>
        public string? NetworkId { get; init; }

        /// <summary>A note of the operator's; nothing depends on it.</summary>
        public string? TierHandler { get; init; }

        public bool? SocialEnabled { get; init; }

        [WaitsFor("live streams")]
        public bool? VideoStreamingEnabled { get; init; }

        [WaitsFor("channels")]
        public bool? ChatEnabled { get; init; }

        public bool? IsWhitelistEnabled { get; init; }

        public override void Validate(Checks check) => check.Text(TierHandler, "tierHandler", 200);
    }

    internal sealed class Handler(IDb db, IAllowlistSwitch allowlist)
        : IRequestHandler<Request, NetworkSettingsBody>, IAnswer<Request, NetworkSettingsBody>
    {
        public async Task<NetworkSettingsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, json, network) = (db.Write, SettingsJson.Instance, request.Caller.Network);
            if (request.NetworkId is { } id && id != network.Id)
            {
                throw Refuse.NotFound("Network");
            }

            var tier = await NetworkSettings.Of(tx, TierSettings.Name, json.TierSettings);
            var social = await NetworkSettings.Of(tx, SocialSettings.Name, json.SocialSettings);
            var chat = await NetworkSettings.Of(tx, ChatSettings.Name, json.ChatSettings);
            var streaming = await NetworkSettings.Of(tx, VideoStreamingSettings.Name, json.VideoStreamingSettings);
            if (request.TierHandler is { } tierHandler)
            {
                await NetworkSettings.Store(tx, TierSettings.Name, tier = new TierSettings { TierHandler = tierHandler }, json.TierSettings);
            }

            if (request.SocialEnabled is { } isSocial)
            {
                await NetworkSettings.Store(tx, SocialSettings.Name, social = social with { Enabled = isSocial }, json.SocialSettings);
                await tx.Raise(SightLost.OfAnybody);
            }

            if (request.ChatEnabled is { } isChat)
            {
                await NetworkSettings.Store(tx, ChatSettings.Name, chat = chat with { Enabled = isChat }, json.ChatSettings);
            }

            if (request.VideoStreamingEnabled is { } isStreaming)
            {
                await NetworkSettings.Store(
                    tx, VideoStreamingSettings.Name, streaming = streaming with { Enabled = isStreaming }, json.VideoStreamingSettings);
            }

            return new NetworkSettingsBody
            {
                VideoStreaming = new NetworkSettingsBody.Switch { Enabled = streaming.Enabled },
                Chat = chat,
                Social = SocialSettingsFields.Of(social, chat),
                Webhook = await NetworkSettings.Of(tx, WebhookSettings.Name, json.WebhookSettings),
                Moderation = new NetworkSettingsBody.Lists { IsWhitelistEnabled = await allowlist.Set(tx, network, request.IsWhitelistEnabled) },
                TierHandler = tier.TierHandler,
            };
        }

        public async Task<NetworkSettingsBody> Answer(Request request, NetworkSettingsBody written, IRead read)
        {
            await allowlist.TakeOver(request.Caller.Network);
            return written;
        }
    }
}
