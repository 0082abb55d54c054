using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Communities;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Pins;

/// <summary>
/// Pins a published post of a public community for the whole network, which shows it above the global feed. Administrators may, up to as many
/// posts as the network's social settings say. Answers what is pinned so. A repeat is refused: the post is pinned already.
/// </summary>
public static class PinPostGlobally
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PinsJson.Instance.PinsBody,
        call => new Request { PostId = call.Path("postId") },
        "POST /api/v1/pinned-posts/global/{postId}");

    [UseCase("pinPostGlobally", Allow.Administrators, "Pins a post for the whole network.", DeniedAs = ErrorKind.Forbidden)]
    public sealed record Request : AmityRequest<PinsBody>, IWriteRequest
    {
        public required string PostId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PinsBody>, IAnswer<Request, PinsBody>
    {
        public async Task<PinsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, caller) = (db.Write, request.Caller);
            var post = await PostFacts.Visible(tx, caller, request.PostId) ?? throw Refuse.NotFound("Post");
            if (post.TargetType != "community")
            {
                throw Refuse.BadRequest($"Post {post.PostId} is not in community");
            }

            if (await CommunityAccess.OfLive(tx, caller, post.TargetId) is { IsPublic: false })
            {
                throw Refuse.BadRequest($"Post {post.PostId} is not in public community");
            }

            PinBoard.DemandPinnable(post);
            await PinBoard.Of(caller.Network).Pin(tx, caller, post);
            return PinsBody.Empty;
        }

        public Task<PinsBody> Answer(Request request, PinsBody written, IRead read) =>
            PinAnswers.Of(read, request.Caller, PinBoard.Of(request.Caller.Network));
    }
}
