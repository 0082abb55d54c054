using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the settings of live streams. Administrators may.</summary>
public static class GetVideoStreamingSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.VideoStreamingSettings,
        _ => new Request(),
        "GET /api/v3/network-settings/video-streaming");

    [UseCase("getVideoStreamingSettings", Allow.Administrators, "Reads the network's settings for live streams, which this server does not have yet.")]
    public sealed record Request : AmityRequest<VideoStreamingSettings>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, VideoStreamingSettings>
    {
        public Task<VideoStreamingSettings> Handle(Request request, CancellationToken cancellationToken) =>
            NetworkSettings.Of(db.Read, VideoStreamingSettings.Name, SettingsJson.Instance.VideoStreamingSettings);
    }
}
