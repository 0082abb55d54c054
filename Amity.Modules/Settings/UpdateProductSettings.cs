using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Changes whether posts can show products. Administrators may. A repeat changes nothing.</summary>
public static class UpdateProductSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.ProductSettings,
        call => call.Json(SettingsJson.Instance.UpdateProductSettingsRequest),
        "PUT /api/v3/network-settings/product");

    [UseCase("updateProductSettings", Allow.Administrators, "Changes the network's settings for products in posts.")]
    public sealed record Request : AmityRequest<ProductSettings>, IWriteRequest
    {
        public ProductInput? Product { get; init; }
    }

    public sealed record ProductInput
    {
        public bool? Enabled { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, ProductSettings>
    {
        public async Task<ProductSettings> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, ProductSettings.Name, SettingsJson.Instance.ProductSettings);
            var settings = before with
            {
                Product = before.Product with { Enabled = request.Product?.Enabled ?? before.Product.Enabled },
            };
            await NetworkSettings.Store(tx, ProductSettings.Name, settings, SettingsJson.Instance.ProductSettings);
            return settings;
        }
    }
}
