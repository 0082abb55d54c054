using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class LeaveCommunityTests
{
    [Fact]
    public async Task leaving_answers_none_and_counts()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        var answer = (await bob.Delete($"/api/v3/communities/{id}/leave")).Ok();

        answer.IsWhole();
        var row = answer.Row("bob");
        Assert.Equal(("none", id), (row.Text("communityMembership"), row.Text("communityId")));
        Assert.Empty(row["roles"]!.AsArray());
        Assert.Empty(row["permissions"]!.AsArray());
        Assert.Equal(answer.First("communities").Text("updatedAt"), row.Text("updatedAt"));
        Assert.False(answer.First("communities").Flag("isJoined"));
        Assert.Equal(1, answer.First("communities").Number("membersCount"));
        Assert.Equal(["alice"], await alice.Members(id));
    }

    [Fact]
    public async Task only_a_member_can_leave_so_that_a_repeat_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var open = await alice.Creates(new { displayName = "Open", userIds = new[] { "bob" } });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });
        (await bob.Delete($"/api/v3/communities/{open}/leave")).Ok();

        (await bob.Delete($"/api/v3/communities/{open}/leave")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{open}/leave")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{secret}/leave")).Refused(ErrorKind.NotFound);
        (await carol.Delete("/api/v3/communities/nothing/leave")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Delete($"/api/v3/communities/{open}/leave")).Refused(ErrorKind.Unauthenticated);

        Assert.Equal(1, (await alice.Sees(open)).Number("membersCount"));
    }

    [Fact]
    public async Task the_last_moderator_cannot_leave()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        (await alice.Delete($"/api/v3/communities/{id}/leave")).Refused(ErrorKind.LastModerator);
        Assert.Equal(2, (await alice.Sees(id)).Number("membersCount"));
        await amity.MakesModerator(id, "bob");
        (await alice.Delete($"/api/v3/communities/{id}/leave")).Ok();

        (await bob.Delete($"/api/v3/communities/{id}/leave")).Refused(ErrorKind.LastMember);
        Assert.Equal(["bob"], await bob.Members(id));
    }

    [Fact]
    public async Task a_deleted_moderator_is_none()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.MakesModerator(id, "bob");
        await amity.Deletes("bob");

        (await alice.Delete($"/api/v3/communities/{id}/leave")).Refused(ErrorKind.LastModerator);
    }

    [Fact]
    public async Task roles_end_with_the_membership()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.MakesModerator(id, "bob");
        Assert.Equal(2, (await alice.Sees(id)).Number("moderatorMemberCount"));

        (await bob.Delete($"/api/v3/communities/{id}/leave")).Ok();
        var again = await bob.Joins(id);

        Assert.Empty(again.Row("bob")["roles"]!.AsArray());
        Assert.Equal(1, again.First("communities").Number("moderatorMemberCount"));
    }

    [Fact]
    public async Task who_leaves_a_private_one_gets_an_answer_and_sees_it_no_more()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false, userIds = new[] { "bob" } });

        var answer = (await bob.Delete($"/api/v3/communities/{id}/leave")).Ok();

        answer.IsWhole();
        Assert.Equal(("none", id), (answer.Membership("bob"), answer.First("communities").Text("communityId")));
        (await bob.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task a_ban_does_not_end_by_leaving()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A" });
        await amity.Bans(id, "bob");

        (await bob.Delete($"/api/v3/communities/{id}/leave")).Refused(ErrorKind.PermissionDenied);

        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);
    }
}
