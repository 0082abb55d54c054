using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class QueryMembersTests
{
    [Fact]
    public async Task a_page_is_the_rows_of_its_users_and_no_others()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A" });
        await alice.Adds(id, "bob");

        var page = (await alice.Get($"/api/v3/communities/{id}/users?communityId={id}&options[limit]=1&sortBy=lastCreated")).Ok();

        page.IsWhole();
        Assert.Equal(["bob"], page.All("communityUsers", "userId"));
        Assert.Equal([id], page.All("communities", "communityId"));
        var all = (await alice.Get($"/api/v3/communities/{id}/users")).Ok();
        Assert.Equal("community-moderator", all.Row("alice")["roles"]![0]!.GetValue<string>());
        Assert.Empty(all.Row("bob")["roles"]!.AsArray());
        Assert.Empty(all["paging"]!.AsObject());
    }

    [Theory]
    [InlineData("lastCreated", "frank erin dave carol bob alice")]
    [InlineData("firstCreated", "alice bob carol dave erin frank")]
    [InlineData("displayName", "frank bob dave alice erin carol")]
    public async Task pages_lead_there_and_back_in_every_order(string sortBy, string expected)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice", "d");
        var id = await alice.Creates(new { displayName = "A" });
        foreach (var (userId, name) in ((string, string)[])[("bob", "b"), ("carol", "f"), ("dave", "c"), ("erin", "e"), ("frank", "a")])
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await (await amity.Login(userId, name)).Joins(id);
        }

        Assert.Equal(expected.Split(' '), await alice.ThereAndBack($"/api/v3/communities/{id}/users?sortBy={sortBy}&memberships[]=member", "communityUsers", "userId", size: 2));
    }

    [Fact]
    public async Task members_of_one_instant_are_paged_without_a_gap()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        string[] crowd = [.. Enumerable.Range(0, 7).Select(i => $"user {i}")];
        await amity.Registers(crowd);
        var id = await alice.Creates(new { displayName = "A", userIds = crowd });

        var seen = await alice.ThereAndBack($"/api/v3/communities/{id}/users", "communityUsers", "userId", size: 3);

        Assert.Equal([.. crowd.Reverse(), "alice"], seen);
    }

    [Fact]
    public async Task a_search_looks_into_names_and_ids_and_is_sorted_by_name()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Zoe Meadow");
        await amity.Login("bob", "Ann meadow");
        await amity.Login("meadow-7", "Carl");
        await amity.Login("Ünal_x", "Dan 100%");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "meadow-7", "Ünal_x" } });

        Assert.Equal(["bob", "meadow-7", "alice"], await Search("search=MEADOW"));
        Assert.Equal(["meadow-7", "bob", "alice"], await Search("search=meadow&sortBy=lastCreated"));
        Assert.Equal(["Ünal_x"], await Search("search=%C3%9Cnal_x"));
        Assert.Equal(["Ünal_x"], await Search("search=0%25"));
        Assert.Equal(["Ünal_x"], await Search("search=_"));
        Assert.Empty(await Search("search=meadows"));
        Assert.Equal(4, (await Search("search=")).Count);

        Task<IReadOnlyList<string>> Search(string query) => alice.Members(id, query);
    }

    [Fact]
    public async Task a_search_is_paged_in_its_own_order()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "x d");
        foreach (var (userId, name) in ((string, string)[])[("bob", "x b"), ("carol", "x e"), ("dave", "x c"), ("erin", "x a"), ("frank", "y")])
        {
            await amity.Login(userId, name);
        }

        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol", "dave", "erin", "frank" } });

        Assert.Equal(["erin", "bob", "dave", "alice", "carol"], await alice.ThereAndBack($"/api/v3/communities/{id}/users?search=x", "communityUsers", "userId", size: 2));
    }

    [Fact]
    public async Task roles_find_those_who_hold_one_of_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");
        await amity.Registers("bob", "carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        await amity.MakesModerator(id, "carol");

        Assert.Equal(["alice", "carol"], await alice.Members(id, "roles[]=community-moderator&roles[]=moderator&sortBy=firstCreated"));
        Assert.Equal(["alice"], await alice.Members(id, "roles[]=community-moderator&search=ali"));
        Assert.Empty(await alice.Members(id, "roles[]=moderator"));
    }

    [Fact]
    public async Task banned_users_are_shown_only_to_those_who_may_ban()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        await amity.Registers("carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.Bans(id, "carol");

        Assert.Equal(["alice", "bob", "carol"], (await alice.Members(id)).Order(StringComparer.Ordinal));
        Assert.Equal(["alice", "bob", "carol"], (await admin.Members(id)).Order(StringComparer.Ordinal));
        Assert.Equal(["carol"], await alice.Members(id, "memberships[]=banned"));
        Assert.Equal(["alice", "bob"], (await alice.Members(id, "memberships[]=member")).Order(StringComparer.Ordinal));
        Assert.Equal(["alice", "bob"], (await bob.Members(id)).Order(StringComparer.Ordinal));
        Assert.Equal(["alice", "bob"], (await bob.Members(id, "memberships[]=banned&memberships[]=member")).Order(StringComparer.Ordinal));
        Assert.Empty(await bob.Members(id, "memberships[]=banned"));
    }

    [Fact]
    public async Task deleted_users_are_among_the_live_ones_alone_or_left_out()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.Deletes("bob");

        Assert.Equal(["alice", "bob"], await alice.Members(id));
        Assert.Equal(["bob"], await alice.Members(id, "isDeleted=true"));
        Assert.Equal(["alice"], await alice.Members(id, "isDeleted=false"));
    }

    [Fact]
    public async Task of_a_private_one_members_and_administrators_may_and_outsiders_find_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        var open = await alice.Creates(new { displayName = "Open" });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false, userIds = new[] { "bob" } });

        (await carol.Get($"/api/v3/communities/{secret}/users")).Refused(ErrorKind.NotFound);
        (await carol.Get("/api/v3/communities/nothing/users")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get($"/api/v3/communities/{open}/users")).Refused(ErrorKind.Unauthenticated);

        Assert.Equal(["alice"], await carol.Members(open));
        Assert.Equal(2, (await bob.Members(secret)).Count);
        Assert.Equal(2, (await admin.Members(secret)).Count);
    }

    [Fact]
    public async Task a_token_fits_its_community_and_its_filters_only()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        var other = await alice.Creates(new { displayName = "B", userIds = new[] { "bob", "carol" } });
        var page = (await alice.Get($"/api/v3/communities/{id}/users?memberships[]=member&options[limit]=1")).Ok();
        var token = Uri.EscapeDataString(page["paging"]!.Text("next"));

        Assert.Equal(["bob"], await alice.Members(id, $"memberships[]=member&options[token]={token}"));
        (await alice.Get($"/api/v3/communities/{other}/users?memberships[]=member&options[token]={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"/api/v3/communities/{id}/users?memberships[]=banned&options[token]={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"/api/v3/communities/{id}/users?memberships[]=member&sortBy=displayName&options[token]={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"/api/v3/communities/{id}/users?options[token]=abc")).Refused(ErrorKind.BadRequest);
    }

    [Theory]
    [InlineData("memberships[]=none")]
    [InlineData("memberships[]=member&memberships[]=friend")]
    [InlineData("sortBy=name")]
    [InlineData("isDeleted=2")]
    [InlineData("options[limit]=0")]
    [InlineData("options[limit]=101")]
    [InlineData("search=a%00")]
    [InlineData("roles[]=01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task a_wrong_parameter_is_invalid(string query)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });

        (await alice.Get($"/api/v3/communities/{id}/users?{query}")).Refused(ErrorKind.Invalid);
    }
}
