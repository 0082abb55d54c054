using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class ListCommunitiesTests
{
    [Fact]
    public async Task communities_come_in_the_order_of_their_ids_with_the_callers_rows()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var a = await alice.Creates(new { displayName = "A" });
        var b = await alice.Creates(new { displayName = "B", userIds = new[] { "bob" } });

        var seen = (await bob.Get($"/api/v3/communities/list?communityIds[]={b}&communityIds[]={a}&communityIds[]={b}")).Ok();

        seen.IsWhole();
        Assert.Equal(["B", "A"], seen.All("communities", "displayName"));
        Assert.Equal([b], seen.All("communityUsers", "communityId"));
    }

    [Fact]
    public async Task unknown_and_hidden_ones_are_left_out_and_deleted_ones_marked()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var open = await alice.Creates(new { displayName = "Open" });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });
        (await alice.Delete($"/api/v3/communities/{open}")).Ok();
        var query = $"/api/v3/communities/list?communityIds[]={secret}&communityIds[]=nothing&communityIds[]={open}";

        var seenByBob = (await bob.Get(query)).Ok();

        Assert.Equal(["Open"], seenByBob.All("communities", "displayName"));
        Assert.True(seenByBob.First("communities").Flag("isDeleted"));
        Assert.Equal(["Secret", "Open"], (await alice.Get(query)).Ok().All("communities", "displayName"));
        var nothing = (await bob.Get($"/api/v3/communities/list?communityIds[]={secret}")).Ok();
        nothing.IsWhole();
        Assert.Empty(nothing["communities"]!.AsArray());
    }

    [Fact]
    public async Task none_or_too_many_ids_are_invalid_and_a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get("/api/v3/communities/list")).Refused(ErrorKind.Invalid);
        (await alice.Get("/api/v3/communities/list?communityIds[]=")).Refused(ErrorKind.Invalid);
        (await alice.Get("/api/v3/communities/list?" + string.Join('&', Enumerable.Range(0, 101).Select(i => $"communityIds[]={i}")))).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get("/api/v3/communities/list?communityIds[]=a")).Refused(ErrorKind.Unauthenticated);
    }
}
