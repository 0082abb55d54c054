using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Takes all flags from a post: it was looked at and may stay. Holders of DELETE_COMMUNITY_POST in its community or, elsewhere, of
/// DELETE_USER_FEED_POST may, and administrators. Everybody may flag it again; a repeat changes nothing.
/// </summary>
public static class ClearPostFlags
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.PostsBody,
        call => new Request { PostId = call.Path("postId") },
        "DELETE /api/v3/posts/{postId}/flags");

    [UseCase("clearPostFlags", Allow.Users, "Takes all flags from a post.", Asks = ["DELETE_COMMUNITY_POST", "DELETE_USER_FEED_POST"])]
    public sealed record Request : AmityRequest<PostsBody>, IWriteRequest
    {
        public required string PostId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>, IAnswer<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var item = await FlagItem.OfPost(tx, request.Caller, request.PostId);
            await (await item.Judge(tx, request.Caller)).Clear(tx);
            return PostsBody.Empty;
        }

        public Task<PostsBody> Answer(Request request, PostsBody written, IRead read) =>
            PostPayloads.Written(read, request.Caller, request.PostId);
    }
}
