using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Takes the caller's flag back from a post; nobody takes back another's. The post counts one less; without a flag, and on a repeat, nothing
/// changes.
/// </summary>
public static class UnflagPost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.PostsBody,
        call => new Request { PostId = call.Path("postId") },
        "DELETE /api/v3/posts/{postId}/unflag");

    [UseCase("unflagPost", Allow.Users, "Takes the caller's flag back from a post.", Asks = [Right.Own])]
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
            await (await item.Open(tx, request.Caller)).Withdraw(tx, request.Caller.UserId);
            return PostsBody.Empty;
        }

        public Task<PostsBody> Answer(Request request, PostsBody written, IRead read) =>
            PostPayloads.Written(read, request.Caller, request.PostId);
    }
}
