using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class UpdateCommunityTests
{
    [Fact]
    public async Task only_the_fields_that_are_sent_change()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A", description = "d", isPublic = false, tags = new[] { "x" }, metadata = new { a = 1, b = 2 } });
        var before = await alice.Sees(id);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        var answer = (await alice.Put($"/api/v3/communities/{id}", new { communityId = "another", metadata = new { c = 3 }, unknownField = true })).Ok();

        answer.IsWhole();
        Assert.Equal("member", answer.Membership("alice"));
        var after = answer.First("communities");
        Assert.Equal("""{"c":3}""", after["metadata"]!.ToJsonString());
        Assert.True(string.CompareOrdinal(after.Text("updatedAt"), before.Text("updatedAt")) > 0);
        foreach (var same in before.AsObject().Where(field => field.Key is not ("metadata" or "updatedAt")))
        {
            Assert.Equal(same.Value!.ToJsonString(), after[same.Key]!.ToJsonString());
        }
    }

    [Fact]
    public async Task every_field_can_be_changed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A", description = "d", tags = new[] { "x" } });
        const string text = " <b>日本</b> 😀 ";

        await Update(alice, id, new { displayName = text, description = "", isPublic = false, onlyAdminCanPost = true, allowCommentInStory = false, tags = new[] { "y", "x", "y" }, avatarFileId = "" });

        var community = await alice.Sees(id);
        Assert.Equal((text, ""), (community.Text("displayName"), community.Text("description")));
        Assert.Equal((false, true, false), (community.Flag("isPublic"), community.Flag("onlyAdminCanPost"), community.Flag("allowCommentInStory")));
        Assert.Equal("""["y","x"]""", community["tags"]!.ToJsonString());
        Assert.Equal([id], (await alice.Get($"/api/v3/communities?keyword={Uri.EscapeDataString("日本")}&tags[]=y")).Ok().All("communities", "communityId"));
        Assert.Empty((await Update(alice, id, new { tags = Array.Empty<string>() }))["tags"]!.AsArray());
    }

    [Fact]
    public async Task its_moderators_and_administrators_may_and_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        var open = await alice.Creates(new { displayName = "Open", userIds = new[] { "bob" } });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false, userIds = new[] { "bob" } });

        (await bob.Put($"/api/v3/communities/{open}", new { displayName = "Mine" })).Refused(ErrorKind.PermissionDenied);
        (await bob.Put($"/api/v3/communities/{secret}", new { displayName = "Mine" })).Refused(ErrorKind.PermissionDenied);
        (await carol.Put($"/api/v3/communities/{open}", new { displayName = "Mine" })).Refused(ErrorKind.PermissionDenied);
        (await carol.Put($"/api/v3/communities/{secret}", new { displayName = "Mine" })).Refused(ErrorKind.NotFound);
        (await carol.Put("/api/v3/communities/nothing", new { displayName = "Mine" })).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Put($"/api/v3/communities/{open}", new { displayName = "Mine" })).Refused(ErrorKind.Unauthenticated);

        Assert.Equal(("Open", "Secret"), ((await alice.Sees(open)).Text("displayName"), (await alice.Sees(secret)).Text("displayName")));
        Assert.Equal("Ours", (await Update(admin, secret, new { displayName = "Ours" })).Text("displayName"));
        await amity.MakesModerator(open, "bob");
        Assert.Equal("Ours", (await Update(bob, open, new { displayName = "Ours" })).Text("displayName"));
    }

    [Fact]
    public async Task whether_it_is_official_is_the_administrators_alone()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "A" });

        (await alice.Put($"/api/v3/communities/{id}", new { displayName = "B", isOfficial = true })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal("A", (await alice.Sees(id)).Text("displayName"));
        Assert.True((await Update(admin, id, new { isOfficial = true })).Flag("isOfficial"));
        (await alice.Put($"/api/v3/communities/{id}", new { isOfficial = false })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal("B", (await Update(alice, id, new { displayName = "B", isOfficial = true })).Text("displayName"));
    }

    [Fact]
    public async Task to_choose_one_post_setting_ends_the_other()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A", onlyAdminCanPost = true });

        Assert.Equal((false, true), Setting(await Update(alice, id, new { needApprovalOnPostCreation = true })));
        Assert.Equal((false, true), Setting(await Update(alice, id, new { displayName = "B" })));
        Assert.Equal((true, false), Setting(await Update(alice, id, new { onlyAdminCanPost = true })));
        Assert.Equal((false, true), Setting(await Update(alice, id, new { onlyAdminCanPost = false, needApprovalOnPostCreation = true })));
        Assert.Equal((false, false), Setting(await Update(alice, id, new { onlyAdminCanPost = false, needApprovalOnPostCreation = false })));
        (await alice.Put($"/api/v3/communities/{id}", new { onlyAdminCanPost = true, needApprovalOnPostCreation = true })).Refused(ErrorKind.Invalid);

        static (bool, bool) Setting(JsonNode community) => (community.Flag("onlyAdminCanPost"), community.Flag("needApprovalOnPostCreation"));
    }

    [Fact]
    public async Task an_unrelated_edit_does_not_open_stories_to_comments_again()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "A" });

        Assert.False((await Update(alice, id, new { allowCommentInStory = false })).Flag("allowCommentInStory"));
        Assert.False((await Update(alice, id, new { displayName = "B", allowCommentInStory = true })).Flag("allowCommentInStory"));
        Assert.True((await Update(admin, id, new { allowCommentInStory = true })).Flag("allowCommentInStory"));
    }

    [Fact]
    public async Task a_name_that_must_be_unique_may_be_the_communitys_own_but_no_others()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Creates(new { displayName = "Taken" });
        var id = await alice.Creates(new { displayName = "Mine" });

        (await alice.Put($"/api/v3/communities/{id}", new { displayName = "TAKEN", isUniqueDisplayName = true })).Refused(ErrorKind.Duplicate);
        Assert.Equal("Mine", (await alice.Sees(id)).Text("displayName"));
        Assert.Equal("MINE", (await Update(alice, id, new { displayName = "MINE", isUniqueDisplayName = true })).Text("displayName"));
        Assert.Equal("Taken", (await Update(alice, id, new { displayName = "Taken" })).Text("displayName"));
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("subscribe")]
    [InlineData("default")]
    public async Task the_mode_of_notification_is_kept_and_answered(string mode)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });
        Assert.Equal("default", (await alice.Sees(id)).Text("notificationMode"));

        Assert.Equal(mode, (await Update(alice, id, new { notificationMode = mode })).Text("notificationMode"));

        Assert.Equal(mode, (await Update(alice, id, new { displayName = "B" })).Text("notificationMode"));
    }

    [Fact]
    public async Task files_and_categories_that_do_not_exist_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });

        (await alice.Put($"/api/v3/communities/{id}", new { displayName = "B", avatarFileId = "made-up" })).Refused(ErrorKind.NotFound);
        (await alice.Put($"/api/v3/communities/{id}", new { displayName = "B", categoryIds = new[] { "made-up" } })).Refused(ErrorKind.NotFound);

        Assert.Equal("A", (await alice.Sees(id)).Text("displayName"));
    }

    [Fact]
    public async Task made_private_it_vanishes_for_outsiders()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A" });
        Assert.Equal("A", (await bob.Sees(id)).Text("displayName"));

        await Update(alice, id, new { isPublic = false });

        (await bob.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
        Assert.Empty((await bob.Get("/api/v3/communities")).Ok()["communities"]!.AsArray());
    }

    [Theory]
    [InlineData("[]", ErrorKind.Invalid)]
    [InlineData("""{"displayName":""}""", ErrorKind.Invalid)]
    [InlineData("""{"displayName":["B"]}""", ErrorKind.Invalid)]
    [InlineData("""{"displayName":"B","isPublic":"no"}""", ErrorKind.Invalid)]
    [InlineData("""{"displayName":"B","metadata":7}""", ErrorKind.Invalid)]
    [InlineData("""{"displayName":"B","metadata":{"a":"\ud800"}}""", ErrorKind.Invalid)]
    [InlineData("""{"displayName":"B","tags":[1]}""", ErrorKind.Invalid)]
    [InlineData("""{"displayName":"B","notificationMode":"loud"}""", ErrorKind.Invalid)]
    [InlineData("""{"displayName":"B" """, ErrorKind.BadRequest)]
    public async Task a_wrong_body_is_refused_and_changes_nothing(string body, ErrorKind kind)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });

        (await alice.Put($"/api/v3/communities/{id}", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(kind);

        Assert.Equal("A", (await alice.Sees(id)).Text("displayName"));
    }

    private static async Task<JsonNode> Update(Person person, string id, object fields) =>
        (await person.Put($"/api/v3/communities/{id}", fields)).Ok().First("communities");
}
