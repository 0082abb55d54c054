using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class CreateCommunityTests
{
    [Fact]
    public async Task a_community_is_as_it_was_asked_for()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var answer = (await alice.Post("/api/v3/communities", new
        {
            displayName = "Gardeners",
            description = "Trees and more",
            isPublic = false,
            tags = new[] { "green", "b", "green", "a" },
            metadata = new { zone = new { hardy = 7 } },
            allowCommentInStory = false,
            notificationMode = "silent",
            unknownField = 1,
        })).Ok();

        answer.IsWhole();
        var community = answer.First("communities");
        Assert.Equal("Gardeners", community.Text("displayName"));
        Assert.Equal("Trees and more", community.Text("description"));
        Assert.False(community.Flag("isPublic"));
        Assert.False(community.Flag("allowCommentInStory"));
        Assert.Equal(["green", "b", "a"], community["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        Assert.Equal("""{"zone":{"hardy":7}}""", community["metadata"]!.ToJsonString());
        Assert.Equal("silent", community.Text("notificationMode"));
        Assert.False(community.Flag("isDiscoverable"));
        Assert.Equal("alice", community.Text("userId"));
        Assert.Equal(alice.Session.First("users").Text("_id"), community.Text("userInternalId"));
    }

    [Fact]
    public async Task what_is_not_said_has_its_default()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var community = await alice.Sees(await alice.Creates(new { displayName = "Gardeners" }));

        Assert.True(community.Flag("isPublic"));
        Assert.True(community.Flag("allowCommentInStory"));
        foreach (var no in (string[])["isOfficial", "onlyAdminCanPost", "needApprovalOnPostCreation", "isDeleted", "hasFlaggedComment", "hasFlaggedPost"])
        {
            Assert.False(community.Flag(no));
        }

        Assert.Equal("", community.Text("description"));
        Assert.Equal("{}", community["metadata"]!.ToJsonString());
        Assert.Empty(community["tags"]!.AsArray());
        Assert.Empty(community["categoryIds"]!.AsArray());
        Assert.Equal(0, community.Number("postsCount"));
        var id = community.Text("communityId");
        Assert.Matches("^[0-9a-f]{24}$", id);
        Assert.Equal((id, id, $"{amity.Network.Id}/social/community/{id}"), (community.Text("_id"), community.Text("channelId"), community.Text("path")));
    }

    [Fact]
    public async Task its_creator_is_its_first_member_and_moderator()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var answer = (await alice.Post("/api/v3/communities/", new { displayName = "Gardeners" })).Ok();

        var community = answer.First("communities");
        Assert.True(community.Flag("isJoined"));
        Assert.Equal((1, 1), (community.Number("membersCount"), community.Number("moderatorMemberCount")));
        var row = answer.Row("alice");
        Assert.Equal("member", row.Text("communityMembership"));
        Assert.Equal(["community-moderator"], row["roles"]!.AsArray().Select(role => role!.GetValue<string>()));
        Assert.Contains("EDIT_COMMUNITY", row["permissions"]!.AsArray().Select(permission => permission!.GetValue<string>()));
        Assert.False(row.Flag("isBanned"));
        Assert.False(row.Flag("isMuted"));
    }

    [Fact]
    public async Task users_named_at_creation_are_members_without_rights()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await amity.Login("ü 😀");

        var id = await alice.Creates(new { displayName = "Secret", isPublic = false, userIds = new[] { "bob", "ü 😀", "alice", "bob" } });

        Assert.Equal(3, (await bob.Sees(id)).Number("membersCount"));
        var seen = (await bob.Get($"/api/v3/communities/{id}")).Ok();
        Assert.Equal("member", seen.Membership("bob"));
        Assert.Empty(seen.Row("bob")["roles"]!.AsArray());
        Assert.Empty(seen.Row("bob")["permissions"]!.AsArray());
        Assert.Equal(["alice", "bob", "ü 😀"], (await alice.Members(id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task a_thousand_members_can_be_named_and_not_one_more()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        string[] crowd = [.. Enumerable.Range(0, 1001).Select(i => $"user {i}")];
        await amity.Registers(crowd);

        var id = await alice.Creates(new { displayName = "Crowd", userIds = crowd[..1000] });

        Assert.Equal(1001, (await alice.Sees(id)).Number("membersCount"));
        (await alice.Post("/api/v3/communities", new { displayName = "Crowd", userIds = crowd })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task an_unknown_or_deleted_member_is_not_found_and_nothing_is_created()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol");
        await amity.Deletes("carol");

        (await alice.Post("/api/v3/communities", new { displayName = "A", userIds = new[] { "bob", "nobody" } })).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v3/communities", new { displayName = "A", userIds = new[] { "carol" } })).Refused(ErrorKind.NotFound);

        Assert.Empty((await alice.Get("/api/v3/communities")).Ok()["communities"]!.AsArray());
    }

    [Fact]
    public async Task only_an_administrator_makes_an_official_one()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();

        (await alice.Post("/api/v3/communities", new { displayName = "A", isOfficial = true })).Refused(ErrorKind.PermissionDenied);
        await alice.Creates(new { displayName = "B", isOfficial = false });
        var id = await admin.Creates(new { displayName = "C", isOfficial = true });

        Assert.True((await alice.Sees(id)).Flag("isOfficial"));
        Assert.Equal(["C", "B"], (await alice.Get("/api/v3/communities")).Ok().All("communities", "displayName"));
    }

    [Fact]
    public async Task a_name_that_must_be_unique_is_refused_while_a_live_community_has_it_in_any_case()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var first = await alice.Creates(new { displayName = "Only One", isUniqueDisplayName = true });

        (await alice.Post("/api/v3/communities", new { displayName = "only one", isUniqueDisplayName = true })).Refused(ErrorKind.Duplicate);
        await alice.Creates(new { displayName = "Only Ones", isUniqueDisplayName = true });
        (await alice.Delete($"/api/v3/communities/{first}")).Ok();
        await alice.Creates(new { displayName = "ONLY ONE", isUniqueDisplayName = true });
        await alice.Creates(new { displayName = "Only one" });
    }

    [Fact]
    public async Task files_and_categories_that_do_not_exist_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v3/communities", new { displayName = "A", avatarFileId = "made-up" })).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v3/communities", new { displayName = "A", categoryIds = new[] { "made-up" } })).Refused(ErrorKind.NotFound);
        await alice.Creates(new { displayName = "A", avatarFileId = "", categoryIds = Array.Empty<string>(), tags = Array.Empty<string>(), description = "", metadata = (object?)null });
    }

    [Theory]
    [InlineData("onlyAdminCanPost")]
    [InlineData("needApprovalOnPostCreation")]
    public async Task who_may_post_is_one_of_three(string setting)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var id = await alice.Creates(new Dictionary<string, object> { ["displayName"] = "A", [setting] = true });

        var community = await alice.Sees(id);
        Assert.Equal((setting == "onlyAdminCanPost", setting != "onlyAdminCanPost"), (community.Flag("onlyAdminCanPost"), community.Flag("needApprovalOnPostCreation")));
        (await alice.Post("/api/v3/communities", new { displayName = "A", onlyAdminCanPost = true, needApprovalOnPostCreation = true })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task texts_come_back_as_they_were_sent()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        const string text = " <b>x</b><script>alert(1)</script> & \"q\" \\ \t 日本 😀 e\u0301 ";

        var community = await alice.Sees(await alice.Creates(new { displayName = text, description = text, tags = new[] { text }, metadata = new { text } }));

        Assert.Equal(text, community.Text("displayName"));
        Assert.Equal(text, community.Text("description"));
        Assert.Equal(text, community["tags"]![0]!.GetValue<string>());
        Assert.Equal(text, community["metadata"]!.Text("text"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"displayName":""}""")]
    [InlineData("""{"displayName":null}""")]
    [InlineData("""{"displayName":7}""")]
    [InlineData("""{"displayName":"a\u0000"}""")]
    [InlineData("""{"displayName":"\ud800"}""")]
    [InlineData("""{"displayName":"A","isPublic":"yes"}""")]
    [InlineData("""{"displayName":"A","isOfficial":1}""")]
    [InlineData("""{"displayName":"A","tags":"t"}""")]
    [InlineData("""{"displayName":"A","tags":[""]}""")]
    [InlineData("""{"displayName":"A","tags":[null]}""")]
    [InlineData("""{"displayName":"A","tags":["1","2","3","4","5","6","7","8","9","10","11"]}""")]
    [InlineData("""{"displayName":"A","userIds":"bob"}""")]
    [InlineData("""{"displayName":"A","userIds":[7]}""")]
    [InlineData("""{"displayName":"A","userIds":[null]}""")]
    [InlineData("""{"displayName":"A","metadata":[]}""")]
    [InlineData("""{"displayName":"A","metadata":"{}"}""")]
    [InlineData("""{"displayName":"A","notificationMode":"loud"}""")]
    public async Task a_wrong_body_is_invalid_and_creates_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v3/communities", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);

        Assert.Empty((await alice.Get("/api/v3/communities")).Ok()["communities"]!.AsArray());
    }

    [Fact]
    public async Task texts_have_their_limits()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        await alice.Creates(new { displayName = new string('n', 1000), description = new string('d', 5000), tags = new[] { new string('t', 100) } });
        (await alice.Post("/api/v3/communities", new { displayName = new string('n', 1001) })).Refused(ErrorKind.Invalid);
        (await alice.Post("/api/v3/communities", new { displayName = "A", description = new string('d', 5001) })).Refused(ErrorKind.Invalid);
        (await alice.Post("/api/v3/communities", new { displayName = "A", tags = new[] { new string('t', 101) } })).Refused(ErrorKind.Invalid);
        (await alice.Post("/api/v3/communities", new { displayName = "A", metadata = new { k = new string('m', 5000) } })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();

        (await amity.Nobody(("x-api-key", AmityHost.ApiKey)).Post("/api/v3/communities", new { displayName = "A" })).Refused(ErrorKind.Unauthenticated);
    }
}
