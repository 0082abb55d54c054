using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class ChatSettingsTests
{
    private const string Chat = $"{SettingCalls.Path}/chat";

    [Fact]
    public async Task every_user_reads_what_the_sdks_login_waits_for()
    {
        await using var amity = await AmityHost.Start();
        var settings = await (await amity.Login("alice")).Settings("chat");

        Assert.False(settings["messagePreview"]!.Flag("enabled"));
        Assert.False(settings["messagePreview"]!.Flag("isIncludeDeleted"));
        Assert.False(settings["marker"]!.Flag("enabled"));
        Assert.True(settings["mention"]!.Flag("isAllowMentionedChannelEnabled"));
        Assert.True(settings.Flag("isAllowAdminViewConversationMessage"));
        Assert.True(settings.Flag("isAllowAdminManageConversationMessage"));
        (await amity.Nobody().Get(Chat)).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task an_administrator_changes_what_is_sent_and_nothing_else()
    {
        await using var amity = await AmityHost.Start();

        await amity.Set("chat", new { messagePreviewSetting = new { enabled = true, isIncludeDeleted = true } });
        await amity.Set("chat", new { isAllowMentionedChannelEnabled = false, isAllowAdminViewConversationMessage = false });
        await amity.Set("chat", new { messagePreviewSetting = new { enabled = true }, isAllowAdminManageConversationMessage = false });

        Assert.Equal(
            """{"enabled":true,"mention":{"isAllowMentionedChannelEnabled":false},"messagePreview":{"enabled":true,"isIncludeDeleted":true},"""
            + """
              "marker":{"enabled":false},"isAllowAdminViewConversationMessage":false,"isAllowAdminManageConversationMessage":false}
              """,
            (await (await amity.Login("alice")).Settings("chat")).ToJsonString());
    }

    [Theory]
    [InlineData("""{"messagePreviewSetting":{}}""")]
    [InlineData("""{"messagePreviewSetting":{"isIncludeDeleted":true}}""")]
    [InlineData("""{"messagePreviewSetting":true}""")]
    [InlineData("""{"isAllowMentionedChannelEnabled":"no"}""")]
    public async Task what_is_malformed_is_refused(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Put(Chat, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task users_cannot_change_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Put(Chat, new { isAllowMentionedChannelEnabled = false })).Refused(ErrorKind.PermissionDenied);
        Assert.True((await alice.Settings("chat"))["mention"]!.Flag("isAllowMentionedChannelEnabled"));
    }
}
