using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Reads posts by their ids, in that order. Ids that do not exist for the caller are left out: an error would make the SDK refuse all of
/// them for minutes.
/// </summary>
public static class ListPosts
{
    private const int MaxIds = 100;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PostsJson.Instance.PostsBody,
        call => new Request { PostIds = call.Query.List("postIds"), Candidates = call.Query.Ids("postIds") },
        "GET /api/v3/posts/list");

    [UseCase("listPosts", Allow.Users, "Reads up to 100 posts by ids.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public required IReadOnlyList<string> PostIds { get; init; }

        /// <summary>The ids in the ways in which they may be encoded; the same as <see cref="PostIds"/> for a caller in process.</summary>
        public IReadOnlyList<string>? Candidates { get; init; }

        public override void Validate(Checks check) => check.Items(PostIds, "postIds", MaxIds, maxLength: 900, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>
    {
        public Task<PostsBody> Handle(Request request, CancellationToken cancellationToken) =>
            PostPayloads.ByIds(db.Read, request.Caller, request.Candidates ?? request.PostIds);
    }
}
