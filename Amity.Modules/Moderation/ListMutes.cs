using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Lists who is muted, why and until when, page by page, the newest mute first. Administrators may.</summary>
public static class ListMutes
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.MutesBody,
        call => new Request { SortBy = call.Query.Text("sortBy"), Page = call.Page },
        "GET /api/admin/v1/mutes");

    [UseCase("listMutes", Allow.Administrators, "Lists the users that are muted.")]
    public sealed record Request : AmityRequest<MutesBody>
    {
        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, MutesBody>
    {
        public async Task<MutesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            var now = await Mutes.Now(network.Database, db.Read);
            var page = await Live.Page(db.Read, network.Pages, request.Page, request.SortBy, PageFilters.Of(), new { now });
            return new MutesBody
            {
                Mutes = [.. page.Rows.Select(row => new MuteBody { UserId = row.UserId, Reason = row.Reason, CreatedAt = row.CreatedAt, EndsAt = row.EndsAt })],
                Paging = page.Paging,
            };
        }
    }

    private static readonly PagedSql<MuteRow> Live = new(
        "moderation.mutes",
        """
        select user_id,
               reason,
               ends_at,
               created_at
        from mutes
        where ends_at > @now
        {page}
        """,
        new("lastCreated", "created_at", "user_id", row => (row.CreatedAt, row.UserId), Descending: true),
        new("firstCreated", "created_at", "user_id", row => (row.CreatedAt, row.UserId)));
}

/// <summary>A page of mutes.</summary>
public sealed record MutesBody
{
    public required IReadOnlyList<MuteBody> Mutes { get; init; }

    public required Paging Paging { get; init; }
}

public sealed record MuteBody
{
    public required string UserId { get; init; }

    /// <summary><c>blockedWord</c>, <c>link</c> or <c>repetition</c>.</summary>
    public required string Reason { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant EndsAt { get; init; }
}
