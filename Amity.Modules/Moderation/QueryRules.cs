using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Lists the rules of the blocklist or the allowlist page by page, the newest first, or those that begin so, in any case. Administrators may.</summary>
public static class QueryRules
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(ModerationJson.Instance.RulesBody, call => Bind(call, RuleList.Block), "GET /api/v3/blocklists");
        app.MapUseCase(ModerationJson.Instance.RulesBody, call => Bind(call, RuleList.Allow), "GET /api/v3/allowlists");
    }

    private static Request Bind(Call call, RuleList list) => new()
    {
        List = list,
        Regex = call.Query.Text("regex"),
        SortBy = call.Query.Text("sortBy"),
        Page = call.Page,
    };

    [UseCase("queryRules", Allow.Administrators, "Lists or searches the rules of the blocklist or the allowlist.")]
    public sealed record Request : AmityRequest<RulesBody>
    {
        public RuleList List { get; init; }

        /// <summary>How their texts begin.</summary>
        public string? Regex { get; init; }

        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check.Text(Regex, "regex", RuleText.Longest);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, RulesBody>
    {
        public async Task<RulesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var filters = PageFilters.Of(("list", request.List), ("regex", request.Regex));
            var page = await Rules.Page(db.Read, request.Caller.Network.Pages, request.Page, request.SortBy, filters, new
            {
                list = request.List.Stored(),
                anyText = request.Regex is null,
                pattern = LikePattern.Beginning(request.Regex ?? ""),
            });
            return new RulesBody { Results = [.. page.Rows.Select(row => row.ToBody())], Paging = page.Paging };
        }
    }

    private static readonly PagedSql<RuleRow> Rules = new(
        "moderation.rules",
        $$"""
        select {{RuleRow.Columns}}
        from moderation_rules
        where list = @list
          and (@anyText or regex_search like @pattern escape '\')
        {page}
        """,
        new("lastCreated", "created_at", "rule_id", row => (row.CreatedAt, row.RuleId), Descending: true),
        new("firstCreated", "created_at", "rule_id", row => (row.CreatedAt, row.RuleId)));
}
