using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Says whether the caller has flagged a comment. Whoever may see it may ask, and learns nothing of other people's flags.</summary>
public static class IsCommentFlaggedByMe
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.FlaggedBody,
        call => new Request { CommentId = call.Path("commentId") },
        "GET /api/v3/comments/{commentId}/isflagbyme");

    [UseCase("isCommentFlaggedByMe", Allow.Users, "Says whether the caller has flagged a comment.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<FlaggedBody>
    {
        public required string CommentId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FlaggedBody>
    {
        public async Task<FlaggedBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var item = await FlagItem.OfComment(db.Read, request.Caller, request.CommentId);
            return await item.Flags.By(db.Read, request.Caller.UserId);
        }
    }
}
