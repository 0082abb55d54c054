using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Lists or searches the users of a community: of a public one every user may, of a private one its members and who sees all of them. Who is
/// banned from it is shown only to those who may ban. Changes nothing.
/// </summary>
public static class QueryMembers
{
    private static readonly string[] Known = ["member", "banned"];

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request
        {
            CommunityId = call.Path("communityId"),
            Memberships = call.Query.List("memberships"),
            Roles = call.Query.List("roles"),
            Search = call.Query.Text("search"),
            SortBy = call.Query.Text("sortBy"),
            IsDeleted = call.Query.Flag("isDeleted"),
            Page = call.Page,
        },
        "GET /api/v3/communities/{communityId}/users");

    [UseCase("queryCommunityUsers", Allow.Users, "Lists or searches the users of a community.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommunitiesBody>
    {
        public required string CommunityId { get; init; }

        /// <summary><c>member</c>, <c>banned</c>, or both when empty.</summary>
        public IReadOnlyList<string> Memberships { get; init; } = [];

        /// <summary>Users who have one of these roles in the community; everybody when empty.</summary>
        public IReadOnlyList<string> Roles { get; init; } = [];

        /// <summary>Looked for in display names and user ids.</summary>
        public string? Search { get; init; }

        public string? SortBy { get; init; }

        /// <summary>Only deleted users, only live ones, or both when null.</summary>
        public bool? IsDeleted { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check
            .That(Memberships.All(Known.Contains), "The 'memberships' field must be one of: member, banned.")
            .Items(Roles, "roles", max: 20, maxLength: 100)
            .Text(Search, "search", max: 10_000);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var caller = request.Caller;
            var access = await CommunityAccess.OfLive(db.Read, caller, request.CommunityId);
            var asked = request.Memberships.Count > 0 ? request.Memberships : Known;
            var filters = PageFilters.Of(
                ("communityId", request.CommunityId), ("memberships", asked), ("roles", request.Roles), ("search", request.Search),
                ("isDeleted", request.IsDeleted));
            // A token knows its own order; a first page of a search is sorted by name.
            var sortBy = request.SortBy ?? (request.Search is not null && request.Page.Token is null ? "displayName" : null);
            var page = await (request.Roles.Count > 0 ? Holders : Members).Page(db.Read, caller.Network.Pages, request.Page, sortBy, filters, new
            {
                request.CommunityId,
                memberships = asked.Where(one => one != "banned" || access.Allows(caller, "BAN_COMMUNITY_USER")).Distinct().ToArray(),
                roles = request.Roles,
                anyName = request.Search is null,
                search = request.Search ?? "",
                pattern = LikePattern.Contains(request.Search ?? ""),
                anyDeletion = request.IsDeleted is null,
                isDeleted = request.IsDeleted is true,
            });
            // The rows are the page and nothing else: a row of the caller beside them would be taken for one of the list.
            var family = await CommunityPayloads.ByIds(db.Read, caller, [request.CommunityId]);
            var members = await CommunityPayloads.Members(db.Read, page.Rows.Select(row => (request.CommunityId, row.UserId)));
            return await CommunityAnswers.Of(db.Read, caller, family with { CommunityUsers = members }, page.Paging);
        }
    }

    private static readonly PagedSql<MemberRow> Members = List("from community_users m");

    // Those who hold a role are few, and are found without walking through all members.
    private static readonly PagedSql<MemberRow> Holders = List("""
        from (select distinct h.user_id
              from community_user_roles h
              join roles r on r.role_id = h.role_id
              where h.community_id = @CommunityId
                and h.role_id in @roles
                and not r.is_deleted) holder
        join community_users m on m.user_id = holder.user_id
        """);

    private static PagedSql<MemberRow> List(string from) => new(
        "communities.members",
        $$"""
        select m.user_id,
               m.created_at,
               u.display_name_key
        {{from}}
        join users u on u.user_id = m.user_id
        where m.community_id = @CommunityId
          and m.membership in @memberships
          and (@anyName
               or u.display_name_search like @pattern escape '\'
               or lower(u.user_id) like @pattern escape '\'
               or u.user_id = @search)
          and (@anyDeletion or u.is_deleted = @isDeleted)
        {page}
        """,
        new("lastCreated", "m.created_at", "m.user_id", row => (row.CreatedAt, row.UserId), Descending: true),
        new("firstCreated", "m.created_at", "m.user_id", row => (row.CreatedAt, row.UserId)),
        new("displayName", "u.display_name_key", "u.user_id", row => (row.DisplayNameKey, row.UserId)));

    internal sealed record MemberRow
    {
        public string UserId { get; init; } = "";

        public string DisplayNameKey { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
