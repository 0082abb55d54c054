using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Comments;

/// <summary>Reads one comment with its first replies. Whoever may see its post may; a deleted comment is answered, marked as deleted.</summary>
public static class GetComment
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommentsJson.Instance.CommentsBody,
        call => new Request { CommentId = call.Path("commentId") },
        "GET /api/v3/comments/{commentId}");

    [UseCase("getComment", Allow.Users, "Reads a comment.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommentsBody>
    {
        public required string CommentId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommentsBody>
    {
        public async Task<CommentsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var body = await CommentsBody.Of(db.Read, request.Caller, [request.CommentId]);
            return body.Comments.Count > 0 ? body : throw Refuse.NotFound("Comment");
        }
    }
}
