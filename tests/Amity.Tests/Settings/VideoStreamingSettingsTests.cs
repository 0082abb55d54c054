using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class VideoStreamingSettingsTests
{
    private const string Streams = $"{SettingCalls.Path}/video-streaming";

    [Fact]
    public async Task they_are_off_with_the_documented_thresholds()
    {
        await using var amity = await AmityHost.Start();
        var settings = await (await amity.Administrator()).Settings("video-streaming");

        Assert.False(settings.Flag("enabled") || settings["moderation"]!.Flag("enabled"));
        Assert.Equal(
            ["pornography", "violence", "prohibited", "inappropriate", "profanity"], settings["moderation"]!.All("categories", "category"));
        Assert.All(
            settings["moderation"]!["categories"]!.AsArray(),
            category => Assert.Equal((0.4, 0.75), (category!["flagThreshold"]!.GetValue<double>(), category["terminateThreshold"]!.GetValue<double>())));
    }

    [Fact]
    public async Task an_administrator_changes_what_is_sent_and_nothing_else()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        await amity.Set("video-streaming", new { enabled = true, moderation = new { categories = new object[] { new { category = "violence", flagThreshold = 0.5, terminateThreshold = 1 } } } });
        var both = await amity.Set("video-streaming", new { moderation = new { enabled = true, categories = new object[] { new { category = "violence", flagThreshold = 0 }, new { category = "profanity", terminateThreshold = 0.4 } } } });

        Assert.True(both.Flag("enabled") && both["moderation"]!.Flag("enabled"));
        Assert.Equal(
            """[{"category":"pornography","flagThreshold":0.4,"terminateThreshold":0.75},{"category":"violence","flagThreshold":0,"terminateThreshold":1},{"category":"prohibited","flagThreshold":0.4,"terminateThreshold":0.75},{"category":"inappropriate","flagThreshold":0.4,"terminateThreshold":0.75},{"category":"profanity","flagThreshold":0.4,"terminateThreshold":0.4}]""",
            both["moderation"]!["categories"]!.ToJsonString());
        Assert.Equal(both.ToJsonString(), (await admin.Settings("video-streaming")).ToJsonString());
        Assert.Equal(both.ToJsonString(), (await amity.Set("video-streaming", new { })).ToJsonString());
    }

    [Theory]
    [InlineData("""{"enabled":"yes"}""")]
    [InlineData("""{"moderation":[]}""")]
    [InlineData("""{"moderation":{"enabled":1}}""")]
    [InlineData("""{"moderation":{"categories":{}}}""")]
    [InlineData("""{"moderation":{"categories":[null]}}""")]
    [InlineData("""{"moderation":{"categories":[{"flagThreshold":0.1}]}}""")]
    [InlineData("""{"moderation":{"categories":[{"category":"boredom"}]}}""")]
    [InlineData("""{"moderation":{"categories":[{"category":"violence","flagThreshold":-0.1}]}}""")]
    [InlineData("""{"moderation":{"categories":[{"category":"violence","terminateThreshold":1.1}]}}""")]
    [InlineData("""{"moderation":{"categories":[{"category":"violence","flagThreshold":0.8}]}}""")]
    [InlineData("""{"enabled":true,"moderation":{"categories":[{"category":"violence"},{"category":"violence"}]}}""")]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var refusal = (await admin.Put(Streams, new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        Assert.NotEmpty(refusal["data"]!["detail"]!.AsArray());
        Assert.Equal(0, await amity.Number("select count(*) from settings"));
    }

    [Fact]
    public async Task users_neither_read_nor_change_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Get(Streams)).Refused(ErrorKind.PermissionDenied);
        (await alice.Put(Streams, new { enabled = true })).Refused(ErrorKind.PermissionDenied);
        Assert.False((await (await amity.Administrator()).Settings("video-streaming")).Flag("enabled"));
    }
}
