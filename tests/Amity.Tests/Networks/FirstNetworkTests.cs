using Amity.Core.Data;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Networks;

public sealed class FirstNetworkTests
{
    [Fact]
    public async Task there_is_no_network_whose_server_key_could_not_be_noted()
    {
        using var folder = new ScratchFolder();
        var note = new DataFolder(folder.Data).FirstRunNote;
        Directory.CreateDirectory(note);
        await using (var refused = await Start(folder))
        {
            Assert.ThrowsAny<Exception>(() => refused.Network);
        }

        Directory.Delete(note);
        await using var host = await Start(folder);
        var network = host.Network;
        var serverKey = (await File.ReadAllLinesAsync(note)).Single(line => line.StartsWith("Server key: ", StringComparison.Ordinal))["Server key: ".Length..];
        Assert.Contains($"Network:    {network.Id}", await File.ReadAllLinesAsync(note));
        (await host.Nobody(("x-server-key", serverKey)).Get("/api/v3/authentication/token?userId=alice")).Ok();
    }

    private static Task<AmityHost> Start(ScratchFolder folder) => AmityHost.Start(options => options.ServerKey = null, folder: folder.Data);
}
