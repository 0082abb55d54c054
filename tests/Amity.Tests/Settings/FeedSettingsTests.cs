using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class FeedSettingsTests
{
    private const string Feed = $"{SettingCalls.Path}/feed-setting";

    [Fact]
    public async Task every_user_reads_them_feed_by_feed()
    {
        await using var amity = await AmityHost.Start();
        var settings = await (await amity.Login("alice")).Settings("feed-setting");

        Assert.Equal(["post", "message", "story"], settings.All("feedSettings", "feedType"));
        Assert.Equal([7200, 600, 90], new[] { 0, 1, 2 }.Select(feed => Video(settings, feed).Number("maxDurationSeconds")));
        Assert.Equal("video", Video(settings, 0).Text("contentType"));
        Assert.True(Video(settings, 0).Flag("allowed"));
        Assert.Equal("""{"maxResolution":"1080p","minResolution":"360p"}""", Video(settings, 0)["transcodeConfig"]!.ToJsonString());
        (await amity.Nobody().Get(Feed)).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task an_administrator_changes_what_is_sent_and_nothing_else()
    {
        await using var amity = await AmityHost.Start();

        await amity.Set("feed-setting", new { story = new { video = new { allowed = false, maxDurationSeconds = 30 } } });
        await amity.Set("feed-setting", new { story = new { video = new { transcodeConfig = new { maxResolution = "720p" } } }, post = new { } });
        var settings = await amity.Set("feed-setting", new { message = new { video = new { transcodeConfig = new { minResolution = "1080p" } } } });

        Assert.False(Video(settings, 2).Flag("allowed"));
        Assert.Equal(30, Video(settings, 2).Number("maxDurationSeconds"));
        Assert.Equal("""{"maxResolution":"720p","minResolution":"360p"}""", Video(settings, 2)["transcodeConfig"]!.ToJsonString());
        Assert.Equal("""{"maxResolution":"1080p","minResolution":"1080p"}""", Video(settings, 1)["transcodeConfig"]!.ToJsonString());
        Assert.Equal(7200, Video(settings, 0).Number("maxDurationSeconds"));
        Assert.Equal(settings.ToJsonString(), (await (await amity.Login("alice")).Settings("feed-setting")).ToJsonString());
    }

    [Theory]
    [InlineData("""{"post":{"video":{"maxDurationSeconds":7201}}}""")]
    [InlineData("""{"message":{"video":{"maxDurationSeconds":601}}}""")]
    [InlineData("""{"story":{"video":{"maxDurationSeconds":91}}}""")]
    [InlineData("""{"story":{"video":{"maxDurationSeconds":0}}}""")]
    [InlineData("""{"post":{"video":{"allowed":"no"}}}""")]
    [InlineData("""{"post":{"video":{"transcodeConfig":{"maxResolution":"4k"}}}}""")]
    [InlineData("""{"post":{"video":{"transcodeConfig":{"minResolution":"240p"}}}}""")]
    [InlineData("""{"post":{"video":{"transcodeConfig":{"minResolution":"1080p","maxResolution":"720p"}}}}""")]
    [InlineData("""{"post":[]}""")]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var before = await admin.Settings("feed-setting");
        (await admin.Put(Feed, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        Assert.Equal(before.ToJsonString(), (await admin.Settings("feed-setting")).ToJsonString());
    }

    [Fact]
    public async Task users_cannot_change_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Put(Feed, new { post = new { video = new { allowed = false } } })).Refused(ErrorKind.PermissionDenied);
        Assert.True(Video(await alice.Settings("feed-setting"), 0).Flag("allowed"));
    }

    private static JsonNode Video(JsonNode settings, int feed) => settings["feedSettings"]![feed]!.First("contentSettings");
}
