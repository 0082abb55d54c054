using Amity.Tests.Kit;
using Amity.Tests.Realtime;
using Xunit;

namespace Amity.Tests.Faq;

public sealed class RealtimeFaqTests
{
    /// <summary>Row 86: how are concurrent connections counted?</summary>
    [Fact]
    public async Task connections_are_counted_by_device_and_not_by_tab()
    {
        await using var amity = await AmityHost.Start();
        var phone = await amity.Login("alice", deviceId: "phone");
        await using var tab = await Listener.Of(amity, phone, "tab 0");
        await using var otherTab = await Listener.Of(amity, phone, "tab 1");

        var one = await ConnectionsTests.Read(amity);
        Assert.Equal((2, 1), (one.Number("connections"), one.Number("devices")));

        await using var desk = await Listener.Of(amity, await amity.Login("alice", deviceId: "desk"), "tab 0 of the desk");
        Assert.Equal(2, (await ConnectionsTests.Read(amity)).Number("devices"));
    }
}
