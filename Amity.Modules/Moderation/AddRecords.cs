using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Adds rules to the blocklist or the allowlist, in the wrapped shape of the API's first versions, up to ten thousand at a time. Administrators
/// may. They act on the next request. A repeat changes nothing but the times; with another <c>isMatchExactWord</c> that one counts from then on.
/// </summary>
public static class AddRecords
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            ModerationJson.Instance.RecordsChangedBody,
            call => call.Json(ModerationJson.Instance.AddRecordsRequest) with { List = RuleList.Block },
            "POST /v1/blacklist/records",
            "POST /api/v2/blacklist/records",
            "POST /api/v3/blacklist/records");
        app.MapUseCase(
            ModerationJson.Instance.RecordsChangedBody,
            call => call.Json(ModerationJson.Instance.AddRecordsRequest) with { List = RuleList.Allow },
            "POST /api/v2/whitelist/records");
    }

    [UseCase("addRecords", Allow.Administrators, "Adds rules to the blocklist or the allowlist.")]
    public sealed record Request : RulesRequest<RecordsChangedBody>
    {
        /// <summary>No source says how many; whole lists of words come in one call.</summary>
        public const int MostRules = 10_000;

        protected override int Most => MostRules;
    }

    internal sealed class Handler(IDb db, TextModeration moderation)
        : IRequestHandler<Request, RecordsChangedBody>, IAnswer<Request, RecordsChangedBody>
    {
        public async Task<RecordsChangedBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await RuleRows.Add(db.Write, request.List, request.Rules, request.IsWholeWord);
            moderation.Change(db.Write, request.Caller.Network);
            return RecordsChangedBody.Done;
        }

        public async Task<RecordsChangedBody> Answer(Request request, RecordsChangedBody written, IRead read)
        {
            await moderation.TakeOver(request.Caller.Network);
            return written;
        }
    }
}
