using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Deletes a post and its children softly: author, moderators and administrators still read it. Its author may, holders of
/// DELETE_COMMUNITY_POST there or of DELETE_USER_FEED_POST, and administrators. Feed and community count one less; a repeat finds no post.
/// </summary>
public static class DeletePost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PostsJson.Instance.Success,
        call => new Request { PostId = call.Path("postId"), Permanent = call.Query.Flag("permanent") ?? false },
        "DELETE /api/v3/posts/{postId}",
        "DELETE /api/v4/posts/{postId}");

    [UseCase("deletePost", Allow.Users, "Deletes a post softly.")]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string PostId { get; init; }

        public bool Permanent { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var access = await PostAccess.OfLive(tx, request.Caller, request.PostId);
            access.Demand(request.Caller, "DELETE_COMMUNITY_POST", "DELETE_USER_FEED_POST");
            if (request.Permanent)
            {
                throw Refuse.Invalid("The 'permanent' field must be false: permanent deletion is not available yet.");
            }

            var (post, now) = (access.Post, tx.Now);
            await tx.Run(Delete, new { post.PostId, isDeleted = true, now });
            if (post.ParentPostId is { } parentPostId)
            {
                await tx.Run(Touch, new { parentPostId, now });
            }
            else
            {
                await tx.Run(DeleteChildren, new { post.PostId, isDeleted = true, now });
                await PublishedFeeds.AddPosts(tx, post.TargetType, post.TargetId, -1);
            }

            return Success.Yes;
        }
    }

    private const string Delete = """
        update posts
        set is_deleted = @isDeleted,
            updated_at = @now
        where post_id = @PostId
        """;

    private const string DeleteChildren = """
        update posts
        set is_deleted = @isDeleted,
            updated_at = @now
        where parent_post_id = @PostId
          and not is_deleted
        """;

    // A client shows the parent with one child less only if the parent says that it changed.
    private const string Touch = """
        update posts
        set updated_at = @now
        where post_id = @parentPostId
        """;
}
