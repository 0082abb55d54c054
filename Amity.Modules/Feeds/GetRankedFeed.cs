using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Ranking;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Feeds;

/// <summary>
/// Reads the caller's global feed by rank: engagement that fades, and a boost for what is new. Every user may. All pages of one walk are
/// scored at the instant of its first page, so that none shows a post again while nothing changes.
/// </summary>
public static class GetRankedFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request { Filter = FeedFilter.Of(call.Query), Page = call.Page },
        "GET /api/v5/me/global-feeds");

    [UseCase("getRankedFeed", Allow.Users, "Reads the caller's global feed, ranked.")]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public FeedFilter Filter { get; init; } = new();

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => Filter.Validate(check);
    }

    internal sealed class Handler(IDb db, TimeProvider time) : IRequestHandler<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (caller, filter) = (request.Caller, request.Filter);
            var list = new PageList(caller.Network.Pages, "feeds.ranked", "ranked", filter.Canonical());
            var place = list.Find(request.Page);
            var instant = place.Cursor?.Instant ?? Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), await db.Read.LastInstant());

            var rows = await db.Read.Many<Row>(Candidates, FeedSources.Args(caller.UserId, filter, instant));
            List<Ranked> ranked = [.. rows.Select(row => row.At(instant))];
            ranked.Sort(RankedOrder.Instance);
            var (ids, paging) = RankedPage.Of(list, place, ranked, instant);
            return await PostPayloads.ByIds(db.Read, caller, ids) with { Paging = paging };
        }
    }

    // Twenty posts a source: the limit leaves room for a thousand sources, and beyond that the newest posts win.
    private const string Candidates = $"""
        with {FeedSources.Windows}
        select p.post_id,
               p.comments_count,
               p.reactions_count,
               p.edited_at,
               p.created_at
        {FeedSources.Posts}
        order by p.created_at desc, p.post_id desc
        limit 20000
        """;

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CommentsCount { get; init; }

        public long ReactionsCount { get; init; }

        public long EditedAt { get; init; }

        public long CreatedAt { get; init; }

        public Ranked At(long instant) => new(
            FeedRanking.Score(RankingWeights.Documented, CommentsCount, ReactionsCount, CreatedAt, EditedAt, instant), CreatedAt, PostId);
    }
}
