using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Pins;

/// <summary>
/// Ends the global pin of a post; those in its community stay. Administrators may. Answers what is still pinned so. A repeat is refused: the
/// post is not pinned any more.
/// </summary>
public static class UnpinPostGlobally
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PinsJson.Instance.PinsBody,
        call => new Request { PostId = call.Path("postId") },
        "DELETE /api/v1/pinned-posts/global/{postId}");

    [UseCase("unpinPostGlobally", Allow.Administrators, "Ends the global pin of a post.", DeniedAs = ErrorKind.Forbidden)]
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
            await PinBoard.Of(caller.Network).Unpin(tx, post);
            return PinsBody.Empty;
        }

        public Task<PinsBody> Answer(Request request, PinsBody written, IRead read) =>
            PinAnswers.Of(read, request.Caller, PinBoard.Of(request.Caller.Network));
    }
}
