using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Reads by what messages and pictures are moderated, in the wrapped shape of the API's second version. Administrators may.</summary>
public static class GetModerationSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.GetModerationSettingsResponse,
        _ => new Request(),
        "GET /api/v2/moderation-settings");

    [UseCase("getModerationSettings", Allow.Administrators, "Reads the timeouts and levels of moderation.")]
    public sealed record Request : AmityRequest<Response>;

    public sealed record Response
    {
        public string Status => "success";

        public required Shown Data { get; init; }
    }

    public sealed record Shown
    {
        public required long MaxRepetition { get; init; }

        public required long MaxRepetitionTimeout { get; init; }

        public required long BlacklistMuteTimeout { get; init; }

        public required long WhitelistMuteTimeout { get; init; }

        public required long MaxRepetitionMuteTimeout { get; init; }

        [WaitsFor("files")]
        public required bool EnableImageModeration { get; init; }

        public required ModerationSettings.ImageLevels ImageModeration { get; init; }

        public Instant? CreatedAt { get; init; }

        public Instant? UpdatedAt { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var settings = await ModerationSettings.Of(db.Read);
            return new Response
            {
                Data = new Shown
                {
                    MaxRepetition = settings.MaxRepetition,
                    MaxRepetitionTimeout = settings.MaxRepetitionTimeout,
                    BlacklistMuteTimeout = settings.BlacklistMuteTimeout,
                    WhitelistMuteTimeout = settings.WhitelistMuteTimeout,
                    MaxRepetitionMuteTimeout = settings.MaxRepetitionMuteTimeout,
                    EnableImageModeration = settings.EnableImageModeration,
                    ImageModeration = settings.ImageModeration,
                    CreatedAt = settings.CreatedAt,
                    UpdatedAt = settings.UpdatedAt,
                },
            };
        }
    }
}
