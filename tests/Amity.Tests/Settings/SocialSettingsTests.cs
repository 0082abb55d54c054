using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class SocialSettingsTests
{
    private const string Social = $"{SettingCalls.Path}/social";

    [Fact]
    public async Task every_user_reads_them_flat_and_where_the_sdk_looks()
    {
        await using var amity = await AmityHost.Start();
        var settings = await (await amity.Login("alice")).Settings("social");

        Assert.Equal("public", settings.Text("userPrivacySetting"));
        Assert.True(settings.Flag("enabled"));
        Assert.False(settings.Flag("isFollowWithRequestEnabled"));
        Assert.False(settings.Flag("isAllowEditPostWhenReviewingEnabled"));
        Assert.False(settings.Flag("disallowNonMemberInteractInCommunity"));
        Assert.False(settings.Flag("allowJoinPrivateCommunity"));
        Assert.Equal(
            """{"showOnlyMyFeed":false,"showMyPost":true,"showEveryonePost":false,"showCommunityPost":true,"showFollowingPost":true,"maxGlobalPinnedPost":1}""",
            settings["globalFeed"]!.ToJsonString());
        Assert.Equal("""{"expiryTimeMinutes":1440,"allowAllUserToCreateStory":false}""", settings["story"]!.ToJsonString());

        var again = settings["socialNetworkSetting"]!.AsObject();
        Assert.Equal(settings.AsObject().Count - 1, again.Count);
        Assert.All(again, field => Assert.Equal(settings[field.Key]!.ToJsonString(), field.Value!.ToJsonString()));
    }

    [Fact]
    public async Task an_administrator_changes_what_is_sent_and_nothing_else()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var changed = await amity.Set("social", new { userPrivacySetting = "private", showEveryonePost = true, storyExpiryTimeMinutes = 60, showMyPost = (bool?)null });
        var both = await amity.Set("social", new { maxGlobalPinnedPost = 20, isFollowWithRequestEnabled = true });

        Assert.Equal("private", changed.Text("userPrivacySetting"));
        Assert.Equal("private", both["socialNetworkSetting"]!.Text("userPrivacySetting"));
        Assert.True(both["globalFeed"]!.Flag("showEveryonePost"));
        Assert.True(both["globalFeed"]!.Flag("showMyPost"));
        Assert.Equal((20, 60), (both["globalFeed"]!.Number("maxGlobalPinnedPost"), both["story"]!.Number("expiryTimeMinutes")));
        Assert.True(both.Flag("isFollowWithRequestEnabled"));
        Assert.Equal(both.ToJsonString(), (await alice.Settings("social")).ToJsonString());
        Assert.Equal(both.ToJsonString(), (await amity.Set("social", new { })).ToJsonString());
    }

    [Theory]
    [InlineData("isFollowWithRequestEnabled")]
    [InlineData("isAllowEditPostWhenReviewingEnabled")]
    [InlineData("disallowNonMemberInteractInCommunity")]
    [InlineData("allowJoinPrivateCommunity")]
    [InlineData("isAllowMentionedChannelEnabled")]
    [InlineData("showOnlyMyFeed", "globalFeed")]
    [InlineData("showMyPost", "globalFeed")]
    [InlineData("showEveryonePost", "globalFeed")]
    [InlineData("showCommunityPost", "globalFeed")]
    [InlineData("showFollowingPost", "globalFeed")]
    [InlineData("allowAllUserToCreateStory", "story")]
    public async Task every_switch_can_be_turned_over_and_back(string name, string? group = null)
    {
        await using var amity = await AmityHost.Start();
        var before = await Read();
        foreach (var value in (bool[])[!before, before])
        {
            await amity.Set("social", new Dictionary<string, bool> { [name] = value });
            Assert.Equal(value, await Read());
        }

        async Task<bool> Read()
        {
            var settings = await (await amity.Administrator()).Settings("social");
            return (group is null ? settings : settings[group]!).Flag(name);
        }
    }

    [Fact]
    public async Task they_are_the_same_after_a_restart()
    {
        using var folder = new ScratchFolder();
        await using (var amity = await AmityHost.Start(folder: folder.Path))
        {
            await amity.Set("social", new { userPrivacySetting = "private" });
        }

        await using var again = await AmityHost.Start(folder: folder.Path);
        Assert.Equal("private", (await (await again.Login("alice")).Settings("social")).Text("userPrivacySetting"));
    }

    [Theory]
    [InlineData("""{"userPrivacySetting":"friends"}""")]
    [InlineData("""{"userPrivacySetting":true}""")]
    [InlineData("""{"isFollowWithRequestEnabled":"yes"}""")]
    [InlineData("""{"showMyPost":1}""")]
    [InlineData("""{"storyExpiryTimeMinutes":59}""")]
    [InlineData("""{"storyExpiryTimeMinutes":1441}""")]
    [InlineData("""{"storyExpiryTimeMinutes":60.5}""")]
    [InlineData("""{"maxGlobalPinnedPost":0}""")]
    [InlineData("""{"maxGlobalPinnedPost":21}""")]
    [InlineData("""[]""")]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var before = await admin.Settings("social");
        (await admin.Put(Social, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        Assert.Equal(before.ToJsonString(), (await admin.Settings("social")).ToJsonString());
    }

    [Fact]
    public async Task users_cannot_change_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var refusal = (await alice.Put(Social, new { userPrivacySetting = "private" })).Refused(ErrorKind.PermissionDenied);

        Assert.Equal("Only administrator can do this", refusal.Text("message"));
        Assert.Equal("public", (await alice.Settings("social")).Text("userPrivacySetting"));
        (await amity.Nobody().Put(Social, new { })).Refused(ErrorKind.Unauthenticated);
        (await amity.Nobody().Get(Social)).Refused(ErrorKind.Unauthenticated);
    }
}
