using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads whether posts can show products. Every user may: an application sends no post before it has the answer.</summary>
public static class GetProductSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.ProductSettings,
        _ => new Request(),
        "GET /api/v3/network-settings/product");

    [UseCase("getProductSettings", Allow.Users, "Reads the network's settings for products in posts.", Asks = [Right.Everybody], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<ProductSettings>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, ProductSettings>
    {
        public Task<ProductSettings> Handle(Request request, CancellationToken cancellationToken) =>
            NetworkSettings.Of(db.Read, ProductSettings.Name, SettingsJson.Instance.ProductSettings);
    }
}
