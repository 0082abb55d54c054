using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Feeds;

/// <summary>
/// Counts the posts on a user's wall, without their children. Whoever may read the wall may; of deleted posts everybody counts those that
/// it could read.
/// </summary>
public static class CountUserFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.CountUserFeedResponse,
        call => new Request { UserId = call.Path("userId"), IsDeleted = call.Query.Flag("isDeleted") },
        "GET /api/v3/user-feeds/{userId}/count");

    [UseCase("countUserFeed", Allow.Users, "Counts the posts on a user's wall.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<Response>
    {
        public required string UserId { get; init; }

        /// <summary>Null: live and deleted ones.</summary>
        public bool? IsDeleted { get; init; }
    }

    public sealed record Response
    {
        public required long PostsCount { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var (read, caller) = (db.Read, request.Caller);
            if (await UserFacts.Of(read, request.UserId) is null)
            {
                throw Refuse.NotFound("User");
            }

            var viewer = await PostViewer.Of(read, caller);
            if (!await viewer.SeesWall(read, request.UserId))
            {
                throw Refuse.Permission("Only followers can read this user's posts.");
            }

            if (await viewer.IsApart(read, caller, request.UserId))
            {
                return new Response { PostsCount = 0 };
            }

            var args = new { request.UserId, callerId = caller.UserId, seesDeleted = caller.Sees("DELETE_USER_FEED_POST") };
            var live = request.IsDeleted == true ? 0 : await read.One<long>(Live, args);
            var deleted = request.IsDeleted == false ? 0 : await read.One<long>(Deleted, args);
            return new Response { PostsCount = live + deleted };
        }
    }

    private const string Live = """
        select post_count
        from feeds
        where target_type = 'user'
          and target_id = @UserId
          and feed_type = 'published'
        """;

    private const string Deleted = """
        select count(*)
        from posts
        where target_type = 'user'
          and target_id = @UserId
          and feed_type = 'published'
          and parent_post_id is null
          and is_deleted
          and (@seesDeleted or user_id = @callerId)
        """;
}
