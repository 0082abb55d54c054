using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the chat settings. Every user may: the SDK asks for them at each login.</summary>
public static class GetChatSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.ChatSettings,
        _ => new Request(),
        "GET /api/v3/network-settings/chat");

    [UseCase("getChatSettings", Allow.Users, "Reads the network's chat settings.", Asks = [Right.Everybody], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<ChatSettings>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, ChatSettings>
    {
        public Task<ChatSettings> Handle(Request request, CancellationToken cancellationToken) =>
            NetworkSettings.Of(db.Read, ChatSettings.Name, SettingsJson.Instance.ChatSettings);
    }
}
