using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Deletes rules of the blocklist or the allowlist for good. Administrators may. Ids come in the query or in a body; one that the list does not
/// have changes nothing, and so does a repeat.
/// </summary>
public static class DeleteRecords
{
    private const int Most = 1000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            ModerationJson.Instance.RecordsChangedBody,
            call => Bind(call, RuleList.Block),
            "DELETE /v1/blacklist/records",
            "DELETE /api/v2/blacklist/records",
            "DELETE /api/v3/blacklist/records");
        app.MapUseCase(
            ModerationJson.Instance.RecordsChangedBody, call => Bind(call, RuleList.Allow), "DELETE /api/v2/whitelist/records");
    }

    private static Request Bind(Call call, RuleList list)
    {
        var request = call.Json(ModerationJson.Instance.DeleteRecordsRequest) with { List = list };
        return call.Query.List("ruleIds") is { Count: > 0 } ids ? request with { RuleIds = ids } : request;
    }

    [UseCase("deleteRecords", Allow.Administrators, "Deletes rules of the blocklist or the allowlist.")]
    public sealed record Request : AmityRequest<RecordsChangedBody>, IWriteRequest
    {
        [JsonIgnore]
        public RuleList List { get; init; }

        /// <summary>At most 1000.</summary>
        public IReadOnlyList<string>? RuleIds { get; init; }

        public override void Validate(Checks check) => check
            .Required(RuleIds, "ruleIds")
            .Items(RuleIds, "ruleIds", Most, maxLength: 100, min: 1);
    }

    internal sealed class Handler(IDb db, TextModeration moderation)
        : IRequestHandler<Request, RecordsChangedBody>, IAnswer<Request, RecordsChangedBody>
    {
        public async Task<RecordsChangedBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await db.Write.Run(Delete, new { list = request.List.Stored(), ids = request.RuleIds });
            moderation.Change(db.Write, request.Caller.Network);
            return RecordsChangedBody.Done;
        }

        public async Task<RecordsChangedBody> Answer(Request request, RecordsChangedBody written, IRead read)
        {
            await moderation.TakeOver(request.Caller.Network);
            return written;
        }
    }

    private const string Delete = """
        delete from moderation_rules
        where rule_id in @ids
          and list = @list
        """;
}
