using System.Collections.Concurrent;
using System.Text;
using Amity.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Amity.Tests.Host;

public sealed class TelemetryTests
{
    [Fact]
    public async Task metrics_and_traces_go_to_the_endpoint_that_is_configured()
    {
        using var folder = new ScratchFolder();
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await Collector(received);
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        await using var amity = await AmityProcess.Serve(folder.Path, environment);
        var alice = await amity.Login("alice");
        (await alice.Put("/api/v3/users", new { userId = "alice", description = "text-unseen" })).Ok();
        (await alice.Get("/api/v3/users?keyword=keyword-unseen")).Ok();

        // What is not yet sent is sent before the end.
        Assert.Equal(0, await amity.Stop());
        Assert.Contains("amity.calls", received["/v1/metrics"]);
        Assert.Contains("updateUser", received["/v1/metrics"]);
        Assert.Contains("amity.storage.batch", received["/v1/metrics"]);
        Assert.Contains("updateUser", received["/v1/traces"]);
        Assert.All(received.Values, sent => Assert.DoesNotContain("unseen", sent));
    }

    /// <summary>Takes what an OTLP collector takes; the texts in a message are readable without its schema.</summary>
    private static async Task<WebApplication> Collector(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.Latin1);
            var body = await reader.ReadToEndAsync();
            received.AddOrUpdate(http.Request.Path.Value!, body, (_, before) => before + body);
        });
        await app.StartAsync();
        return app;
    }
}
