using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class JoinCommunityTests
{
    [Fact]
    public async Task joining_makes_a_member_and_counts_once()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A" });
        var before = await bob.Sees(id);
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await bob.Joins(id);
        clock.Advance(TimeSpan.FromSeconds(1));
        var again = await bob.Joins(id);

        answer.IsWhole();
        Assert.Equal(["bob"], answer.All("communityUsers", "userId"));
        Assert.Equal("member", answer.Membership("bob"));
        Assert.True(answer.First("communities").Flag("isJoined"));
        Assert.Equal(2, answer.First("communities").Number("membersCount"));
        Assert.True(string.CompareOrdinal(answer.First("communities").Text("updatedAt"), before.Text("updatedAt")) > 0);
        Assert.Equal(answer.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public async Task a_private_one_cannot_be_joined_from_outside()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false });

        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v3/communities/nothing/join")).Refused(ErrorKind.NotFound);

        Assert.Equal(1, (await alice.Sees(id)).Number("membersCount"));
        Assert.Equal("member", (await alice.Joins(id)).Membership("alice"));
        Assert.Equal(1, (await alice.Sees(id)).Number("membersCount"));
        Assert.Equal("member", (await admin.Joins(id)).Membership("admin"));
    }

    [Fact]
    public async Task a_banned_user_is_told_so()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A" });
        await amity.Bans(id, "bob");

        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);

        Assert.Equal(["alice"], await alice.Members(id, "memberships[]=member"));
        Assert.Equal(1, (await alice.Sees(id)).Number("membersCount"));
    }

    [Fact]
    public async Task an_empty_form_is_as_good_as_no_body()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A" });

        var answer = (await bob.Post($"/api/v3/communities/{id}/join", new StringContent("", Encoding.UTF8, "application/x-www-form-urlencoded"))).Ok();

        Assert.Equal("member", answer.Membership("bob"));
    }

    [Fact]
    public async Task the_setting_lets_users_join_a_private_one_whose_id_they_know()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false });
        var closed = await alice.Creates(new { displayName = "Closed", isPublic = false });
        (await alice.Delete($"/api/v3/communities/{closed}")).Ok();
        await amity.Bans(id, "carol");
        await amity.LetsJoinPrivate(true);

        var answer = await bob.Joins(id);

        answer.IsWhole();
        Assert.Equal(("member", 2), (answer.Membership("bob"), answer.First("communities").Number("membersCount")));
        Assert.Equal("Secret", (await bob.Sees(id)).Text("displayName"));
        (await carol.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);
        (await bob.Post($"/api/v3/communities/{closed}/join")).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v3/communities/nothing/join")).Refused(ErrorKind.NotFound);
        (await carol.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task taken_back_the_setting_leaves_who_has_joined_and_lets_in_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false });
        await amity.LetsJoinPrivate(true);
        await bob.Joins(id);
        await amity.LetsJoinPrivate(false);

        (await carol.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.NotFound);

        Assert.Equal(["alice", "bob"], await alice.Members(id));
    }

    [Fact]
    public async Task a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });

        (await amity.Nobody().Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Unauthenticated);
    }
}
