using Amity.Core;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Modules;
using Microsoft.AspNetCore.HttpOverrides;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Amity.Host;

/// <summary>Runs the server until SIGTERM or Ctrl+C; requests in flight are finished and the writers' queues written.</summary>
internal static class ServeCommand
{
    public static Task<int> Run(string[] args, CancellationToken cancel) => Commands.Guarded(async () =>
    {
        await using var app = Build(args);
        await app.StartAsync(cancel);
        Greet(app, app.Services.GetRequiredService<INetworks>());
        await app.WaitForShutdownAsync(cancel);
        return 0;
    });

    /// <summary>The whole program as tests and benchmarks start it too.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.Configuration["urls"] = "http://127.0.0.1:8080";
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddAmity();
        Telemetry(builder);
        configure?.Invoke(builder);

        var app = builder.Build();
        TrustProxies(app);
        app.MapAmity();
        app.Services.GetRequiredService<Front>().MapNotFound(app);
        return app;
    }

    private static void Telemetry(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter(Metrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter()
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build());
        builder.Services.AddHostedService<TelemetryStart>();
    }

    private static void TrustProxies(WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<AmityOptions>().TrustedProxies
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (proxies.Length == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
        }

        app.UseForwardedHeaders(forwarded);
    }

    private static void Greet(WebApplication app, INetworks networks)
    {
        var network = networks.Default;
        foreach (var url in app.Urls)
        {
            Console.WriteLine($"Amity listens on {url}");
        }

        Console.WriteLine($"Network {network.Id}, API key {network.ApiKey}");
        if (!network.SecureMode && app.Urls.Any(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && !uri.IsLoopback))
        {
            app.Logger.LogWarning("Secure mode is off and the server listens beyond this machine: whoever knows the API key can act as any user");
        }
    }

    /// <summary>Resolves the providers, so that they listen from the start and flush at the end.</summary>
    private sealed class TelemetryStart(MeterProvider meters, TracerProvider tracers) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            meters.ForceFlush(2000);
            tracers.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
