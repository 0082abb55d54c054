using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Tells before something is written whether the blocklist would refuse it. Every user may; the answer is about the texts, whoever asks. Changes
/// nothing.
/// </summary>
public static class VerifyTexts
{
    public const int MostTexts = 10, LongestText = 500;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.Success,
        call => call.Json(ModerationJson.Instance.VerifyTextsRequest),
        "POST /api/v3/blocklists/verify");

    [UseCase("verifyTexts", Allow.Users, "Checks texts by the blocklist.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<Success>
    {
        public IReadOnlyList<string?>? Data { get; init; }

        public override void Validate(Checks check) => check.Verified(Data);
    }

    /// <summary>One to ten texts of at most 500 characters.</summary>
    internal static Checks Verified(this Checks check, IReadOnlyList<string?>? data) => check
        .Required(data, "data")
        .That(data is null or { Count: > 0 and <= MostTexts }, $"The 'data' field must contain 1 to {MostTexts} items.")
        .That(
            data is null || data.All(text => text is { Length: <= LongestText }),
            $"Each item of the 'data' field must be a text of at most {LongestText} characters.");

    internal sealed class Handler(TextModeration moderation) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var rules = await moderation.RulesOf(request.Caller.Network);
            return request.Data!.Any(text => rules.HasBlockedWord(text!))
                ? throw new AmityException(ErrorKind.BlockedWord, "Some texts contain blocked words")
                : Success.Yes;
        }
    }
}
