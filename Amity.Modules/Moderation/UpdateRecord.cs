using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Lets one rule of the blocklist or the allowlist act, or rest without being lost. Administrators may. It counts from the next request on; a
/// repeat changes nothing but the time.
/// </summary>
public static class UpdateRecord
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            ModerationJson.Instance.RecordBody,
            call => Bind(call, RuleList.Block),
            "PUT /api/v2/blacklist/records/{ruleId}",
            "PUT /api/v3/blacklist/records/{ruleId}");
        app.MapUseCase(ModerationJson.Instance.RecordBody, call => Bind(call, RuleList.Allow), "PUT /api/v2/whitelist/records/{ruleId}");
    }

    private static Request Bind(Call call, RuleList list)
    {
        var (request, ruleId) = (call.Json(ModerationJson.Instance.UpdateRecordRequest) with { List = list }, call.Path("ruleId"));

        // Clients made from the API's description send its path as it stands there, and the id in the body alone.
        return ruleId == ":ruleId" ? request : request with { RuleId = ruleId };
    }

    [UseCase("updateRecord", Allow.Administrators, "Turns a rule of the blocklist or the allowlist on or off.")]
    public sealed record Request : AmityRequest<RecordBody>, IWriteRequest
    {
        [JsonIgnore]
        public RuleList List { get; init; }

        /// <summary>The path says it as well, and wins.</summary>
        public string? RuleId { get; init; }

        public bool? IsEnabled { get; init; }

        public override void Validate(Checks check) => check
            .Required(RuleId, "ruleId")
            .Required(IsEnabled, "isEnabled");
    }

    internal sealed class Handler(IDb db, TextModeration moderation) : IRequestHandler<Request, RecordBody>, IAnswer<Request, RecordBody>
    {
        public async Task<RecordBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var rule = new { request.RuleId, list = request.List.Stored(), isEnabled = request.IsEnabled is true, now = tx.Now };
            if (await tx.Run(Update, rule) == 0)
            {
                throw Refuse.NotFound("Rule");
            }

            moderation.Change(tx, request.Caller.Network);
            return new RecordBody { Data = (await tx.One<RuleRow>(One, rule))!.ToBody() };
        }

        public async Task<RecordBody> Answer(Request request, RecordBody written, IRead read)
        {
            await moderation.TakeOver(request.Caller.Network);
            return written;
        }
    }

    private const string Update = """
        update moderation_rules
        set is_enabled = @isEnabled,
            updated_at = @now
        where rule_id = @RuleId
          and list = @list
        """;

    private const string One = $"""
        select {RuleRow.Columns}
        from moderation_rules
        where rule_id = @RuleId
        """;
}
