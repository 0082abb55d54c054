using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Reads one post where the caller may read. A deleted one is answered, marked as deleted, to its author, to moderators and to
/// administrators; to others it does not exist.
/// </summary>
public static class GetPost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PostsJson.Instance.PostsBody,
        call => new Request { PostId = call.Path("postId") },
        "GET /api/v3/posts/{postId}");

    [UseCase("getPost", Allow.Users, "Reads a post by id.", Asks = [Right.Sight], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public required string PostId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var found = await PostPayloads.ByIds(db.Read, request.Caller, [request.PostId]);
            return found.Posts.Count > 0 ? found : throw Refuse.NotFound("Post");
        }
    }
}
