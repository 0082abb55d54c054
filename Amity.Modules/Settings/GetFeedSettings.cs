using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads what may be in which feed. Every user may: SDKs ask before they upload.</summary>
public static class GetFeedSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.FeedSettingsBody,
        _ => new Request(),
        "GET /api/v3/network-settings/feed-setting");

    [UseCase("getFeedSettings", Allow.Users, "Reads the network's rules for the contents of feeds.", Asks = [Right.Everybody], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<FeedSettingsBody>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FeedSettingsBody>
    {
        public async Task<FeedSettingsBody> Handle(Request request, CancellationToken cancellationToken) =>
            FeedSettingsBody.Of(await NetworkSettings.Of(db.Read, FeedSettings.Name, SettingsJson.Instance.FeedSettings));
    }
}
