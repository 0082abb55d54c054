using Amity.Core;
using Amity.Core.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Amity.Modules.Description;

/// <summary>
/// The description as a document, without a credential: it tells nothing that is not in the source. Made at the first request and kept;
/// the start pays nothing for it.
/// </summary>
internal static class DescriptionRoute
{
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder app, string pattern)
    {
        var front = app.ServiceProvider.GetRequiredService<Front>();
        var document = new Lazy<byte[]>(() => Make(app.ServiceProvider));

        return app.MapGet(pattern, front.Guard("describe", Answer)).AllowAnonymous().ExcludeFromDescription();

        Task Answer(HttpContext http)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = document.Value.Length;
            return http.Response.Body.WriteAsync(document.Value, http.RequestAborted).AsTask();
        }
    }

    private static byte[] Make(IServiceProvider services)
    {
        var endpoints = services.GetRequiredService<EndpointDataSource>().Endpoints;
        var document = ApiDescription.Of(endpoints, services.GetRequiredService<AmityOptions>());
        using var json = new MemoryStream();
        using (var text = new StreamWriter(json, leaveOpen: true))
        {
            document.SerializeAsV3(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        }

        return json.ToArray();
    }
}
