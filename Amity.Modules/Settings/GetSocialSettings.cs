using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the social settings. Every user may: SDKs and applications shape themselves by them.</summary>
public static class GetSocialSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.SocialSettingsBody,
        _ => new Request(),
        "GET /api/v3/network-settings/social");

    [UseCase("getSocialSettings", Allow.Users, "Reads the network's social settings.", Asks = [Right.Everybody], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<SocialSettingsBody>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, SocialSettingsBody>
    {
        public async Task<SocialSettingsBody> Handle(Request request, CancellationToken cancellationToken) =>
            SocialSettingsBody.Of(
                await NetworkSettings.Of(db.Read, SocialSettings.Name, SettingsJson.Instance.SocialSettings),
                await NetworkSettings.Of(db.Read, ChatSettings.Name, SettingsJson.Instance.ChatSettings));
    }
}
