using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class JoinApprovalTests
{
    [Fact]
    public async Task who_asks_waits_and_is_no_member_and_a_repeat_answers_the_same()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.CreatesAsking();

        var answer = (await bob.Post($"/api/v4/communities/{id}/join")).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
        var again = (await bob.Post($"/api/v4/communities/{id}/join")).Ok();

        var request = Assert.Single(answer["joinRequests"]!.AsArray())!;
        Assert.Equal(("pending", "community", id), (request.Text("status"), request.Text("targetType"), request.Text("targetId")));
        Assert.Equal(("communityJoinRequest", "bob", bob.InternalId()), (request.Text("type"), request.Text("requestorPublicId"), request.Text("requestorInternalId")));
        foreach (var nobody in (string[])["respondedAt", "responderId", "responderInternalId", "responderPublicId"])
        {
            Assert.True(request.AsObject().TryGetPropertyValue(nobody, out var value) && value is null, nobody);
        }

        Assert.Equal(["bob"], answer.All("users", "userId"));
        Assert.Empty(answer["communityUsers"]!.AsArray());
        Assert.Null(answer["communities"]);
        Assert.Equal(answer.ToJsonString(), again.ToJsonString());
        Assert.Equal((false, 1), ((await bob.Sees(id)).Flag("isJoined"), (await bob.Sees(id)).Number("membersCount")));
        Assert.Equal(["bob"], await alice.Asking(id));
    }

    [Fact]
    public async Task the_older_way_of_joining_which_cannot_ask_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var asking = await alice.CreatesAsking();
        var shown = await alice.Creates(new { displayName = "Shown", isPublic = false, isDiscoverable = true });

        var refusal = (await bob.Post($"/api/v3/communities/{asking}/join")).Refused(ErrorKind.Forbidden);
        (await bob.Post($"/api/v3/communities/{shown}/join")).Refused(ErrorKind.Forbidden);

        Assert.Contains("approval", refusal.Text("message"));
        Assert.Equal(["alice"], await alice.Members(asking));
        Assert.Equal("member", (await alice.Joins(asking)).Membership("alice"));
    }

    [Fact]
    public async Task who_may_add_members_need_not_ask()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var id = await alice.CreatesAsking();

        Assert.Equal("approved", (await admin.AsksToJoin(id)).Text("status"));
        Assert.Equal("approved", (await alice.AsksToJoin(id)).Text("status"));

        Assert.Equal(["admin", "alice"], (await alice.Members(id)).Order());
    }

    [Fact]
    public async Task where_the_network_lets_users_join_hidden_ones_they_ask_those_that_want_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.Creates(new { displayName = "Hidden", isPublic = false, requiresJoinApproval = true });
        (await bob.Post($"/api/v4/communities/{id}/join")).Refused(ErrorKind.NotFound);
        await amity.LetsJoinPrivate(true);

        Assert.Equal("pending", (await bob.AsksToJoin(id)).Text("status"));

        Assert.Equal("pending", (await bob.OwnRequest(id)).Text("status"));
        (await bob.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task approved_by_a_moderator_one_is_a_member()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.Creates(new { displayName = "Shown", isPublic = false, isDiscoverable = true });
        var asked = await bob.AsksToJoin(id);
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = (await alice.Approves(id, bob.InternalId())).Ok();
        (await alice.Approves(id, bob.InternalId())).Ok();

        Assert.True(answer.Flag("success"));
        var own = await bob.OwnRequest(id);
        Assert.Equal((asked.Text("_id"), "approved"), (own.Text("_id"), own.Text("status")));
        Assert.Equal(("alice", alice.InternalId()), (own.Text("responderPublicId"), own.Text("responderInternalId")));
        Assert.Equal((asked.Text("createdAt"), own.Text("updatedAt")), (own.Text("createdAt"), own.Text("respondedAt")));
        Assert.True(string.CompareOrdinal(own.Text("respondedAt"), own.Text("createdAt")) > 0);
        Assert.Equal((true, 2), ((await bob.Sees(id)).Flag("isJoined"), (await bob.Sees(id)).Number("membersCount")));
        Assert.Empty(await alice.Asking(id));
        Assert.Equal(["bob"], await alice.Asking(id, "status=approved"));
        (await alice.Rejects(id, bob.InternalId())).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task rejected_one_stays_outside_and_may_ask_again()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);

        (await alice.Rejects(id, "bob")).Ok();
        (await alice.Rejects(id, "bob")).Ok();

        Assert.Equal(("rejected", "alice"), ((await bob.OwnRequest(id)).Text("status"), (await bob.OwnRequest(id)).Text("responderPublicId")));
        Assert.Equal(["alice"], await alice.Members(id));
        Assert.Empty(await alice.Asking(id));
        (await alice.Approves(id, "bob")).Refused(ErrorKind.NotFound);

        var again = await bob.AsksToJoin(id);
        Assert.Equal(("pending", null), (again.Text("status"), again["responderId"]));
        Assert.Equal(["bob"], await alice.Asking(id));
    }

    [Fact]
    public async Task only_who_may_add_members_answers_a_request()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var admin = await amity.Administrator();
        var asking = await alice.CreatesAsking();
        var hidden = await alice.Creates(new { displayName = "Hidden", isPublic = false, requiresJoinApproval = true });
        await alice.Adds(asking, "carol");
        await bob.AsksToJoin(asking);

        foreach (var answer in (string[])["approve", "reject"])
        {
            var body = new { userId = "bob" };
            (await bob.Post($"/api/v4/communities/{asking}/join/{answer}", body)).Refused(ErrorKind.PermissionDenied);
            (await carol.Post($"/api/v4/communities/{asking}/join/{answer}", body)).Refused(ErrorKind.PermissionDenied);
            (await carol.Post($"/api/v4/communities/{hidden}/join/{answer}", body)).Refused(ErrorKind.NotFound);
            (await carol.Post($"/api/v4/communities/nothing/join/{answer}", body)).Refused(ErrorKind.NotFound);
            (await alice.Post($"/api/v4/communities/{asking}/join/{answer}", new { userId = "carol" })).Refused(ErrorKind.NotFound);
            (await alice.Post($"/api/v4/communities/{asking}/join/{answer}", new { userId = "nobody" })).Refused(ErrorKind.NotFound);
            (await amity.Nobody().Post($"/api/v4/communities/{asking}/join/{answer}", body)).Refused(ErrorKind.Unauthenticated);
        }

        Assert.Equal(["bob"], await alice.Asking(asking));
        await amity.MakesModerator(asking, "carol");
        (await carol.Approves(asking, "bob")).Ok();
        (await admin.Approves(asking, "bob")).Ok();
        Assert.Equal("carol", (await bob.OwnRequest(asking)).Text("responderPublicId"));
    }

    [Fact]
    public async Task an_id_that_is_the_internal_one_of_a_user_names_that_user_and_no_namesake()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var impostor = await amity.Login(bob.InternalId());
        var id = await alice.CreatesAsking();
        await impostor.AsksToJoin(id);

        (await alice.Approves(id, bob.InternalId())).Refused(ErrorKind.NotFound);
        await bob.AsksToJoin(id);
        (await alice.Approves(id, bob.InternalId())).Ok();

        Assert.Equal([impostor.UserId], await alice.Asking(id));
        Assert.Equal(["alice", "bob"], (await alice.Members(id)).Order());
    }

    [Fact]
    public async Task the_request_of_a_deleted_user_is_neither_listed_nor_granted()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var id = await alice.CreatesAsking();
        await bob.AsksToJoin(id);
        await amity.Deletes("bob");

        Assert.Empty(await alice.Asking(id));
        (await alice.Approves(id, "bob")).Refused(ErrorKind.NotFound);

        Assert.Equal(["alice"], await alice.Members(id));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userId":null}""")]
    [InlineData("""{"userId":""}""")]
    [InlineData("""{"userId":7}""")]
    [InlineData("""{"userId":"012345678901234567890123456789012345678901234567890"}""")]
    public async Task a_wrong_body_is_invalid(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.CreatesAsking();

        foreach (var answer in (string[])["approve", "reject"])
        {
            (await alice.Post($"/api/v4/communities/{id}/join/{answer}", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        }
    }
}
