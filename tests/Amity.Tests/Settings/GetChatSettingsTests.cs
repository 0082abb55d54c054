using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class GetChatSettingsTests
{
    [Fact]
    public async Task every_user_reads_what_the_sdks_login_waits_for()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var settings = (await alice.Get("/api/v3/network-settings/chat")).Ok();

        Assert.False(settings["messagePreview"]!.Flag("enabled"));
        Assert.False(settings["messagePreview"]!.Flag("isIncludeDeleted"));
        Assert.False(settings["marker"]!.Flag("enabled"));
        Assert.True(settings["mention"]!.Flag("isAllowMentionedChannelEnabled"));
        (await amity.Nobody().Get("/api/v3/network-settings/chat")).Refused(ErrorKind.Unauthenticated);
    }
}
