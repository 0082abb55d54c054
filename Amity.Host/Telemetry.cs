using Amity.Core.Data;
using Amity.Core.Http;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Amity.Host;

/// <summary>Sends metrics and traces by OTLP when the environment names an endpoint; every <c>OTEL_*</c> variable of the exporter counts.</summary>
internal static class Telemetry
{
    private const int FlushMilliseconds = 2000;

    public static void Add(IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            return;
        }

        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter(Metrics.MeterName, StorageMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter()
            .Build());
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build());
        services.AddHostedService<Start>();
    }

    /// <summary>Resolves the providers, so that they listen from the start and flush at the end.</summary>
    private sealed class Start(MeterProvider meters, TracerProvider tracers) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            meters.ForceFlush(FlushMilliseconds);
            tracers.ForceFlush(FlushMilliseconds);
            return Task.CompletedTask;
        }
    }
}
