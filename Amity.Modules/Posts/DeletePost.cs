using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Deletes a post and its children. Softly: author, moderators and administrators still read it; its author may, holders of
/// DELETE_COMMUNITY_POST there or of DELETE_USER_FEED_POST, and administrators. For good, also after that: author and administrators only.
/// Feed and community count one less; a repeat finds no post.
/// </summary>
public static class DeletePost
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            PostsJson.Instance.Success,
            call => new Request { PostId = call.Path("postId") },
            "DELETE /api/v3/posts/{postId}");
        app.MapUseCase(
            PostsJson.Instance.Success,
            call => new Request { PostId = call.Path("postId"), Permanent = call.Query.Flag("permanent") ?? false },
            "DELETE /api/v4/posts/{postId}");
    }

    [UseCase("deletePost", Allow.Users, "Deletes a post, softly or for good.", Asks = [Right.Own, "DELETE_COMMUNITY_POST", "DELETE_USER_FEED_POST"])]
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
            await (request.Permanent ? Remove(tx, request) : Hide(tx, request));
            return Success.Yes;
        }

        private static async Task Remove(IWrite tx, Request request)
        {
            var access = await PostAccess.Of(tx, request.Caller, request.PostId);
            access.DemandOwnership(request.Caller);
            await PostRemoval.Remove(tx, access.Post);
            if (access.Post.ParentPostId is { } parentPostId)
            {
                await tx.Run(Touch, new { parentPostId, now = tx.Now });
            }
        }

        private static async Task Hide(IWrite tx, Request request)
        {
            var access = await PostAccess.OfLive(tx, request.Caller, request.PostId);
            access.Demand(request.Caller, "DELETE_COMMUNITY_POST", "DELETE_USER_FEED_POST");
            var (post, now) = (access.Post, tx.Now);
            await tx.Run(Delete, new { post.PostId, isDeleted = true, now });
            if (post.ParentPostId is { } parentPostId)
            {
                await tx.Run(Touch, new { parentPostId, now });
            }
            else
            {
                await tx.Run(DeleteChildren, new { post.PostId, isDeleted = true, now });
                await TargetFeeds.AddPosts(tx, post.TargetType, post.TargetId, post.FeedType, -1);
            }
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
