using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Networks;

/// <summary>
/// For whoever watches the process, without a credential. <c>/healthz</c>: it answers. <c>/readyz</c>: its default network can be
/// read; 503 while it cannot.
/// </summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var front = app.ServiceProvider.GetRequiredService<Front>();
        Get("/healthz", http => http.Response.WriteAsync("ok"));
        Get("/readyz", Ready);

        // Last in order: a host that has its own of this name keeps it.
        void Get(string path, RequestDelegate answer) => app
            .MapGet(path, front.Guard(path[1..], answer))
            .WithOrder(int.MaxValue)
            .AllowAnonymous()
            .ExcludeFromDescription();

        static Task Ready(HttpContext http)
        {
            try
            {
                using var read = http.RequestServices.GetRequiredService<INetworks>().Default.Database.Read();
            }
            catch (Exception trouble) when (trouble is not AmityException)
            {
                throw Refuse.Busy("The default network cannot be read.", trouble);
            }

            return http.Response.WriteAsync("ready");
        }
    }
}
