using Amity.Core.Errors;
using Amity.Modules.Users;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

/// <summary>
/// Alice moderates a community where posts are reviewed. Bob has one post that waits, one that was declined and one that was published, and so
/// had Erin, who was banned since. Carol is a member, Frank one who reviews, Dave none, and Super moderates the whole network.
/// </summary>
public sealed class FeedTypesTests : IAsyncLifetime
{
    private static readonly string[] Feeds = ["published", "reviewing", "declined"];

    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, dave = null!, erin = null!, frank = null!, super = null!, admin = null!;

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        dave = await amity.Login("dave");
        erin = await amity.Login("erin");
        frank = await amity.Login("frank");
        admin = await amity.Administrator();
        await amity.Registers("super");
        await amity.Network.Database.Write(async tx =>
        {
            await UserCommands.GiveRole(tx, "super", "super-moderator");
            return true;
        });
        super = await amity.LoginVerified("super");
        await amity.CreatesRole("reviewer", "REVIEW_COMMUNITY_POST");
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task in_a_public_community_everybody_lists_what_is_published_and_what_waits_or_was_declined_authors_and_reviewers_alone()
    {
        var hikers = await Founded(isPublic: true);

        Assert.Equal([6, 0, 0], await Sees(carol, hikers));
        Assert.Equal([6, 0, 0], await Sees(dave, hikers));
        Assert.Equal([6, 1, 1], await Sees(bob, hikers));
        Assert.Equal([6, 1, 1], await Sees(erin, hikers));
        foreach (var reviewer in (Person[])[alice, frank, super, admin])
        {
            Assert.Equal([6, 2, 2], await Sees(reviewer, hikers));
        }
    }

    [Fact]
    public async Task in_a_private_one_the_same_holds_for_who_is_in_it_and_for_others_there_is_nothing()
    {
        var hikers = await Founded(isPublic: false);

        Assert.Equal([6, 0, 0], await Sees(carol, hikers));
        Assert.Equal([6, 1, 1], await Sees(bob, hikers));
        foreach (var reviewer in (Person[])[alice, frank, super, admin])
        {
            Assert.Equal([6, 2, 2], await Sees(reviewer, hikers));
        }

        foreach (var outsider in (Person[])[dave, erin])
        {
            foreach (var feed in Feeds)
            {
                (await outsider.Get(List("v4", hikers, feed))).Refused(ErrorKind.NotFound);
                (await outsider.Get($"/api/v3/community-feeds/{hikers}?feedType={feed}")).Refused(ErrorKind.NotFound);
            }
        }
    }

    [Fact]
    public async Task who_is_promoted_or_demoted_lists_by_the_new_role_at_once()
    {
        var hikers = await Founded(isPublic: true);
        Assert.Equal([6, 0, 0], await Sees(carol, hikers));

        await amity.MakesModerator(hikers, "carol");
        Assert.Equal([6, 2, 2], await Sees(carol, hikers));
        (await alice.Delete($"/api/v4/communities/{hikers}/users/roles?userIds[]=carol&roles[]=community-moderator")).Ok();
        Assert.Equal([6, 0, 0], await Sees(carol, hikers));

        (await alice.Delete($"/api/v3/communities/{hikers}/users?userIds[]=frank")).Ok();
        Assert.Equal([6, 0, 0], await Sees(frank, hikers));
    }

    [Fact]
    public async Task several_feeds_are_listed_together_and_deleted_posts_are_in_none_for_other_members()
    {
        var hikers = await Founded(isPublic: true);
        var all = $"/api/v4/posts?targetType=community&targetId={hikers}&feedType[]=published&feedType[]=reviewing&feedType[]=declined&options[limit]=20";

        Assert.Equal(10, (await alice.Get(all)).Ok()["posts"]!.AsArray().Count);
        Assert.Equal(8, (await bob.Get(all)).Ok()["posts"]!.AsArray().Count);
        Assert.Equal(6, (await carol.Get(all)).Ok()["posts"]!.AsArray().Count);
        foreach (var feed in Feeds)
        {
            var post = (await alice.Get(List("v4", hikers, feed))).Ok().All("posts", "postId")[0];
            (await alice.Delete($"/api/v4/posts/{post}")).Ok();
        }

        Assert.Equal(7, (await alice.Get(all + "&isDeleted=false")).Ok()["posts"]!.AsArray().Count);
        Assert.Equal(5, (await carol.Get(all)).Ok()["posts"]!.AsArray().Count);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    /// <summary>How many posts each of the feeds has for this person, by every way to ask.</summary>
    private static async Task<IReadOnlyList<int>> Sees(Person person, string hikers)
    {
        var counts = new List<int>();
        foreach (var feed in Feeds)
        {
            var listed = (await person.Get(List("v4", hikers, feed))).Ok();
            Assert.All(listed.All("posts", "feedType"), type => Assert.Equal(feed, type));
            foreach (var other in (string[])[List("v3", hikers, feed), List("v5", hikers, feed), $"/api/v3/community-feeds/{hikers}?feedType={feed}&options[limit]=20"])
            {
                Assert.Equal(listed.All("posts", "postId"), (await person.Get(other)).Ok().All("posts", "postId"));
            }

            foreach (var post in listed.All("posts", "postId"))
            {
                Assert.Equal(feed, (await person.Reads(post)).Text("feedType"));
            }

            counts.Add(listed["posts"]!.AsArray().Count);
        }

        return counts;
    }

    private static string List(string version, string hikers, string feed) =>
        $"/api/{version}/posts?targetType=community&targetId={hikers}&feedType={feed}&options[limit]=20";

    private async Task<string> Founded(bool isPublic)
    {
        var hikers = await alice.Founds(isPublic, members: ["bob", "carol", "erin", "frank"], needApproval: true);
        await amity.GivesRole(hikers, "frank", "reviewer");
        foreach (var author in (Person[])[bob, erin])
        {
            await author.Writes("waits", hikers);
            (await alice.Post($"/api/v3/posts/{await author.Writes("no", hikers)}/decline")).Ok();
            (await alice.Post($"/api/v3/posts/{await author.Writes("yes", hikers)}/approve")).Ok();
        }

        await alice.Writes("rules", hikers);
        await frank.Writes("no need to ask", hikers);
        await admin.Writes("news", hikers);
        await alice.Writes("more", hikers);
        await CommunityCalls.Bans(amity, hikers, "erin");
        return hikers;
    }
}
