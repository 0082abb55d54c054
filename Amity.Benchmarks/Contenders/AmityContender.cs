using Amity.Core;
using Amity.Core.Data;
using Amity.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amity.Benchmarks.Contenders;

/// <summary>The whole program, durable as it is shipped, without a rate limit: a few users stand for many here.</summary>
internal static class AmityContender
{
    public const string ApiKey = "benchmark";

    public static WebApplication Build(string folder, DatabaseOptions storage) => ServeCommand.Build(["--urls", "http://127.0.0.1:0"], builder =>
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(storage);
        builder.Services.AddSingleton(_ =>
        {
            var options = new AmityOptions { DataDirectory = folder, ApiKey = ApiKey };
            options.RateLimit.PermitsPerSecond = 0;
            return options;
        });
    });
}
