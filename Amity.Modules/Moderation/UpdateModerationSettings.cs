using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Changes what is sent of the settings of moderation and nothing else; a level that is not sent stays too. Administrators may. It counts from the next
/// request on; mutes that run go on. A repeat changes nothing but the time.
/// </summary>
public static class UpdateModerationSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.UpdateModerationSettingsResponse,
        call => call.Json(ModerationJson.Instance.UpdateModerationSettingsRequest),
        "PUT /api/v2/moderation-settings");

    [UseCase("updateModerationSettings", Allow.Administrators, "Changes the timeouts and levels of moderation, field by field.")]
    public sealed record Request : AmityRequest<Response>, IWriteRequest
    {
        public long? MaxRepetition { get; init; }

        public long? MaxRepetitionTimeout { get; init; }

        public long? BlacklistMuteTimeout { get; init; }

        public long? WhitelistMuteTimeout { get; init; }

        public long? MaxRepetitionMuteTimeout { get; init; }

        [WaitsFor("files")]
        public bool? EnableImageModeration { get; init; }

        public Levels? ImageModeration { get; init; }

        public override void Validate(Checks check)
        {
            check
                .Range(MaxRepetition, "maxRepetition", 0, ModerationSettings.MostRepetitions)
                .Range(MaxRepetitionTimeout, "maxRepetitionTimeout", 0, LongestTimeout)
                .Range(BlacklistMuteTimeout, "blacklistMuteTimeout", 0, LongestTimeout)
                .Range(WhitelistMuteTimeout, "whitelistMuteTimeout", 0, LongestTimeout)
                .Range(MaxRepetitionMuteTimeout, "maxRepetitionMuteTimeout", 0, LongestTimeout);
            foreach (var level in (double?[])[ImageModeration?.Nudity, ImageModeration?.Suggestive, ImageModeration?.Violence, ImageModeration?.Disturbing])
            {
                check.That(level is null or (>= 0 and <= 100), "The levels of the 'imageModeration' field must be between 0 and 100.");
            }
        }

        /// <summary>A hundred years: beyond what anybody means, and far below where adding it to a time would overflow.</summary>
        private const long LongestTimeout = 100L * 365 * 24 * 60 * 60 * 1000;
    }

    public sealed record Levels
    {
        [WaitsFor("files")]
        public double? Nudity { get; init; }

        [WaitsFor("files")]
        public double? Suggestive { get; init; }

        [WaitsFor("files")]
        public double? Violence { get; init; }

        [WaitsFor("files")]
        public double? Disturbing { get; init; }
    }

    public sealed record Response
    {
        public string Status => "success";

        /// <summary>The description has the status in the body as well.</summary>
        public int Code => Envelope.Ok;
    }

    internal sealed class Handler(IDb db, TextModeration moderation) : IRequestHandler<Request, Response>, IAnswer<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await ModerationSettings.Of(tx);
            var (levels, sent) = (before.ImageModeration, request.ImageModeration);
            var settings = before with
            {
                MaxRepetition = request.MaxRepetition ?? before.MaxRepetition,
                MaxRepetitionTimeout = request.MaxRepetitionTimeout ?? before.MaxRepetitionTimeout,
                BlacklistMuteTimeout = request.BlacklistMuteTimeout ?? before.BlacklistMuteTimeout,
                WhitelistMuteTimeout = request.WhitelistMuteTimeout ?? before.WhitelistMuteTimeout,
                MaxRepetitionMuteTimeout = request.MaxRepetitionMuteTimeout ?? before.MaxRepetitionMuteTimeout,
                EnableImageModeration = request.EnableImageModeration ?? before.EnableImageModeration,
                ImageModeration = levels with
                {
                    Nudity = sent?.Nudity ?? levels.Nudity,
                    Suggestive = sent?.Suggestive ?? levels.Suggestive,
                    Violence = sent?.Violence ?? levels.Violence,
                    Disturbing = sent?.Disturbing ?? levels.Disturbing,
                },
            };
            if (before.CountsRepetitions && !settings.CountsRepetitions)
            {
                settings = settings with { ForgottenUntil = tx.Now };
                await ForgetTexts.Start(tx);
            }

            await settings.Store(tx);
            moderation.Change(tx, request.Caller.Network);
            return new Response();
        }

        public async Task<Response> Answer(Request request, Response written, IRead read)
        {
            await moderation.TakeOver(request.Caller.Network);
            return written;
        }
    }
}
