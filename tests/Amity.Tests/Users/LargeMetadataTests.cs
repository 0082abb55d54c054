using System.Diagnostics.Metrics;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Users;

public sealed class LargeMetadataTests
{
    [Fact]
    public async Task metadata_above_the_recommended_size_is_accepted_and_counted()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var counted = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Enable(instrument, self) };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();

        (await alice.Put("/api/v3/users", new { userId = "alice", metadata = new { k = new string('x', 1000 - 8) } })).Ok();
        Assert.Equal(0, Interlocked.Read(ref counted));
        (await alice.Put("/api/v3/users", new { userId = "alice", metadata = new { k = new string('x', 1001 - 8) } })).Ok();
        Assert.Equal(1, Interlocked.Read(ref counted));
        (await alice.Put("/api/v3/users", new { userId = "alice", metadata = new { k = new string('x', 5001) } })).Refused(ErrorKind.Invalid);
        Assert.Equal(1, Interlocked.Read(ref counted));

        void Enable(Instrument instrument, MeterListener self)
        {
            if (instrument.Name == "amity.large_metadata" && instrument.Meter.Scope == amity.Services.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        }
    }
}
