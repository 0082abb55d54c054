using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Tells before something is written whether these are links, and whether the allowlist has them; while it is off it has all. Every user may;
/// the answer is about the links, whoever asks. Changes nothing.
/// </summary>
public static class VerifyUrls
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.Success,
        call => call.Json(ModerationJson.Instance.VerifyUrlsRequest),
        "POST /api/v3/allowlists/verify");

    [UseCase("verifyUrls", Allow.Users, "Checks links by the allowlist.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<Success>
    {
        public IReadOnlyList<string?>? Data { get; init; }

        public override void Validate(Checks check) => check.Verified(Data);
    }

    internal sealed class Handler(TextModeration moderation) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var urls = request.Data!.Select(url => url!.Trim()).ToList();
            if (!urls.All(AllowList.IsLink))
            {
                throw Refuse.BadRequest("Some URLs are not valid");
            }

            var rules = await moderation.RulesOf(request.Caller.Network);
            return urls.All(rules.AllowsLinks)
                ? Success.Yes
                : throw new AmityException(ErrorKind.LinkNotAllowed, "Some URLs are not in the allow list");
        }
    }
}
