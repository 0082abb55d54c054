using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class DeleteCommunityTests
{
    [Fact]
    public async Task it_is_marked_as_deleted_at_a_newer_time_and_a_repeat_changes_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });
        var before = await alice.Sees(id);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await alice.Delete($"/api/v3/communities/{id}")).Ok().Flag("success"));
        var after = await alice.Sees(id);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await alice.Delete($"/api/v3/communities/{id}")).Ok().Flag("success"));

        Assert.True(after.Flag("isDeleted"));
        Assert.True(string.CompareOrdinal(after.Text("updatedAt"), before.Text("updatedAt")) > 0);
        Assert.Equal(after.ToJsonString(), (await alice.Sees(id)).ToJsonString());
    }

    [Fact]
    public async Task its_moderators_and_administrators_may_and_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        var open = await alice.Creates(new { displayName = "Open", userIds = new[] { "bob" } });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });

        (await bob.Delete($"/api/v3/communities/{open}")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{open}")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{secret}")).Refused(ErrorKind.NotFound);
        (await carol.Delete("/api/v3/communities/nothing")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Delete($"/api/v3/communities/{open}")).Refused(ErrorKind.Unauthenticated);

        Assert.False((await alice.Sees(open)).Flag("isDeleted"));
        (await admin.Delete($"/api/v3/communities/{open}")).Ok();
        Assert.True((await bob.Sees(open)).Flag("isDeleted"));
    }

    [Fact]
    public async Task nobody_joins_leaves_or_changes_it_any_more()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        (await alice.Delete($"/api/v3/communities/{id}")).Ok();

        (await carol.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.NotFound);
        (await bob.Delete($"/api/v3/communities/{id}/leave")).Refused(ErrorKind.NotFound);
        (await alice.Put($"/api/v3/communities/{id}", new { displayName = "B" })).Refused(ErrorKind.NotFound);
        (await alice.Post($"/api/v3/communities/{id}/users", new { userIds = new[] { "carol" } })).Refused(ErrorKind.NotFound);
        (await alice.Delete($"/api/v3/communities/{id}/users", new { userIds = new[] { "bob" } })).Refused(ErrorKind.NotFound);
        (await alice.Get($"/api/v3/communities/{id}/users")).Refused(ErrorKind.NotFound);

        Assert.Equal(("A", 2), ((await alice.Sees(id)).Text("displayName"), (await alice.Sees(id)).Number("membersCount")));
    }
}
