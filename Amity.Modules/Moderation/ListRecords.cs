using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Lists the rules of the blocklist or the allowlist, the oldest first, in the wrapped shape of the API's second version; or those with exactly
/// these texts. It knows no pages: the first ten thousand are all it shows. Administrators may.
/// </summary>
public static class ListRecords
{
    private const int MostTexts = 1000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            ModerationJson.Instance.RecordsBody,
            call => new Request { List = RuleList.Block, Regexs = call.Query.List("regexs") },
            "GET /api/v2/blacklist/records",
            "GET /api/v3/blacklist/records");
        app.MapUseCase(
            ModerationJson.Instance.RecordsBody,
            call => new Request { List = RuleList.Allow, Regexs = call.Query.List("regexs") },
            "GET /api/v2/whitelist/records");
    }

    [UseCase("listRecords", Allow.Administrators, "Lists the rules of the blocklist or the allowlist.")]
    public sealed record Request : AmityRequest<RecordsBody>
    {
        public RuleList List { get; init; }

        /// <summary>Only the rules with one of these texts; empty for all.</summary>
        public IReadOnlyList<string> Regexs { get; init; } = [];

        public override void Validate(Checks check) => check.Items(Regexs, "regexs", MostTexts, RuleText.Longest);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, RecordsBody>
    {
        public async Task<RecordsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var list = request.List.Stored();
            var rows = request.Regexs.Count == 0
                ? await db.Read.Many<RuleRow>(All, new { list })
                : await db.Read.Many<RuleRow>(Named, new { list, regexs = request.Regexs });
            return new RecordsBody { Data = new RecordsBody.Content { Results = [.. rows.Select(row => row.ToBody())] } };
        }
    }

    private const string All = $"""
        select {RuleRow.Columns}
        from moderation_rules
        where list = @list
        order by created_at, rule_id
        limit 10000
        """;

    private const string Named = $"""
        select {RuleRow.Columns}
        from moderation_rules
        where list = @list
          and regex in @regexs
        order by created_at, rule_id
        limit 10000
        """;
}
