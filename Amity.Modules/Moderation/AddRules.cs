using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Adds up to a hundred rules to the blocklist or the allowlist. Administrators may. They act on the next request; the allowlist once it is on.
/// A repeat changes nothing but the times; with another <c>isMatchExactWord</c> that one counts from then on.
/// </summary>
public static class AddRules
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            ModerationJson.Instance.Success,
            call => call.Json(ModerationJson.Instance.AddRulesRequest) with { List = RuleList.Block },
            "POST /api/v3/blocklists");
        app.MapUseCase(
            ModerationJson.Instance.Success,
            call => call.Json(ModerationJson.Instance.AddRulesRequest) with { List = RuleList.Allow },
            "POST /api/v3/allowlists");
    }

    [UseCase("addRules", Allow.Administrators, "Adds rules to the blocklist or the allowlist, a hundred at a time.")]
    public sealed record Request : RulesRequest<Success>
    {
        protected override int Most => 100;
    }

    internal sealed class Handler(IDb db, TextModeration moderation) : IRequestHandler<Request, Success>, IAnswer<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            await RuleRows.Add(db.Write, request.List, request.Rules, request.IsWholeWord);
            moderation.Change(db.Write, request.Caller.Network);
            return Success.Yes;
        }

        public async Task<Success> Answer(Request request, Success written, IRead read)
        {
            await moderation.TakeOver(request.Caller.Network);
            return written;
        }
    }
}
