using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Comments;

/// <summary>
/// Reads comments by their ids, of any posts. Those that do not exist or that the caller may not see are left out: an error would make
/// the SDK refuse all of them.
/// </summary>
public static class ListComments
{
    /// <summary>As many as the API description allows.</summary>
    private const int MaxIds = 10;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommentsJson.Instance.CommentsBody,
        call => new Request { CommentIds = call.Query.List("commentIds"), Candidates = call.Query.Ids("commentIds") },
        "GET /api/v3/comments/list");

    [UseCase("listComments", Allow.Users, "Reads up to 10 comments by ids.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommentsBody>
    {
        public required IReadOnlyList<string> CommentIds { get; init; }

        /// <summary>The ids in the ways in which they may be encoded; the same as <see cref="CommentIds"/> for a caller in process.</summary>
        public IReadOnlyList<string>? Candidates { get; init; }

        public override void Validate(Checks check) => check.Items(CommentIds, "commentIds", MaxIds, maxLength: 900, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommentsBody>
    {
        public Task<CommentsBody> Handle(Request request, CancellationToken cancellationToken) =>
            CommentsBody.Of(db.Read, request.Caller, request.Candidates ?? request.CommentIds);
    }
}
