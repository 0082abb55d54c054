using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Comments;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Reports a comment to those who moderate it, which hides nothing. Whoever may see it may, its author too, unless banned from its community. The
/// comment counts one more; a repeat changes nothing. A thousand flags are all that it takes.
/// </summary>
public static class FlagComment
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.CommentsBody,
        call => new Request { CommentId = call.Path("commentId") },
        "POST /api/v3/comments/{commentId}/flag");

    [UseCase("flagComment", Allow.Users, "Flags a comment.", Asks = [Right.Sight])]
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
            await (await item.Open(tx, request.Caller)).Add(tx, request.Caller.UserId);
            return new CommentsBody();
        }

        public Task<CommentsBody> Answer(Request request, CommentsBody written, IRead read) =>
            CommentsBody.Written(read, request.Caller, request.CommentId);
    }
}
