using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Pins;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Communities;

/// <summary>Bob moderated Alice's two communities, a public and a private one, and wrote in them; then Alice banned him from both. Carol is a member.</summary>
public sealed class BannedMemberTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!;
    private Place open = null!, secret = null!;

    private sealed record Place(string Id, string Hers, string His, string HerComment, string HisComment, Poll HerPoll, Poll VotedPoll);

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        open = await Made(isPublic: true);
        secret = await Made(isPublic: false);
        foreach (var place in (Place[])[open, secret])
        {
            (await alice.Put($"/api/v3/communities/{place.Id}/users/ban", new { userIds = new[] { "bob" } })).Ok();
        }
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task in_a_public_one_nothing_can_be_done_or_taken_back_and_everybody_says_why()
    {
        foreach (var call in Writes(open))
        {
            (await call()).Refused(ErrorKind.Banned);
        }

        foreach (var call in Moderates(open))
        {
            Assert.Equal(403, (await call()).Status);
        }

        Assert.Empty(await Recount.Of(amity.Network.Database));
        Assert.Equal(["alice", "carol"], await carol.Members(open.Id));
    }

    [Fact]
    public async Task in_a_private_one_nothing_exists_any_more()
    {
        foreach (var call in Writes(secret))
        {
            (await call()).Refused(ErrorKind.NotFound);
        }

        foreach (var path in Reads(secret))
        {
            (await bob.Get(path)).Refused(ErrorKind.NotFound);
        }

        (await bob.Get(Pinning.Of(secret.Id))).Refused(ErrorKind.Forbidden);
        Assert.DoesNotContain(secret.Id, (await bob.Get("/api/v3/communities?filter=all")).Ok().All("communities", "communityId"));
        Assert.Empty((await bob.Get($"/api/v3/communities/list?communityIds[]={secret.Id}")).Ok()["communities"]!.AsArray());
    }

    [Fact]
    public async Task a_public_one_is_still_read()
    {
        foreach (var path in Reads(open).Append(Pinning.Of(open.Id)))
        {
            (await bob.Get(path)).Ok();
        }

        var seen = (await bob.Get($"/api/v3/communities/{open.Id}")).Ok();
        Assert.False(seen.First("communities").Flag("isJoined"));
        Assert.Equal(("banned", 0), (seen.Membership("bob"), seen.Row("bob")["permissions"]!.AsArray().Count));
        Assert.Equal(["alice", "carol"], (await bob.Members(open.Id)).Order());
        Assert.Empty(await bob.Members(open.Id, "memberships[]=banned"));
    }

    [Fact]
    public async Task both_leave_the_banned_ones_feeds_and_lists()
    {
        foreach (var feed in (string[])["/api/v3/global-feeds", "/api/v4/me/global-feeds", "/api/v5/me/global-feeds", "/api/v1/me/following-feeds"])
        {
            Assert.Empty((await bob.Get(feed)).Ok()["posts"]!.AsArray());
        }

        Assert.Empty((await bob.Get("/api/v3/communities?filter=member")).Ok()["communities"]!.AsArray());
        Assert.Equal([open.Id], (await bob.Get("/api/v3/communities?filter=notMember")).Ok().All("communities", "communityId"));
    }

    [Fact]
    public async Task a_lifted_ban_gives_back_neither_membership_nor_roles()
    {
        foreach (var place in (Place[])[open, secret])
        {
            var lifted = (await alice.Put($"/api/v3/communities/{place.Id}/users/unban", new { userIds = new[] { "bob" } })).Ok();
            Assert.Equal("none", lifted.Membership("bob"));
        }

        (await bob.Post("/api/v4/posts", Posting.Text("Again", open.Id))).Refused(ErrorKind.PermissionDenied);
        await bob.React("post", open.Hers);
        var joined = await CommunityCalls.Joins(bob, open.Id);
        Assert.Empty(joined.Row("bob")["roles"]!.AsArray());
        await bob.Writes("Again", open.Id);
        (await bob.Pins(open.Id, open.Hers)).Refused(ErrorKind.Forbidden);
        (await bob.Post($"/api/v3/communities/{secret.Id}/join")).Refused(ErrorKind.NotFound);
        await alice.Adds(secret.Id, "bob");
        await bob.Writes("Again", secret.Id);
    }

    private IEnumerable<Func<Task<Answer>>> Writes(Place place)
    {
        var text = new { data = new { text = "Still here" } };
        yield return () => bob.Post($"/api/v3/communities/{place.Id}/join");
        yield return () => bob.Post($"/api/v4/communities/{place.Id}/join");
        yield return () => bob.Post("/api/v4/posts", Posting.Text("Still here", place.Id));
        yield return () => bob.Put($"/api/v4/posts/{place.His}", text);
        yield return () => bob.Delete($"/api/v4/posts/{place.His}");
        yield return () => bob.Delete($"/api/v4/posts/{place.His}?permanent=true");
        yield return () => bob.Delete($"/api/v4/posts/{place.Hers}");
        yield return () => bob.Post("/api/v3/comments", new { referenceId = place.Hers, text.data });
        yield return () => bob.Post("/api/v3/comments", new { referenceId = place.Hers, parentId = place.HerComment, text.data });
        yield return () => bob.Put($"/api/v3/comments/{place.HisComment}", text);
        yield return () => bob.Delete($"/api/v4/comments/{place.HisComment}");
        yield return () => bob.Delete($"/api/v4/comments/{place.HerComment}");
        yield return () => bob.Post("/api/v2/reactions", new { referenceType = "post", referenceId = place.Hers, reactionName = "love" });
        yield return () => bob.Delete("/api/v2/reactions", new { referenceType = "post", referenceId = place.Hers, reactionName = "like" });
        yield return () => bob.Post("/api/v2/reactions", new { referenceType = "comment", referenceId = place.HerComment, reactionName = "love" });
        yield return () => bob.Votes(place.HerPoll, 0);
        yield return () => bob.ChangesVote(place.VotedPoll, 1);
        yield return () => bob.Post($"/api/v3/posts/{place.Hers}/flag");
        yield return () => bob.Delete($"/api/v3/posts/{place.Hers}/unflag");
        yield return () => bob.Post($"/api/v3/comments/{place.HerComment}/flag");
    }

    private IEnumerable<Func<Task<Answer>>> Moderates(Place place)
    {
        var carols = new { userIds = new[] { "carol" } };
        yield return () => bob.Put($"/api/v3/communities/{place.Id}", new { displayName = "His" });
        yield return () => bob.Delete($"/api/v3/communities/{place.Id}");
        yield return () => bob.Delete($"/api/v3/communities/{place.Id}/leave");
        yield return () => bob.Post($"/api/v3/communities/{place.Id}/users", carols);
        yield return () => bob.Delete($"/api/v3/communities/{place.Id}/users", carols);
        yield return () => bob.Put($"/api/v3/communities/{place.Id}/users/ban", carols);
        yield return () => bob.Put($"/api/v3/communities/{place.Id}/users/unban", new { userIds = new[] { "bob" } });
        yield return () => bob.Post($"/api/v4/communities/{place.Id}/users/roles", new { roles = new[] { "community-moderator" }, carols.userIds });
        yield return () => bob.Post($"/api/v3/posts/{place.Hers}/approve");
        yield return () => bob.Pins(place.Id, place.His, Pinning.Announcement);
        yield return () => bob.Unpins(place.Id, place.Hers);
        yield return () => bob.Delete($"/api/v3/posts/{place.Hers}/flags");
    }

    private static IEnumerable<string> Reads(Place place) =>
    [
        $"/api/v3/communities/{place.Id}", $"/api/v3/communities/{place.Id}/users", $"/api/v3/communities/{place.Id}/permissions/me",
        $"/api/v3/posts/{place.Hers}", $"/api/v3/posts/{place.His}", $"/api/v4/posts?targetType=community&targetId={place.Id}",
        $"/api/v3/community-feeds/{place.Id}", $"/api/v3/comments?referenceId={place.Hers}", $"/api/v3/comments/{place.HerComment}",
        $"/api/v3/reactions?referenceType=post&referenceId={place.Hers}", $"/api/v3/polls/{place.HerPoll.Id}", $"/api/v3/posts/{place.Hers}/isflagbyme",
    ];

    private async Task<Place> Made(bool isPublic)
    {
        var id = await alice.Founds(isPublic, members: ["bob", "carol"]);
        await amity.MakesModerator(id, "bob");
        var (hers, his) = (await alice.Writes("hers", id), await bob.Writes("his", id));
        var (herComment, hisComment) = (await alice.Comment(hers), await bob.Comment(hers));
        await bob.React("post", hers);
        (await bob.Pins(id, hers)).Ok();
        (await bob.Post($"/api/v3/posts/{hers}/flag")).Ok();
        var (poll, voted) = (await alice.AsksIn(id), await alice.AsksIn(id));
        (await bob.Votes(voted, 0)).Ok();
        return new Place(id, hers, his, herComment, hisComment, poll, voted);
    }
}
