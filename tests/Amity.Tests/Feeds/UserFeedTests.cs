using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Feeds;

/// <summary>The feed of a profile page, and the number on it.</summary>
public sealed class UserFeedTests
{
    [Fact]
    public async Task a_profile_shows_the_wall_and_what_its_user_wrote_in_public_communities()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var (open, secret, closed) = (await alice.Founds(), await alice.Founds(isPublic: false), await alice.Founds());
        var wall = await alice.Writes("wall");
        var hike = await alice.Writes("hike", open);
        await alice.Writes("secret", secret);
        await alice.Writes("closed", closed);
        await bob.Joins(open);
        await bob.Writes("bob's", open);
        await alice.Closes(closed);
        var gone = await alice.Writes("gone");
        (await alice.Delete($"/api/v4/posts/{gone}")).Ok();

        foreach (var person in (Person[])[alice, bob])
        {
            Assert.Equal([wall], await Feed(person, "isDeleted=false"));
            Assert.Equal([hike, wall], await Feed(person, "includePostedFeed[]=user&includePostedFeed[]=community&isDeleted=false&matchingOnlyParentPost=true"));
            Assert.Equal([wall, hike], await Feed(person, "feedSources[]=user&feedSources[]=community&sortBy=firstCreated&isDeleted=false"));
            Assert.Equal([hike], await Feed(person, "feedSources[]=community"));
        }

        Assert.Equal([gone, hike, wall], await Feed(alice, "feedSources[]=user&feedSources[]=community"));
        Assert.Equal([hike, wall], await Feed(bob, "feedSources[]=user&feedSources[]=community"));
        (await bob.Get("/api/v4/user-feeds/alice?feedSources[]=everything")).Refused(ErrorKind.Invalid);
        (await bob.Get("/api/v4/user-feeds/nobody")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get("/api/v4/user-feeds/alice")).Refused(ErrorKind.Unauthenticated);

        static async Task<IReadOnlyList<string>> Feed(Person person, string query) =>
            (await person.Get($"/api/v4/user-feeds/alice?{query}")).Ok().All("posts", "postId");
    }

    [Fact]
    public async Task a_walk_through_a_profile_is_whole_there_and_back()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var written = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            written.Add(await alice.Writes($"{i}", i % 3 == 0 ? hikers : null));
        }

        var (forth, back) = await alice.Walks("/api/v4/user-feeds/alice?feedSources[]=user&feedSources[]=community", limit: 5);

        Assert.Equal(Enumerable.Reverse(written), forth.SelectMany(page => page));
        Assert.Equal(forth, back);
    }

    [Fact]
    public async Task a_wall_counts_its_posts_without_children_and_of_deleted_ones_those_that_the_caller_may_read()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var posts = await alice.WritesMany(3);
        await amity.AddsChild(posts[0], "image");
        await alice.Writes("elsewhere", await alice.Founds());
        (await alice.Delete($"/api/v4/posts/{posts[2]}")).Ok();

        Assert.Equal((3, 2, 1), await Counts(alice));
        Assert.Equal((2, 2, 0), await Counts(bob));
        Assert.Equal((3, 2, 1), await Counts(admin));
        (await bob.Get("/api/v3/user-feeds/nobody/count")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get("/api/v3/user-feeds/alice/count")).Refused(ErrorKind.Unauthenticated);

        static async Task<(long All, long Live, long Deleted)> Counts(Person person) =>
            (await Count(person, ""), await Count(person, "?isDeleted=false"), await Count(person, "?isDeleted=true"));

        static async Task<long> Count(Person person, string query) => (await person.Get($"/api/v3/user-feeds/alice/count{query}")).Ok().Number("postsCount");
    }

    [Fact]
    public async Task v5_lists_posts_by_what_they_show()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var text = await alice.Writes("text");
        var image = await alice.Writes("image");
        var picture = await amity.AddsChild(image, "image");
        var custom = (await alice.Post("/api/v4/posts", new { dataType = "my.own", data = new { x = 1 } })).Ok().First("posts").Text("postId");

        Assert.Equal([custom, image, text], await List(""));
        Assert.Equal([image], await List("&dataTypes[]=image&matchingOnlyParentPost=true"));
        Assert.Equal([text], await List("&dataTypes[]=text"));
        Assert.Equal([custom], await List("&dataTypes[]=my.own"));
        Assert.Equal([image, text], await List("&dataTypes[]=text&dataTypes[]=image&dataTypes[]=video&dataTypes[]=poll&dataTypes[]=clip&dataTypes[]=liveStream&dataTypes[]=room&includeMixedStructure=true"));
        Assert.Empty(await List("&dataTypes[]=room"));
        Assert.Empty(await List("&dataTypes[]=unheardOf"));
        Assert.Equal([picture], await List("&dataTypes[]=image&matchingOnlyParentPost=false"));
        (await amity.Nobody().Get("/api/v5/posts?targetType=user&targetId=alice")).Refused(ErrorKind.Unauthenticated);

        async Task<IReadOnlyList<string>> List(string query) =>
            (await alice.Get($"/api/v5/posts?targetType=user&targetId=alice{query}")).Ok().All("posts", "postId");
    }
}
