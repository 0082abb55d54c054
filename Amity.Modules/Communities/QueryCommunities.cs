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
/// Lists or searches communities: every user those that they may see, by name (any case, anywhere in it), by all of some tags, by a category,
/// or by the caller's own membership, never by another user's. Private ones that are discoverable are found by who asks for them. Changes
/// nothing.
/// </summary>
public static class QueryCommunities
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request
        {
            Keyword = call.Query.Text("keyword"),
            Tags = call.Query.List("tags"),
            Filter = call.Query.Text("filter") ?? "all",
            CategoryId = call.Query.Text("categoryId"),
            SortBy = call.Query.Text("sortBy"),
            IsDeleted = call.Query.Flag("isDeleted"),
            HasFlag = call.Query.Flag("hasFlag"),
            IncludeDiscoverablePrivateCommunity = call.Query.Flag("includeDiscoverablePrivateCommunity") ?? false,
            Page = call.Page,
        },
        "GET /api/v3/communities");

    [UseCase("queryCommunities", Allow.Users, "Lists or searches communities.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommunitiesBody>
    {
        public string? Keyword { get; init; }

        /// <summary>A community must carry all of them.</summary>
        public IReadOnlyList<string> Tags { get; init; } = [];

        /// <summary><c>all</c>, or by the caller's membership <c>member</c> or <c>notMember</c>.</summary>
        public string Filter { get; init; } = "all";

        /// <summary>A live category; none of its communities are found by a deleted one.</summary>
        public string? CategoryId { get; init; }

        public string? SortBy { get; init; }

        /// <summary>Only the deleted, only the live, or both when null.</summary>
        public bool? IsDeleted { get; init; }

        /// <summary>Whether anything in it is flagged; null for either.</summary>
        public bool? HasFlag { get; init; }

        /// <summary>Also the private ones that everybody may find; without it they are listed to their members alone.</summary>
        public bool IncludeDiscoverablePrivateCommunity { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check
            .Text(Keyword, "keyword", max: 100)
            .Items(Tags, "tags", max: 10, maxLength: 1000)
            .OneOf(Filter, "filter", "all", "member", "notMember")
            .Text(CategoryId, "categoryId", max: 50);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var caller = request.Caller;
            var tags = request.Tags.Distinct(StringComparer.Ordinal).ToArray();
            var filters = PageFilters.Of(
                ("keyword", request.Keyword), ("tags", tags), ("filter", request.Filter), ("categoryId", request.CategoryId),
                ("isDeleted", request.IsDeleted), ("hasFlag", request.HasFlag), ("discoverable", request.IncludeDiscoverablePrivateCommunity));
            var list = tags.Length > 0 ? Tagged : request.Filter == "member" ? Joined : request.CategoryId is not null ? Listed : Communities;
            var page = await list.Page(db.Read, caller.Network.Pages, request.Page, request.SortBy, filters, new
            {
                callerId = caller.UserId,
                seesCommunities = CommunityViewer.SeesAll(caller),
                isAdministrator = caller.IsAdministrator,
                alsoDiscoverable = request.IncludeDiscoverablePrivateCommunity,
                tags,
                tagCount = tags.Length,
                anyCategory = request.CategoryId is null,
                categoryId = request.CategoryId ?? "",
                anyName = request.Keyword is null,
                pattern = LikePattern.Contains(request.Keyword ?? ""),
                anyMembership = request.Filter == "all",
                isMember = request.Filter == "member",
                anyDeletion = request.IsDeleted is null,
                isDeleted = request.IsDeleted is true,
                anyFlag = request.HasFlag is null,
                hasFlag = request.HasFlag is true,
            });
            var family = await CommunityPayloads.ByIds(db.Read, caller, page.Rows.Select(row => row.CommunityId));
            return await CommunityAnswers.Of(db.Read, caller, family, page.Paging);
        }
    }

    private static readonly PagedSql<CommunityRow> Communities = List("from communities c");

    // The others have the same conditions and start elsewhere, so that what a user is in, what carries some tags, and what is in a category
    // is found without walking through all communities.
    private static readonly PagedSql<CommunityRow> Joined = List("""
        from community_users mine
        cross join communities c
        """, "and mine.user_id = @callerId and mine.community_id = c.community_id");

    private static readonly PagedSql<CommunityRow> Tagged = List("""
        from (select t.community_id
              from community_tags t
              where t.tag in @tags
              group by t.community_id
              having count(*) = @tagCount) tagged
        cross join communities c
        """, "and tagged.community_id = c.community_id");

    private static readonly PagedSql<CommunityRow> Listed = List("""
        from community_categories listed
        cross join communities c
        """, "and listed.category_id = @categoryId and listed.community_id = c.community_id");

    private static PagedSql<CommunityRow> List(string from, string join = "") => new(
        "communities.query",
        $$"""
        select c.community_id,
               c.display_name_key,
               c.created_at
        {{from}}
        where ((@alsoDiscoverable and c.is_discoverable)
               or {{CommunitySql.IsVisible}})
          {{join}}
          and (@anyMembership
               or @isMember = exists (select 1
                                      from community_users m
                                      where m.community_id = c.community_id
                                        and m.user_id = @callerId
                                        and m.membership = 'member'))
          and (@anyCategory
               or exists (select 1
                          from community_categories k
                          join categories live on live.category_id = k.category_id
                          where k.community_id = c.community_id
                            and k.category_id = @categoryId
                            and not live.is_deleted))
          and (@anyName or c.display_name_search like @pattern escape '\')
          and (@anyDeletion or c.is_deleted = @isDeleted)
          and (@anyFlag or @hasFlag = ({{CommunityRow.HasFlaggedPost}} or {{CommunityRow.HasFlaggedComment}}))
        {page}
        """,
        new("lastCreated", "c.created_at", "c.community_id", row => (row.CreatedAt, row.CommunityId), Descending: true),
        new("firstCreated", "c.created_at", "c.community_id", row => (row.CreatedAt, row.CommunityId)),
        new("displayName", "c.display_name_key", "c.community_id", row => (row.DisplayNameKey, row.CommunityId)));
}
