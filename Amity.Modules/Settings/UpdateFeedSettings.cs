using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Changes the rules for videos that are sent and no others. Administrators may. A repeat changes nothing.</summary>
public static class UpdateFeedSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.FeedSettingsBody,
        call => call.Json(SettingsJson.Instance.UpdateFeedSettingsRequest),
        "PUT /api/v3/network-settings/feed-setting");

    [UseCase("updateFeedSettings", Allow.Administrators, "Changes the network's rules for the contents of feeds, field by field.")]
    public sealed record Request : AmityRequest<FeedSettingsBody>, IWriteRequest
    {
        public FeedInput? Post { get; init; }

        public FeedInput? Message { get; init; }

        public FeedInput? Story { get; init; }

        public override void Validate(Checks check) => check
            .Video(Post?.Video, "post", FeedSettings.LongestInPosts)
            .Video(Message?.Video, "message", FeedSettings.LongestInMessages)
            .Video(Story?.Video, "story", FeedSettings.LongestInStories);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FeedSettingsBody>
    {
        public async Task<FeedSettingsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, FeedSettings.Name, SettingsJson.Instance.FeedSettings);
            var settings = before with
            {
                Post = before.Post.With(request.Post?.Video),
                Message = before.Message.With(request.Message?.Video),
                Story = before.Story.With(request.Story?.Video),
            };
            if (!settings.Post.InOrder() || !settings.Message.InOrder() || !settings.Story.InOrder())
            {
                throw Refuse.Invalid("The 'transcodeConfig.minResolution' field must not be above the 'transcodeConfig.maxResolution' field.");
            }

            await NetworkSettings.Store(tx, FeedSettings.Name, settings, SettingsJson.Instance.FeedSettings);
            return FeedSettingsBody.Of(settings);
        }
    }
}
