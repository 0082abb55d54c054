using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Comments;

/// <summary>
/// Marks a comment as deleted: its author may, and who may delete comments in its community or on walls; its replies stay and go on
/// counting. Or deletes it for good with all replies to it, also after that: its author and administrators only. The counts of the post and
/// of the comment replied to move along. A repeat finds no comment.
/// </summary>
public static class DeleteComment
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            CommentsJson.Instance.Success,
            call => new Request { CommentId = call.Path("commentId") },
            "DELETE /api/v3/comments/{commentId}");
        app.MapUseCase(
            CommentsJson.Instance.Success,
            call => new Request { CommentId = call.Path("commentId"), Permanent = call.Query.Flag("permanent") ?? false },
            "DELETE /api/v4/comments/{commentId}");
    }

    [UseCase("deleteComment", Allow.Users, "Deletes a comment, softly or for good.", Asks = [Right.Own, "DELETE_COMMUNITY_COMMENT", "DELETE_USER_FEED_COMMENT"])]
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
            var comment = request.Permanent
                ? await CommentRights.DemandOwnership(tx, request.Caller, request.CommentId)
                : await CommentRights.Demand(
                    tx, request.Caller, request.CommentId, inCommunity: "DELETE_COMMUNITY_COMMENT", onWall: "DELETE_USER_FEED_COMMENT");
            if (await tx.Run(Delete, new { comment.CommentId, isDeleted = true, now = tx.Now }) > 0)
            {
                await CommentRemoval.CountOff(tx, comment);
            }

            if (request.Permanent)
            {
                await RemoveThreads.Begin(tx, comment);
            }

            return Success.Yes;
        }
    }

    private const string Delete = """
        update comments
        set is_deleted = @isDeleted,
            updated_at = @now
        where comment_id = @CommentId
          and not is_deleted
        """;
}
