using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>
/// Changes what is sent of the settings of the pre-hook and nothing else. Administrators may. A secret key is made when the hook is enabled for the
/// first time and whenever a new one is asked for; it is in the answer to that change and in no other. A repeat changes nothing, but for a new key.
/// </summary>
public static class UpdatePreHookSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.PreHookBody,
        call => call.Json(SettingsJson.Instance.UpdatePreHookSettingsRequest),
        "PUT /api/v3/network-settings/prehook");

    [UseCase("updatePreHookSettings", Allow.Administrators, "Changes the network's settings for pre-hooks, which this server does not call yet, field by field.")]
    public sealed record Request : AmityRequest<PreHookBody>, IWriteRequest
    {
        public bool? Enabled { get; init; }

        /// <summary>An absolute address with http or https; empty for none.</summary>
        public string? CallbackUrl { get; init; }

        /// <summary><c>allow</c> or <c>deny</c>.</summary>
        [Told]
        public string? DefaultAction { get; init; }

        /// <summary>Whether a new secret key is made: from then on the one before is worth nothing.</summary>
        public bool? RegenerateKey { get; init; }

        public override void Validate(Checks check) => check
            .Text(CallbackUrl, "callbackUrl", PreHookSettings.LongestUrl)
            .That(CallbackUrl is null or "" || IsWebAddress(CallbackUrl), "The 'callbackUrl' field must be an absolute http or https address.")
            .OneOf(DefaultAction, "defaultAction", PreHookSettings.Allow, PreHookSettings.Deny);

        private static bool IsWebAddress(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && !text.Any(char.IsWhiteSpace);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PreHookBody>
    {
        public async Task<PreHookBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, PreHookSettings.Name, SettingsJson.Instance.PreHookSettings);
            var settings = before with
            {
                Enabled = request.Enabled ?? before.Enabled,
                CallbackUrl = request.CallbackUrl ?? before.CallbackUrl,
                DefaultAction = request.DefaultAction ?? before.DefaultAction,
            };
            if (settings is { Enabled: true, CallbackUrl: "" })
            {
                throw Refuse.Invalid("The 'callbackUrl' field is required while the pre-hook is enabled.");
            }

            var isKeyNew = request.RegenerateKey is true || settings is { Enabled: true, SecretKey: null };
            if (isKeyNew)
            {
                settings = settings.WithNewKey();
            }

            await NetworkSettings.Store(tx, PreHookSettings.Name, settings, SettingsJson.Instance.PreHookSettings);
            return PreHookBody.Of(settings, isKeyNew ? settings.SecretKey : null);
        }
    }
}
