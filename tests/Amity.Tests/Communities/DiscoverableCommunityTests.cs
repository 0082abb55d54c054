using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class DiscoverableCommunityTests
{
    private const string Including = "includeDiscoverablePrivateCommunity=true";

    [Theory]
    [InlineData("""{}""", true, true, false)]
    [InlineData("""{"requiresJoinApproval":true}""", true, true, true)]
    [InlineData("""{"isDiscoverable":false}""", true, true, false)]
    [InlineData("""{"isPublic":false}""", false, false, false)]
    [InlineData("""{"isPublic":false,"isDiscoverable":false,"requiresJoinApproval":true}""", false, false, true)]
    [InlineData("""{"isPublic":false,"isDiscoverable":true}""", false, true, true)]
    [InlineData("""{"isPublic":false,"isDiscoverable":true,"requiresJoinApproval":false}""", false, true, false)]
    public async Task a_new_one_is_entered_as_its_creator_wishes(string fields, bool isPublic, bool isDiscoverable, bool requiresApproval)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var body = JsonNode.Parse(fields)!.AsObject();
        body["displayName"] = "A";

        var id = await alice.Creates(body);

        Assert.Equal((isPublic, isDiscoverable, requiresApproval), Entrance(await alice.Sees(id)));
    }

    [Fact]
    public async Task a_change_keeps_what_it_does_not_name_and_never_opens_what_was_hidden()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A", isDiscoverable = true });

        await Becomes(new { isPublic = false }, (false, false, false));
        await Becomes(new { isDiscoverable = true }, (false, true, true));
        await Becomes(new { displayName = "B", isPublic = false }, (false, true, true));
        await Becomes(new { requiresJoinApproval = false }, (false, true, false));
        await Becomes(new { isDiscoverable = true }, (false, true, false));
        await Becomes(new { isPublic = true, requiresJoinApproval = true }, (true, true, true));
        await Becomes(new { isPublic = false }, (false, false, true));

        async Task Becomes(object change, (bool, bool, bool) entrance)
        {
            var answer = (await alice.Put($"/api/v3/communities/{id}", change)).Ok();
            Assert.Equal(entrance, Entrance(answer.First("communities")));
            Assert.Equal(entrance, Entrance(await alice.Sees(id)));
        }
    }

    [Fact]
    public async Task an_outsider_reads_the_header_and_no_feed()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await Shown(alice);

        var seen = (await bob.Get($"/api/v3/communities/{id}")).Ok();

        seen.IsWhole();
        Assert.Equal(("Shown", false), (seen.First("communities").Text("displayName"), seen.First("communities").Flag("isJoined")));
        Assert.Empty(seen["feeds"]!.AsArray());
        Assert.Empty(seen["communityUsers"]!.AsArray());
        Assert.Equal(3, (await alice.Get($"/api/v3/communities/{id}")).Ok()["feeds"]!.AsArray().Count);
        Assert.Equal(3, (await (await amity.Administrator()).Get($"/api/v3/communities/{id}")).Ok()["feeds"]!.AsArray().Count);
        Assert.Equal([id], (await bob.Get($"/api/v3/communities/list?communityIds[]={id}")).Ok().All("communities", "communityId"));
        (await amity.Nobody().Get($"/api/v3/communities/{id}")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task its_content_and_members_stay_hidden_from_outsiders()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await Shown(alice);
        var post = await Posts(alice, id);
        var comment = (await alice.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "c" } })).Ok().First("comments").Text("commentId");

        (await bob.Get($"/api/v3/communities/{id}/users")).Refused(ErrorKind.NotFound);
        (await bob.Get($"/api/v3/communities/{id}/permissions/me")).Refused(ErrorKind.NotFound);
        (await bob.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
        (await bob.Get($"/api/v3/comments/{comment}")).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v4/posts", new { targetType = "community", targetId = id, data = new { text = "p" } })).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "c" } })).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Refused(ErrorKind.NotFound);
        (await bob.Put($"/api/v3/communities/{id}", new { displayName = "Mine" })).Refused(ErrorKind.NotFound);
        Assert.Empty((await bob.Get("/api/v4/me/global-feeds")).Ok()["posts"]!.AsArray());

        Assert.Empty((await bob.Get("/api/v4/user-feeds/alice?includePostedFeed[]=community")).Ok()["posts"]!.AsArray());
        foreach (var feed in (string[])["v3/posts?targetType=community&targetId=", "v4/posts?targetType=community&targetId=", "v5/posts?targetType=community&targetId=", "v3/community-feeds/"])
        {
            (await bob.Get($"/api/{feed}{id}")).Refused(ErrorKind.NotFound);
            Assert.Equal([post], (await alice.Get($"/api/{feed}{id}")).Ok().All("posts", "postId"));
        }
    }

    [Fact]
    public async Task it_is_listed_to_outsiders_who_ask_for_such_ones_and_to_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await alice.Creates(new { displayName = "Open", tags = new[] { "t" } });
        await Shown(alice);
        await alice.Creates(new { displayName = "Hidden", isPublic = false, tags = new[] { "t" } });

        Assert.Equal(["Shown", "Open"], await Names(bob, Including));
        Assert.Equal(["Shown", "Open"], await Names(bob, $"{Including}&tags[]=t"));
        Assert.Equal(["Shown"], await Names(bob, $"{Including}&keyword=sho"));
        Assert.Equal(["Shown", "Open"], await Names(bob, $"{Including}&filter=notMember"));
        Assert.Empty(await Names(bob, $"{Including}&filter=member"));
        Assert.Equal(["Open"], await Names(bob, ""));
        Assert.Equal(["Open"], await Names(bob, "includeDiscoverablePrivateCommunity=false"));
        Assert.Equal(["Hidden", "Shown", "Open"], await Names(alice, ""));
    }

    [Fact]
    public async Task one_that_is_hidden_again_is_as_if_it_were_not()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await Shown(alice);
        await bob.Sees(id);

        (await alice.Put($"/api/v3/communities/{id}", new { isDiscoverable = false })).Ok();

        (await bob.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
        Assert.Empty(await Names(bob, Including));
    }

    [Fact]
    public async Task one_that_wants_no_approval_is_joined_at_once_and_opens_by_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.Creates(new { displayName = "Shown", isPublic = false, isDiscoverable = true, requiresJoinApproval = false });
        var post = await Posts(alice, id);

        var answer = await bob.Joins(id);

        Assert.Equal("member", answer.Membership("bob"));
        Assert.Equal([post], (await bob.Get($"/api/v3/posts/{post}")).Ok().All("posts", "postId"));
    }

    private static Task<string> Shown(Person person) =>
        person.Creates(new { displayName = "Shown", isPublic = false, isDiscoverable = true, tags = new[] { "t" } });

    private static async Task<string> Posts(Person person, string id) =>
        (await person.Post("/api/v4/posts", new { targetType = "community", targetId = id, data = new { text = "p" } })).Ok().First("posts").Text("postId");

    private static async Task<IReadOnlyList<string>> Names(Person person, string query) =>
        (await person.Get($"/api/v3/communities?{query}")).Ok().All("communities", "displayName");

    private static (bool IsPublic, bool IsDiscoverable, bool RequiresJoinApproval) Entrance(JsonNode community) =>
        (community.Flag("isPublic"), community.Flag("isDiscoverable"), community.Flag("requiresJoinApproval"));
}
