using Amity.Core.Data;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

/// <summary>Settings that an earlier version of the program has stored, without what was added since.</summary>
public sealed class StoredSettingsTests
{
    [Theory]
    [InlineData("social", "social", "{}")]
    [InlineData("users", "users", "{}")]
    [InlineData("chat", "chat", "{}")]
    [InlineData("chat", "chat", """{"mention":{},"messagePreview":{},"marker":{}}""")]
    [InlineData("feed", "feed-setting", "{}")]
    [InlineData("product", "product", "{}")]
    [InlineData("product", "product", """{"product":{}}""")]
    [InlineData("uikit", "uikit", "{}")]
    [InlineData("prehook", "prehook", "{}")]
    [InlineData("semanticSearch", "semantic-search", "{}")]
    [InlineData("videoStreaming", "video-streaming", "{}")]
    [InlineData("videoStreaming", "video-streaming", """{"moderation":{}}""")]
    [InlineData("webhook", "webhook", "{}")]
    public async Task what_they_lack_has_its_default(string name, string path, string value)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var before = (await admin.Settings(path)).ToJsonString();

        await amity.Network.Database.Write(tx => tx.Run("insert into settings (name, value) values (@name, @value)", new { name, value }));

        Assert.Equal(before, (await admin.Settings(path)).ToJsonString());
    }
}
