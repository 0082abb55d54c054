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
/// Pins a published post of a community in one of its placements, where it stands first from then on. Holders of PIN_COMMUNITY_POST there
/// may, and administrators, as long as the placement has room. Answers what is pinned in it. A repeat is refused: the post is pinned already.
/// </summary>
public static class PinPost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PinsJson.Instance.PinsBody,
        call => new Request { CommunityId = call.Path("communityId"), Placement = call.Path("placement"), PostId = call.Path("postId") },
        "POST /api/v1/pinned-posts/communities/{communityId}/{placement}/{postId}");

    [UseCase("pinPost", Allow.Users, "Pins a post in its community.", Asks = [PinAccess.Permission])]
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
            var post = await OfCommunity(tx, request.Caller, request.CommunityId, request.PostId);
            PinBoard.DemandPinnable(post);
            await PinBoard.Of(request.CommunityId, request.Placement).Pin(tx, request.Caller, post);
            return PinsBody.Empty;
        }

        public Task<PinsBody> Answer(Request request, PinsBody written, IRead read) =>
            PinAnswers.Of(read, request.Caller, PinBoard.Of(request.CommunityId, request.Placement));
    }

    /// <summary>The post, which may be deleted; refuses one of another place, and one that the caller may not know of.</summary>
    internal static async Task<PostFacts> OfCommunity(IWrite tx, Caller caller, string communityId, string postId)
    {
        var post = await PostFacts.Visible(tx, caller, postId) ?? throw Refuse.NotFound("Post");
        return post.TargetType == "community" && post.TargetId == communityId
            ? post
            : throw Refuse.BadRequest($"Post {post.PostId} is not in community");
    }
}
