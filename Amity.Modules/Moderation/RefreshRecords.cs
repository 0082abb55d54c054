using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Makes these all the rules of the blocklist or the allowlist; none empties it. Administrators may. At no moment does a request meet less than
/// the one list or the other. A repeat gives the rules new ids and times.
/// </summary>
public static class RefreshRecords
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            ModerationJson.Instance.RecordsChangedBody,
            call => call.Json(ModerationJson.Instance.RefreshRecordsRequest) with { List = RuleList.Block },
            "PUT /v1/blacklist/records",
            "PUT /api/v2/blacklist/records",
            "PUT /api/v3/blacklist/records");
        app.MapUseCase(
            ModerationJson.Instance.RecordsChangedBody,
            call => call.Json(ModerationJson.Instance.RefreshRecordsRequest) with { List = RuleList.Allow },
            "PUT /api/v2/whitelist/records");
    }

    [UseCase("refreshRecords", Allow.Administrators, "Replaces the rules of the blocklist or the allowlist.")]
    public sealed record Request : RulesRequest<RecordsChangedBody>
    {
        protected override int Most => AddRecords.Request.MostRules;
    }

    internal sealed class Handler(IDb db, TextModeration moderation)
        : IRequestHandler<Request, RecordsChangedBody>, IAnswer<Request, RecordsChangedBody>
    {
        public async Task<RecordsChangedBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await RuleRows.Clear(db.Write, request.List);
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
