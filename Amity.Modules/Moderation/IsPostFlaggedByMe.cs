using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Says whether the caller has flagged a post. Whoever may see it may ask, and learns nothing of other people's flags.</summary>
public static class IsPostFlaggedByMe
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.FlaggedBody,
        call => new Request { PostId = call.Path("postId") },
        "GET /api/v3/posts/{postId}/isflagbyme");

    [UseCase("isPostFlaggedByMe", Allow.Users, "Says whether the caller has flagged a post.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<FlaggedBody>
    {
        public required string PostId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FlaggedBody>
    {
        public async Task<FlaggedBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var item = await FlagItem.OfPost(db.Read, request.Caller, request.PostId);
            return await item.Flags.By(db.Read, request.Caller.UserId);
        }
    }
}
