using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class AskToJoinTests
{
    [Fact]
    public async Task where_nobody_has_to_approve_the_request_is_granted_at_once_and_a_repeat_answers_the_same()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A" });

        var answer = (await bob.Post($"/api/v4/communities/{id}/join")).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
        var again = (await bob.Post($"/api/v4/communities/{id}/join")).Ok();

        var request = Assert.Single(answer["joinRequests"]!.AsArray())!;
        Assert.Equal(("approved", "community", id), (request.Text("status"), request.Text("targetType"), request.Text("targetId")));
        Assert.Equal(("bob", "communityJoinRequest"), (request.Text("requestorPublicId"), request.Text("type")));
        Assert.Equal(bob.Session.First("users").Text("_id"), request.Text("requestorInternalId"));
        Assert.Equal("member", answer.Membership("bob"));
        Assert.Equal(["bob"], answer.All("users", "userId"));
        Assert.IsType<JsonArray>(answer["files"]);
        Assert.Null(answer["communities"]);
        Assert.Equal(answer.ToJsonString(), again.ToJsonString());
        Assert.Equal(2, (await bob.Sees(id)).Number("membersCount"));
    }

    [Fact]
    public async Task who_may_not_join_is_refused_as_in_the_older_version()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var open = await alice.Creates(new { displayName = "Open" });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });
        await amity.Bans(open, "bob");

        (await bob.Post($"/api/v4/communities/{open}/join")).Refused(ErrorKind.Banned);
        (await bob.Post($"/api/v4/communities/{secret}/join")).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v4/communities/nothing/join")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Post($"/api/v4/communities/{open}/join")).Refused(ErrorKind.Unauthenticated);

        Assert.Equal(["alice"], await alice.Members(secret));
    }
}
