using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Feeds;

/// <summary>
/// Reads the caller's global feed, newest first: the newest posts of its own wall, of those it follows and of the communities it is in.
/// Every user may; the feed of somebody without any of these is empty. Posts that come after the first page do not push others out of it.
/// </summary>
public static class GetGlobalFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request { Filter = FeedFilter.Of(call.Query), Page = call.Page },
        "GET /api/v3/global-feeds",
        "GET /api/v4/me/global-feeds");

    [UseCase("getGlobalFeed", Allow.Users, "Reads the caller's global feed, newest first.")]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public FeedFilter Filter { get; init; } = new();

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => Filter.Validate(check);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (caller, filter, now) = (request.Caller, request.Filter, await db.Read.LastInstant());
            var page = await Newest.Page(
                db.Read, caller.Network.Pages, request.Page, null, filter.Canonical(), FeedSources.Args(caller.UserId, filter), now);
            return await PostPayloads.ByIds(db.Read, caller, page.Rows.Select(row => row.PostId)) with { Paging = page.Paging };
        }
    }

    private static readonly PagedSql<Row> Newest = new(
        "feeds.global",
        $$"""
        with {{FeedSources.Windows}}
        select p.post_id,
               p.created_at
        {{FeedSources.Posts}}
        {page}
        """,
        new Order<Row>("lastCreated", "p.created_at", "p.post_id", row => (row.CreatedAt, row.PostId), Descending: true));

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
