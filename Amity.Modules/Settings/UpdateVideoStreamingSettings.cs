using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>
/// Changes what is sent of the settings of live streams and nothing else; a category that is not sent stays, and so does a threshold. Administrators
/// may. A repeat changes nothing.
/// </summary>
public static class UpdateVideoStreamingSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.VideoStreamingSettings,
        call => call.Json(SettingsJson.Instance.UpdateVideoStreamingSettingsRequest),
        "PUT /api/v3/network-settings/video-streaming");

    [UseCase("updateVideoStreamingSettings", Allow.Administrators, "Changes the network's settings for live streams, which this server does not have yet, field by field.")]
    public sealed record Request : AmityRequest<VideoStreamingSettings>, IWriteRequest
    {
        [WaitsFor("live streams")]
        public bool? Enabled { get; init; }

        public ModerationInput? Moderation { get; init; }

        public override void Validate(Checks check)
        {
            var sent = Moderation?.Categories ?? [];
            check.That(sent.Count <= VideoStreamingSettings.Categories.Length, "The 'moderation.categories' field must name each category once at most.");
            foreach (var one in sent.Take(VideoStreamingSettings.Categories.Length))
            {
                check
                    .Required(one?.Category, "moderation.categories.category")
                    .OneOf(one?.Category, "moderation.categories.category", VideoStreamingSettings.Categories)
                    .That(one?.FlagThreshold is null or (>= 0 and <= 1), "The 'moderation.categories.flagThreshold' field must be between 0 and 1.")
                    .That(one?.TerminateThreshold is null or (>= 0 and <= 1), "The 'moderation.categories.terminateThreshold' field must be between 0 and 1.");
            }

            check.That(sent.DistinctBy(one => one?.Category).Count() == sent.Count, "The 'moderation.categories' field must name each category once at most.");
        }
    }

    public sealed record ModerationInput
    {
        [WaitsFor("live streams")]
        public bool? Enabled { get; init; }

        [WaitsFor("live streams")]
        [Told]
        public IReadOnlyList<CategoryInput?>? Categories { get; init; }
    }

    public sealed record CategoryInput
    {
        /// <summary><c>pornography</c>, <c>violence</c>, <c>prohibited</c>, <c>inappropriate</c> or <c>profanity</c>.</summary>
        [Told]
        public string? Category { get; init; }

        /// <summary>0 to 1.</summary>
        public double? FlagThreshold { get; init; }

        /// <summary>0 to 1, and not below the other.</summary>
        public double? TerminateThreshold { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, VideoStreamingSettings>
    {
        public async Task<VideoStreamingSettings> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, VideoStreamingSettings.Name, SettingsJson.Instance.VideoStreamingSettings);
            var (moderation, sent) = (before.Moderation, request.Moderation);
            var settings = before with
            {
                Enabled = request.Enabled ?? before.Enabled,
                Moderation = moderation with
                {
                    Enabled = sent?.Enabled ?? moderation.Enabled,
                    Categories = [.. moderation.Categories.Select(known => With(known, sent?.Categories))],
                },
            };
            if (settings.Moderation.Categories.Any(category => category.FlagThreshold > category.TerminateThreshold))
            {
                throw Refuse.Invalid("The 'flagThreshold' field of a category must not be above its 'terminateThreshold' field.");
            }

            await NetworkSettings.Store(tx, VideoStreamingSettings.Name, settings, SettingsJson.Instance.VideoStreamingSettings);
            return settings;
        }

        private static VideoStreamingSettings.StreamCategory With(VideoStreamingSettings.StreamCategory known, IReadOnlyList<CategoryInput?>? sent) =>
            sent?.FirstOrDefault(one => one?.Category == known.Category) is { } input
                ? known with
                {
                    FlagThreshold = input.FlagThreshold ?? known.FlagThreshold,
                    TerminateThreshold = input.TerminateThreshold ?? known.TerminateThreshold,
                }
                : known;
    }
}
