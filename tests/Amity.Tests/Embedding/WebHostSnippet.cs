// What docs/embedding.md and README.md show stands between the marks; the test runs it with the lines around them.
#pragma warning disable IDE0005 // The web SDK's implicit usings.
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0005
// <snippet>
using Amity.Modules;

// </snippet>

namespace Snippets;

internal static class WebHostSnippet
{
    public static async Task Run(string[] args, Action<WebApplication> started)
    {
        // <snippet>
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAmity();

        var app = builder.Build();
        app.MapGet("/", () => "This page is yours.");
        app.MapAmity();
        // </snippet>
        app.Lifetime.ApplicationStarted.Register(() => started(app));
        // <snippet>
        await app.RunAsync();
        // </snippet>
    }
}
