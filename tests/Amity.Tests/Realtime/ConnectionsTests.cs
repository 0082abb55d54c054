using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>Who is connected, as administrators see it.</summary>
public sealed class ConnectionsTests
{
    [Fact]
    public async Task only_administrators_see_how_many_are_connected()
    {
        await using var amity = await AmityHost.Start();

        (await (await amity.Login("alice")).Get("/api/admin/v1/connections")).Refused(ErrorKind.PermissionDenied);
        (await amity.Nobody().Get("/api/admin/v1/connections")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task the_most_of_a_month_stays_when_devices_go_and_over_a_restart_and_a_new_month_begins_anew()
    {
        var clock = new TestClock();
        using var folder = new ScratchFolder();
        await using (var first = await AmityHost.Start(folder: folder.Path, time: clock))
        {
            await using (await Listener.Of(first, await first.Login("alice", deviceId: "phone")))
            await using (await Listener.Of(first, await first.Login("bob", deviceId: "desk")))
            {
                Assert.Equal(2, (await Read(first)).Number("devices"));
            }
        }

        await using var second = await AmityHost.Start(folder: folder.Path, time: clock);
        await using var carol = await Listener.Of(second, await second.Login("carol"));
        var january = await Read(second);
        Assert.Equal(1, january.Number("devices"));
        Assert.Equal([("2030-01", 2L)], Months(january));

        clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal([("2030-02", 1L), ("2030-01", 2L)], Months(await Read(second)));
    }

    internal static async Task<JsonNode> Read(AmityHost amity) => (await (await amity.Administrator()).Get("/api/admin/v1/connections")).Ok();

    private static IEnumerable<(string, long)> Months(JsonNode read) => read["months"]!.AsArray().Select(one => (one!.Text("month"), one!.Number("devices")));
}
