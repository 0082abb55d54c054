using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Reports a post to those who moderate it, which hides nothing. Whoever may see it may, its author too, unless banned from its community. The
/// post counts one more; a repeat changes nothing. A thousand flags are all that it takes.
/// </summary>
public static class FlagPost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.PostsBody,
        call => new Request { PostId = call.Path("postId") },
        "POST /api/v3/posts/{postId}/flag");

    [UseCase("flagPost", Allow.Users, "Flags a post.", Asks = [Right.Sight])]
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
            await (await item.Open(tx, request.Caller)).Add(tx, request.Caller.UserId);
            return PostsBody.Empty;
        }

        public Task<PostsBody> Answer(Request request, PostsBody written, IRead read) =>
            PostPayloads.Written(read, request.Caller, request.PostId);
    }
}
