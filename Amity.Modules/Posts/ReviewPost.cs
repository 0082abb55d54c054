using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Publishes a post that waits for its review, or declines it. Holders of REVIEW_COMMUNITY_POST in its community may, and administrators.
/// Its children, the feeds' counts and that of the community move along. A repeat is refused: the post does not wait any more.
/// </summary>
public static class ReviewPost
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            PostsJson.Instance.PostsBody,
            call => new Request { PostId = call.Path("postId"), IsApproved = true },
            "POST /api/v3/posts/{postId}/approve");
        app.MapUseCase(
            PostsJson.Instance.PostsBody,
            call => new Request { PostId = call.Path("postId"), IsApproved = false },
            "POST /api/v3/posts/{postId}/decline");
    }

    [UseCase("reviewPost", Allow.Users, "Approves or declines a post that waits for its review.", Asks = ["REVIEW_COMMUNITY_POST"])]
    public sealed record Request : AmityRequest<PostsBody>, IWriteRequest
    {
        public required string PostId { get; init; }

        public required bool IsApproved { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>, IAnswer<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var access = await PostAccess.OfLive(tx, request.Caller, request.PostId);
            access.DemandReview(request.Caller);
            var post = access.Post;
            if (post.FeedType != TargetFeeds.Reviewing || post.ParentPostId is not null)
            {
                throw Refuse.BadRequest("The post does not wait for a review.");
            }

            var feedType = request.IsApproved ? TargetFeeds.Published : TargetFeeds.Declined;
            var feedId = await TargetFeeds.IdOf(tx, post.TargetType, post.TargetId, feedType);
            await tx.Run(Move, new { post.PostId, feedId, feedType, now = tx.Now });
            await tx.Run(MoveChildren, new { post.PostId, feedId, feedType, now = tx.Now });
            await TargetFeeds.AddPosts(tx, post.TargetType, post.TargetId, TargetFeeds.Reviewing, -1);
            await TargetFeeds.AddPosts(tx, post.TargetType, post.TargetId, feedType, 1);
            await tx.Raise(new PostReviewed(post.PostId, post.TargetId, request.IsApproved));
            return PostsBody.Empty;
        }

        public Task<PostsBody> Answer(Request request, PostsBody written, IRead read) =>
            PostPayloads.Written(read, request.Caller, request.PostId);
    }

    private const string Move = """
        update posts
        set feed_id    = @feedId,
            feed_type  = @feedType,
            updated_at = @now
        where post_id = @PostId
        """;

    private const string MoveChildren = """
        update posts
        set feed_id    = @feedId,
            feed_type  = @feedType,
            updated_at = @now
        where parent_post_id = @PostId
        """;
}
