using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Comments;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Takes all flags from a comment: it was looked at and may stay. Holders of DELETE_COMMUNITY_COMMENT in its community or, elsewhere, of
/// DELETE_USER_FEED_COMMENT may, and administrators. Everybody may flag it again; a repeat changes nothing.
/// </summary>
public static class ClearCommentFlags
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.CommentsBody,
        call => new Request { CommentId = call.Path("commentId") },
        "DELETE /api/v3/comments/{commentId}/flags");

    [UseCase("clearCommentFlags", Allow.Users, "Takes all flags from a comment.", Asks = ["DELETE_COMMUNITY_COMMENT", "DELETE_USER_FEED_COMMENT"])]
    public sealed record Request : AmityRequest<CommentsBody>, IWriteRequest
    {
        public required string CommentId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommentsBody>, IAnswer<Request, CommentsBody>
    {
        public async Task<CommentsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var item = await FlagItem.OfComment(tx, request.Caller, request.CommentId);
            await (await item.Judge(tx, request.Caller)).Clear(tx);
            return new CommentsBody();
        }

        public Task<CommentsBody> Answer(Request request, CommentsBody written, IRead read) =>
            CommentsBody.Written(read, request.Caller, request.CommentId);
    }
}
