using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class JoinRequestTests
{
    [Fact]
    public async Task one_takes_back_the_own_request_and_a_repeat_changes_nothing()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);

        (await carol.Cancels(id)).Refused(ErrorKind.NotFound);
        (await alice.Cancels(id)).Refused(ErrorKind.NotFound);
        (await bob.Cancels("nothing")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Delete($"/api/v4/communities/{id}/join")).Refused(ErrorKind.Unauthenticated);
        Assert.Equal(["bob"], await alice.Asking(id));

        Assert.True((await bob.Cancels(id)).Ok().Flag("success"));
        Assert.True((await bob.Cancels(id)).Ok().Flag("success"));

        var own = await bob.OwnRequest(id);
        Assert.Equal(("cancelled", null, null), (own.Text("status"), own["respondedAt"], own["responderId"]));
        Assert.Empty(await alice.Asking(id));
        (await alice.Approves(id, "bob")).Refused(ErrorKind.NotFound);
        Assert.Equal("pending", (await bob.AsksToJoin(id)).Text("status"));
    }

    [Fact]
    public async Task an_answered_request_cannot_be_taken_back()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);
        await carol.AsksToJoin(id);
        (await alice.Approves(id, "bob")).Ok();
        (await alice.Rejects(id, "carol")).Ok();

        (await bob.Cancels(id)).Refused(ErrorKind.NotFound);
        (await carol.Cancels(id)).Refused(ErrorKind.NotFound);

        Assert.Equal("approved", (await bob.OwnRequest(id)).Text("status"));
        Assert.True((await bob.Sees(id)).Flag("isJoined"));
    }

    [Fact]
    public async Task who_is_added_need_not_wait_any_more()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);

        await alice.Adds(id, "bob");

        Assert.Equal(("approved", "alice"), ((await bob.OwnRequest(id)).Text("status"), (await bob.OwnRequest(id)).Text("responderPublicId")));
        Assert.Empty(await alice.Asking(id));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task who_is_banned_or_removed_waits_no_more()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);
        await carol.AsksToJoin(id);

        await amity.Bans(id, "bob");
        (await alice.Delete($"/api/v3/communities/{id}/users", new { userIds = new[] { "carol" } })).Ok();

        Assert.Equal("rejected", (await bob.OwnRequest(id)).Text("status"));
        Assert.Equal("rejected", (await carol.OwnRequest(id)).Text("status"));
        Assert.Empty(await alice.Asking(id));
        Assert.Empty(await Recount.Of(amity.Network.Database));
        (await alice.Approves(id, "bob")).Refused(ErrorKind.NotFound);
        Assert.Equal("pending", (await carol.AsksToJoin(id)).Text("status"));
    }

    [Fact]
    public async Task a_banned_user_cannot_ask()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.CreatesAsking();
        await amity.Bans(id, "bob");

        (await bob.Post($"/api/v4/communities/{id}/join")).Refused(ErrorKind.Banned);
        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);

        Assert.Empty(await alice.Asking(id));
    }

    [Fact]
    public async Task switched_off_approval_leaves_who_waits_waiting_to_be_approved_or_to_join()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);
        await carol.AsksToJoin(id);

        (await alice.Put($"/api/v3/communities/{id}", new { requiresJoinApproval = false })).Ok();

        Assert.Equal(["carol", "bob"], await alice.Asking(id));
        Assert.False((await bob.Sees(id)).Flag("isJoined"));
        (await alice.Approves(id, "bob")).Ok();
        Assert.Equal("approved", (await carol.AsksToJoin(id)).Text("status"));
        Assert.Equal(("approved", null), ((await carol.OwnRequest(id)).Text("status"), (await carol.OwnRequest(id))["responderId"]));
        Assert.Equal(["alice", "bob", "carol"], await alice.Members(id));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task one_reads_the_own_request_and_none_where_one_never_asked()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.CreatesAsking();
        var hidden = await alice.Creates(new { displayName = "Hidden", isPublic = false });
        await bob.AsksToJoin(id);

        Assert.Equal("pending", (await bob.OwnRequest(id)).Text("status"));
        Assert.Empty((await carol.Get($"/api/v4/communities/{id}/join/me")).Ok()["joinRequests"]!.AsArray());
        Assert.Empty((await alice.Get($"/api/v4/communities/{id}/join/me")).Ok()["joinRequests"]!.AsArray());
        (await carol.Get($"/api/v4/communities/{hidden}/join/me")).Refused(ErrorKind.NotFound);
        (await carol.Get("/api/v4/communities/nothing/join/me")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get($"/api/v4/communities/{id}/join/me")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task a_request_outlives_that_its_community_is_hidden()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.Creates(new { displayName = "Shown", isPublic = false, isDiscoverable = true });
        await bob.AsksToJoin(id);

        (await alice.Put($"/api/v3/communities/{id}", new { isDiscoverable = false })).Ok();

        Assert.Equal("pending", (await bob.OwnRequest(id)).Text("status"));
        Assert.Equal(["bob"], await alice.Asking(id));
        (await bob.Cancels(id)).Ok();
        (await bob.Post($"/api/v4/communities/{id}/join")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task the_list_is_empty_for_who_may_not_answer_and_closed_to_who_does_not_find_the_community()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.CreatesAsking();
        var hidden = await alice.Creates(new { displayName = "Hidden", isPublic = false });
        await alice.Adds(id, "carol");
        await bob.AsksToJoin(id);

        var seen = (await carol.Get($"/api/v4/communities/{id}/join?type=communityJoinRequest&targetType=community&status=pending&options[limit]=20")).Ok();
        Assert.Empty(seen["joinRequests"]!.AsArray());
        Assert.Empty(seen["users"]!.AsArray());
        Assert.Empty(await bob.Asking(id));
        (await bob.Get($"/api/v4/communities/{hidden}/join")).Refused(ErrorKind.NotFound);
        (await bob.Get("/api/v4/communities/nothing/join")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get($"/api/v4/communities/{id}/join")).Refused(ErrorKind.Unauthenticated);
        (await alice.Get($"/api/v4/communities/{id}/join?status=waiting")).Refused(ErrorKind.Invalid);
        (await alice.Get($"/api/v4/communities/{id}/join?sortBy=displayName")).Refused(ErrorKind.Invalid);
        Assert.Equal(["bob"], await (await amity.Administrator()).Asking(id));
    }

    [Fact]
    public async Task the_list_comes_page_by_page_with_who_asks()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var id = await alice.CreatesAsking();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await (await amity.Login(name)).AsksToJoin(id);
        }

        var path = $"/api/v4/communities/{id}/join";
        Assert.Equal(["e", "d", "c", "b", "a"], await alice.ThereAndBack($"{path}?status=pending", "joinRequests", "requestorPublicId", size: 2));
        Assert.Equal(["a", "b", "c", "d", "e"], await alice.ThereAndBack($"{path}?sortBy=firstCreated", "users", "userId", size: 2));
    }

    [Fact]
    public async Task one_lists_what_one_waits_for_and_nothing_of_others()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var asked = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            asked.Add(await alice.CreatesAsking());
            await bob.AsksToJoin(asked[i]);
        }

        var other = await alice.CreatesAsking();
        await carol.AsksToJoin(other);
        const string path = "/api/v4/communities/join/requests";

        Assert.Equal(asked.AsEnumerable().Reverse(), await bob.ThereAndBack(path, "joinRequests", "targetId", size: 2));
        Assert.Equal([asked[1]], await Listed($"communityIds[]={asked[1]}&communityIds[]={other}&options[limit]=5"));
        (await bob.Cancels(asked[1])).Ok();
        (await alice.Delete($"/api/v3/communities/{asked[2]}")).Ok();
        Assert.Empty(await Listed($"communityIds[]={asked[1]}&communityIds[]={asked[2]}"));
        (await bob.Get($"{path}?{string.Join('&', Enumerable.Range(0, 101).Select(i => $"communityIds[]={i}"))}")).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get(path)).Refused(ErrorKind.Unauthenticated);

        async Task<IReadOnlyList<string>> Listed(string query) => (await bob.Get($"{path}?{query}")).Ok().All("joinRequests", "targetId");
    }

    [Fact]
    public async Task a_deleted_community_is_asked_no_more()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);
        (await alice.Delete($"/api/v3/communities/{id}")).Ok();

        (await carol.Post($"/api/v4/communities/{id}/join")).Refused(ErrorKind.NotFound);
        (await alice.Approves(id, "bob")).Refused(ErrorKind.NotFound);
        (await alice.Get($"/api/v4/communities/{id}/join")).Refused(ErrorKind.NotFound);
    }
}
