using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Pins;

/// <summary>
/// Ends the pin of a post in one placement of its community; one in the other stays. Holders of PIN_COMMUNITY_POST there may, and
/// administrators. Answers what is still pinned in it. A repeat is refused: the post is not pinned any more.
/// </summary>
public static class UnpinPost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PinsJson.Instance.PinsBody,
        call => new Request { CommunityId = call.Path("communityId"), Placement = call.Path("placement"), PostId = call.Path("postId") },
        "DELETE /api/v1/pinned-posts/communities/{communityId}/{placement}/{postId}");

    [UseCase("unpinPost", Allow.Users, "Ends the pin of a post in its community.", Asks = [PinAccess.Permission])]
    public sealed record Request : AmityRequest<PinsBody>, IWriteRequest
    {
        public required string CommunityId { get; init; }

        /// <summary><c>default</c> or <c>announcement</c>.</summary>
        [Told]
        public required string Placement { get; init; }

        public required string PostId { get; init; }

        public override void Validate(Checks check) => PinBoard.Check(check, Placement);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PinsBody>, IAnswer<Request, PinsBody>
    {
        public async Task<PinsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            await PinAccess.DemandPinning(tx, request.Caller, request.CommunityId);
            var post = await PinPost.OfCommunity(tx, request.Caller, request.CommunityId, request.PostId);
            await PinBoard.Of(request.CommunityId, request.Placement).Unpin(tx, post);
            return PinsBody.Empty;
        }

        public Task<PinsBody> Answer(Request request, PinsBody written, IRead read) =>
            PinAnswers.Of(read, request.Caller, PinBoard.Of(request.CommunityId, request.Placement));
    }
}
