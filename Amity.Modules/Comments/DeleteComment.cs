using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Comments;

/// <summary>
/// Marks a comment as deleted; its author may, and who may delete comments in its community or on walls. Its replies stay and go on
/// counting. The counts of the post and of the comment replied to move along. A repeat finds no comment.
/// </summary>
public static class DeleteComment
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommentsJson.Instance.Success,
        call => new Request { CommentId = call.Path("commentId"), Permanent = call.Query.Flag("permanent") ?? false },
        "DELETE /api/v3/comments/{commentId}",
        "DELETE /api/v4/comments/{commentId}");

    [UseCase("deleteComment", Allow.Users, "Deletes a comment softly.")]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string CommentId { get; init; }

        public bool Permanent { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var comment = await CommentRights.Demand(
                tx, request.Caller, request.CommentId, inCommunity: "DELETE_COMMUNITY_COMMENT", onWall: "DELETE_USER_FEED_COMMENT");
            if (request.Permanent)
            {
                throw Refuse.Invalid("The 'permanent' field must be false: permanent deletion is not available yet.");
            }

            await tx.Run(Delete, new { comment.CommentId, isDeleted = true, now = tx.Now });
            await PostCounters.AddComments(tx, comment.ReferenceId, -1);
            if (comment.ParentId is { } parentId)
            {
                await CommentChildren.Add(tx, parentId, -1);
            }

            return Success.Yes;
        }
    }

    private const string Delete = """
        update comments
        set is_deleted = @isDeleted,
            updated_at = @now
        where comment_id = @CommentId
        """;
}
