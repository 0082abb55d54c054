using System.Net;
using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Modules;
using Microsoft.AspNetCore.HttpOverrides;

namespace Amity.Host;

/// <summary>Runs the server until SIGTERM or Ctrl+C; requests in flight are finished and the writers' queues written.</summary>
internal static class ServeCommand
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    public static Task<int> Run(string[] args, CancellationToken cancel) => Commands.Guarded(async () =>
    {
        await using var app = Build(args);

        // Before anything listens: a network that cannot be opened keeps the server from starting.
        var network = app.Services.GetRequiredService<INetworks>().Default;
        await app.StartAsync(cancel);
        Greet(app, network);
        app.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("Amity stops; what has begun is finished"));
        await app.WaitForShutdownAsync(cancel);
        return 0;
    });

    /// <summary>The whole program as tests and benchmarks start it too.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The options are read once: watching the configuration file would watch every folder below the program's.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        Address(builder.Configuration);
        var started = false;
        Log(builder, () => started);
        builder.Services.AddAmity();
        Telemetry.Add(builder.Services);
        configure?.Invoke(builder);

        var app = builder.Build();
        TrustProxies(app);
        app.MapAmity();
        app.Services.GetRequiredService<Front>().MapNotFound(app);
        app.Lifetime.ApplicationStarted.Register(() => started = true);
        return app;
    }

    private static void Address(ConfigurationManager configuration)
    {
        if (configuration["urls"] is null && configuration["http_ports"] is null)
        {
            configuration["urls"] = DefaultAddress;
        }

        foreach (var url in configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (!IsHttp(url))
            {
                throw new OperatorException(
                    $"urls must be addresses such as {DefaultAddress}, separated by semicolons, not \"{url}\". TLS is the business of a proxy in front.");
            }
        }
    }

    private static bool IsHttp(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme.Equals("http", StringComparison.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void Log(WebApplicationBuilder builder, Func<bool> hasStarted)
    {
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });

        // The framework's own lines about requests show addresses, with what people search for in them.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // What keeps the server from starting is told in one line; the framework would log it with its stack, and twice.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", IsLogged);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", IsLogged);

        bool IsLogged(LogLevel level) => hasStarted() && level >= LogLevel.Warning;
    }

    private static void TrustProxies(WebApplication app)
    {
        var proxies = AmityConfiguration.Listed(app.Services.GetRequiredService<AmityOptions>().TrustedProxies);
        if (proxies.Length == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        app.UseForwardedHeaders(forwarded);
    }

    private static void Greet(WebApplication app, Network network)
    {
        foreach (var url in app.Urls)
        {
            Console.WriteLine($"Amity listens on {url}");
        }

        Console.WriteLine($"Network {network.Id}, API key {network.ApiKey}");
        var note = app.Services.GetRequiredService<DataFolder>().FirstRunNote;
        if (File.Exists(note))
        {
            Console.WriteLine($"The server key is in {note}: keep it elsewhere and delete the file");
        }

        if (!network.SecureMode && app.Urls.Any(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && !uri.IsLoopback))
        {
            app.Logger.LogWarning("Secure mode is off and the server listens beyond this machine: whoever knows the API key can act as any user");
        }
    }
}
