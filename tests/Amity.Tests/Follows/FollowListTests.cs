using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Follows;

public sealed class FollowListTests
{
    [Fact]
    public async Task both_lists_name_both_users_and_bring_them_along()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");
        var bob = await amity.Login("bob", "Bob");
        await alice.Follow("bob");

        var followings = (await alice.Get("/api/v4/me/following")).Ok();
        var followers = (await bob.Get("/api/v4/me/followers")).Ok();

        foreach (var list in new[] { followings, followers })
        {
            var follow = Assert.Single(list["follows"]!.AsArray())!;
            Assert.Equal(("alice", "bob", "accepted"), (follow.Text("from"), follow.Text("to"), follow.Text("status")));
            Assert.Equal(["Alice", "Bob"], list.All("users", "displayName"));
            Assert.Empty(list["files"]!.AsArray());
            Assert.Empty(list["paging"]!.AsObject());
        }

        Assert.Empty((await alice.Get("/api/v4/me/followers")).Ok()["follows"]!.AsArray());
        Assert.Empty((await bob.Get("/api/v4/me/following")).Ok()["follows"]!.AsArray());
    }

    [Fact]
    public async Task others_see_the_same_lists()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        await alice.Follow("bob");
        await bob.Follow("carol");

        Assert.Equal(["alice"], (await carol.Get("/api/v4/users/bob/followers")).Ok().All("follows", "from"));
        Assert.Equal(["carol"], (await alice.Get("/api/v4/users/bob/following")).Ok().All("follows", "to"));
        Assert.Equal(["alice"], (await bob.Get("/api/v4/users/bob/followers")).Ok().All("follows", "from"));
    }

    [Theory]
    [InlineData("me/followers", "from")]
    [InlineData("users/alice/followers", "from")]
    [InlineData("me/following", "to")]
    [InlineData("users/alice/following", "to")]
    public async Task pages_lead_there_and_back_newest_first(string list, string field)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        string[] others = [.. Enumerable.Range(0, 8).Select(i => $"user {i}")];
        foreach (var id in others)
        {
            var other = await amity.Login(id);
            await (field == "from" ? other.Follow("alice") : alice.Follow(id));
        }

        Assert.Equal(others.Reverse(), await alice.ThereAndBack($"/api/v4/{list}?status=accepted&isDeleted=false", "follows", field, size: 3));
    }

    [Fact]
    public async Task tokens_that_a_client_makes_by_itself_are_read()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var id in (string[])["bob", "carol", "dave"])
        {
            await (await amity.Login(id)).Follow("alice");
        }

        Assert.Equal(["dave", "carol"], await Page("""{"limit":2}"""));
        Assert.Equal(["bob"], await Page("""{"skip":2,"limit":10}"""));
        Assert.Equal(["carol", "bob"], await Page("""{"after":1,"limit":10}"""));

        async Task<IReadOnlyList<string>> Page(string token) =>
            (await alice.Get($"/api/v4/me/followers?token={Uri.EscapeDataString(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(token)))}")).Ok().All("follows", "from");
    }

    [Fact]
    public async Task a_token_fits_the_list_that_it_came_from()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var id in (string[])["bob", "carol", "dave"])
        {
            await (await amity.Login(id)).Follow("alice");
            await alice.Follow(id);
        }

        var token = Uri.EscapeDataString((await alice.Get("/api/v4/me/followers?limit=1")).Ok()["paging"]!.Text("next"));

        Assert.Equal(["carol"], (await alice.Get($"/api/v4/me/followers?token={token}")).Ok().All("follows", "from"));
        Assert.Equal(["carol"], (await alice.Get($"/api/v4/users/alice/followers?token={token}")).Ok().All("follows", "from"));
        (await alice.Get($"/api/v4/me/following?token={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"/api/v4/users/bob/followers?token={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"/api/v4/me/followers?status=pending&token={token}")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task waiting_requests_are_seen_by_their_own_user_and_administrators_alone()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        await alice.Follow("bob");
        await carol.Follow("bob");
        await amity.Network.Database.Write(tx => tx.Run("update follows set status = 'pending' where from_user_id = 'alice'"));

        Assert.Equal(["alice"], await Followers(bob, "pending"));
        Assert.Equal(["carol"], await Followers(bob, "accepted"));
        Assert.Equal(["carol", "alice"], await Followers(bob, "all"));
        Assert.Equal(["carol", "alice"], await Followers(bob, ""));
        Assert.Equal(["alice"], await Followers(admin, "pending"));
        Assert.Empty(await Followers(carol, "pending"));
        Assert.Equal(["carol"], await Followers(carol, "all"));
        Assert.Empty((await carol.Get("/api/v4/users/alice/following?status=all")).Ok()["follows"]!.AsArray());
        Assert.Equal(["bob"], (await alice.Get("/api/v4/me/following?status=pending")).Ok().All("follows", "to"));

        static async Task<IReadOnlyList<string>> Followers(Person person, string status) =>
            (await person.Get($"/api/v4/users/bob/followers?status={status}")).Ok().All("follows", "from");
    }

    [Fact]
    public async Task deleted_users_are_left_out()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var id in (string[])["bob", "carol"])
        {
            await (await amity.Login(id)).Follow("alice");
            await alice.Follow(id);
        }

        await amity.Network.Database.Write(tx => tx.Run("update users set is_deleted = true where user_id = 'bob'"));

        Assert.Equal(["carol"], (await alice.Get("/api/v4/me/followers")).Ok().All("follows", "from"));
        Assert.Equal(["carol"], (await alice.Get("/api/v4/me/following")).Ok().All("follows", "to"));
        Assert.Empty((await alice.Get("/api/v4/users/bob/followers")).Ok()["follows"]!.AsArray());
    }

    [Theory]
    [InlineData("me/followers")]
    [InlineData("me/following")]
    [InlineData("users/bob/followers")]
    [InlineData("users/bob/following")]
    public async Task wrong_calls_are_refused(string list)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");

        (await amity.Nobody().Get($"/api/v4/{list}")).Refused(ErrorKind.Unauthenticated);
        (await alice.Get($"/api/v4/{list}?status=blocked")).Refused(ErrorKind.Invalid);
        (await alice.Get($"/api/v4/{list}?options[limit]=101")).Refused(ErrorKind.Invalid);
        (await alice.Get($"/api/v4/{list}?limit=0")).Refused(ErrorKind.Invalid);
        (await alice.Get($"/api/v4/{list}?token=nonsense")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"/api/v4/{list.Replace("me", "users/nobody").Replace("bob", "nobody")}")).Refused(ErrorKind.NotFound);
    }
}
