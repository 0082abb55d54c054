using Amity.Core.Errors;
using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Blocks;

/// <summary>What a block does to relations, seen by who made it and by whom it is against.</summary>
public sealed class BlockedFollowsTests
{
    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task neither_follows_nor_unfollows_the_other_and_both_are_told_the_same(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);

        var told = new List<string>();
        foreach (var (person, other) in new[] { (alice, "bob"), (bob, "alice") })
        {
            told.Add((await person.Post($"/api/v4/me/following/{other}")).Refused(ErrorKind.Forbidden).Text("message"));
            told.Add((await person.Delete($"/api/v4/me/following/{other}")).Refused(ErrorKind.Forbidden).Text("message"));
            (await person.Post($"/api/v4/me/followers/{other}")).Refused(ErrorKind.NotFound);
            Assert.Equal("none", (await person.Delete($"/api/v4/me/followers/{other}")).Ok().First("follows").Text("status"));
            Assert.Equal((0, 0, 0), await person.Counts());
        }

        Assert.Single(told.Distinct());
    }

    [Fact]
    public async Task who_blocks_reads_blocked_and_who_is_blocked_reads_what_a_stranger_does()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart("alice");
        var carol = await amity.Login("carol");
        await carol.Follow("alice");

        Assert.Equal("blocked", await alice.StatusTo("bob"));
        Assert.Equal("none", await bob.StatusTo("alice"));
        Assert.Equal((1, 0, 0), await bob.Counts("alice"));
        Assert.Equal("blocked", (await alice.Get("/api/v4/users/bob/followInfo")).Ok().First("follows").Text("status"));
        Assert.Equal("alice", (await bob.Get("/api/v3/users/alice")).Ok().First("users").Text("userId"));
        Assert.Equal("bob", (await alice.Get("/api/v3/users/bob")).Ok().First("users").Text("userId"));
        Assert.Equal(["bob"], (await alice.Get("/api/v3/users/list?userIds[]=bob")).Ok().All("users", "userId"));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task neither_sees_the_other_in_the_lists_of_third_ones_nor_the_others_lists(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);
        var (carol, dave) = (await amity.Login("carol"), await amity.Login("dave"));
        var admin = await amity.Administrator();
        foreach (var person in new[] { alice, bob, dave })
        {
            await person.Follow("carol");
            await carol.Follow(person.UserId);
        }

        Assert.Equal(["dave", "alice"], await Followers(alice, "carol"));
        Assert.Equal(["dave", "bob"], await Followers(bob, "carol"));
        Assert.Equal(["dave", "alice"], await Followings(alice, "carol"));
        Assert.Equal(["dave", "bob"], await Followings(bob, "carol"));
        Assert.Equal(["dave", "bob", "alice"], await Followers(carol, "carol"));
        Assert.Equal(["dave", "bob", "alice"], await Followings(admin, "carol"));
        Assert.Equal(["dave", "bob", "alice"], await Followers(dave, "carol"));
        Assert.Empty(await Followers(alice, "bob"));
        Assert.Empty(await Followings(alice, "bob"));
        Assert.Empty(await Followers(bob, "alice"));
        Assert.Empty(await Followings(bob, "alice"));
        Assert.Equal(["carol"], await Followers(dave, "alice"));

        static async Task<IReadOnlyList<string>> Followers(Person person, string userId) =>
            (await person.Get($"/api/v4/users/{userId}/followers?status=accepted")).Ok().All("follows", "from");
        static async Task<IReadOnlyList<string>> Followings(Person person, string userId) =>
            (await person.Get($"/api/v4/users/{userId}/following")).Ok().All("follows", "to");
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task neither_finds_the_other_among_users_and_everybody_else_finds_both(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);
        var carol = await amity.Login("carol");
        var moderator = await amity.Moderator("mo");
        await bob.Blocks("mo");

        Assert.Empty(await Found(alice, "keyword=bob"));
        Assert.Empty(await Found(bob, "keyword=ALI"));
        Assert.DoesNotContain("bob", await Found(alice, ""));
        Assert.DoesNotContain("alice", await Found(bob, ""));
        Assert.Superset(new HashSet<string> { "alice", "bob", "carol" }, (await Found(carol, "")).ToHashSet());
        Assert.Equal(["bob"], await Found(carol, "keyword=bob"));
        Assert.Equal(["alice"], await Found(await amity.Administrator(), "keyword=alice"));
        Assert.Equal(["bob"], await Found(moderator, "keyword=bob"));
        await (blocker == "alice" ? alice.Unblocks("bob") : bob.Unblocks("alice"));
        Assert.Equal(["bob"], await Found(alice, "keyword=bob"));

        static async Task<IReadOnlyList<string>> Found(Person person, string query) =>
            (await person.Get($"/api/v3/users?{query}")).Ok().All("users", "userId");
    }
}
