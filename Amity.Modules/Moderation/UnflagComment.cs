using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Comments;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Takes the caller's flag back from a comment; nobody takes back another's. The comment counts one less; without a flag, and on a repeat, nothing
/// changes.
/// </summary>
public static class UnflagComment
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.CommentsBody,
        call => new Request { CommentId = call.Path("commentId") },
        "DELETE /api/v3/comments/{commentId}/unflag");

    [UseCase("unflagComment", Allow.Users, "Takes the caller's flag back from a comment.", Asks = [Right.Own])]
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
            await (await item.Open(tx, request.Caller)).Withdraw(tx, request.Caller.UserId);
            return new CommentsBody();
        }

        public Task<CommentsBody> Answer(Request request, CommentsBody written, IRead read) =>
            CommentsBody.Written(read, request.Caller, request.CommentId);
    }
}
