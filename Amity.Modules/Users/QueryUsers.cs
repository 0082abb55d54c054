using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using Amity.Modules.Blocks;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Users;

/// <summary>
/// Lists users by name or age, or searches their display names: any case, but letter for letter. Every user may. Users with a block between
/// them are not shown to each other, unless to one who may ban users.
/// </summary>
public static class QueryUsers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        UsersJson.Instance.UsersBody,
        call => new Request
        {
            Keyword = call.Query.Text("keyword"),
            MatchType = call.Query.Text("matchType"),
            ExactMatchKeyword = call.Query.Flag("exactMatchKeyword") ?? false,
            Filter = call.Query.Text("filter") ?? "all",
            SortBy = call.Query.Text("sortBy"),
            IsDeleted = call.Query.Flag("isDeleted") ?? false,
            Page = call.Page,
        },
        "GET /api/v3/users");

    [UseCase("queryUsers", Allow.Users, "Lists or searches users.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<UsersBody>
    {
        public string? Keyword { get; init; }

        /// <summary>What newer SDKs send: <c>default</c> or <c>partial</c>. A keyword is looked for anywhere in a name with either.</summary>
        public string? MatchType { get; init; }

        /// <summary>Whether the whole display name must equal the keyword, rather than contain it.</summary>
        public bool ExactMatchKeyword { get; init; }

        public string Filter { get; init; } = "all";

        public string? SortBy { get; init; }

        public bool IsDeleted { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check
            .Text(Keyword, "keyword", max: 100)
            .OneOf(MatchType, "matchType", "default", "partial")
            .OneOf(Filter, "filter", "all", "flagged");
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UsersBody>
    {
        public async Task<UsersBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            var filters = PageFilters.Of(
                ("keyword", request.Keyword), ("exact", request.ExactMatchKeyword), ("filter", request.Filter), ("isDeleted", request.IsDeleted));
            var page = await Users.Page(db.Read, network.Pages, request.Page, request.SortBy, filters, new
            {
                anyName = request.Keyword is null,
                pattern = request.ExactMatchKeyword ? LikePattern.Equal(request.Keyword ?? "") : LikePattern.Contains(request.Keyword ?? ""),
                anyFlags = request.Filter == "all",
                isDeleted = request.IsDeleted,
                hasBlocks = !request.Caller.Has("BAN_USER") && await UserBlocks.Concern(db.Read, request.Caller),
                callerId = request.Caller.UserId,
            });
            return new UsersBody
            {
                Users = await UserPayloads.ByIds(db.Read, request.Caller, page.Rows.Select(row => row.UserId)),
                Paging = page.Paging,
            };
        }
    }

    private static readonly PagedSql<UserRow> Users = new(
        "users.query",
        $$"""
        select {{UserRow.Columns}}
        from users u
        where (@anyName or u.display_name_search like @pattern escape '\')
          and (@anyFlags or u.flag_count > 0)
          and u.is_deleted = @isDeleted
          and (not @hasBlocks or u.user_id not in {{BlockSql.Apart}})
        {page}
        """,
        new("displayName", "u.display_name_key", "u.user_id", row => (row.DisplayNameKey, row.UserId)),
        new("firstCreated", "u.created_at", "u.user_id", row => (row.CreatedAt, row.UserId)),
        new("lastCreated", "u.created_at", "u.user_id", row => (row.CreatedAt, row.UserId), Descending: true));
}
