using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

/// <summary>Deletion for good.</summary>
public sealed class RemovePostTests
{
    [Fact]
    public async Task an_author_removes_a_post_and_all_that_belongs_to_it_is_gone_for_everybody()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var hikers = await alice.Founds(members: ["bob"]);
        var kept = await bob.Writes("kept", hikers);
        var post = await bob.Writes("gone #away", hikers, tags: ["a", "b"]);
        var child = await amity.AddsChild(post, "image");
        var comment = await alice.Comment(post);
        var reply = await bob.Comment(post, parentId: comment);
        var below = await bob.Comment(child);
        foreach (var (type, id) in ((string, string)[])[("post", post), ("post", child), ("comment", comment), ("comment", below), ("post", kept)])
        {
            await alice.React(type, id);
            await bob.React(type, id, "love");
        }

        Assert.True((await bob.Delete($"/api/v4/posts/{post}?permanent=true")).Ok().Flag("success"));

        foreach (var person in (Person[])[alice, bob, admin])
        {
            foreach (var id in (string[])[post, child])
            {
                (await person.Get($"/api/v3/posts/{id}")).Refused(ErrorKind.NotFound);
                (await person.Get($"/api/v3/comments?referenceId={id}")).Refused(ErrorKind.NotFound);
                (await person.Get($"/api/v3/reactions?referenceType=post&referenceId={id}")).Refused(ErrorKind.NotFound);
            }

            (await person.Get($"/api/v3/comments/{comment}")).Refused(ErrorKind.NotFound);
            (await person.Get($"/api/v3/comments/{reply}")).Refused(ErrorKind.NotFound);
            (await person.Get($"/api/v3/reactions?referenceType=comment&referenceId={below}")).Refused(ErrorKind.NotFound);
            Assert.Equal([kept], (await person.Get($"/api/v4/posts?targetType=community&targetId={hikers}")).Ok().All("posts", "postId"));
        }

        Assert.Equal(1, await alice.PostsCount(hikers));
        await amity.JobsAreDone();
        Assert.Equal(0, await amity.Number("select count(*) from comments"));
        Assert.Equal(2, await amity.Number("select count(*) from reactions"));
        Assert.Equal(0, await amity.Number("select count(*) from post_tags"));
        Assert.Equal(0, await amity.Number("select count(*) from post_hashtags"));
        Assert.Equal(0, await amity.Number("select count(*) from comment_segments"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
        (await bob.Delete($"/api/v4/posts/{post}?permanent=true")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task a_post_with_many_comments_and_reactions_goes_in_many_small_writes()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("gone");
        var kept = await alice.Writes("kept");
        await amity.Registers(Enumerable.Range(0, 130).Select(i => $"fan{i}"));
        var root = await alice.Comment(post);
        await alice.CommentTimes(150, post, root);
        await amity.Fans("post", post, 130);
        await amity.Fans("comment", root, 130);
        await amity.Fans("post", kept, 130);

        (await alice.Delete($"/api/v4/posts/{post}?permanent=true")).Ok();
        await alice.Writes("meanwhile");

        await amity.JobsAreDone();
        Assert.Equal(0, await amity.Number("select count(*) from comments"));
        Assert.Equal(130, await amity.Number("select count(*) from reactions"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task what_was_deleted_softly_is_removed_by_its_author_or_an_administrator()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var hikers = await alice.Founds(members: ["bob"]);
        var (first, second) = (await bob.Writes("one", hikers), await bob.Writes("two", hikers));
        foreach (var post in (string[])[first, second])
        {
            (await bob.Delete($"/api/v4/posts/{post}")).Ok();
            (await alice.Delete($"/api/v4/posts/{post}?permanent=true")).Refused(ErrorKind.PermissionDenied);
            (await (await amity.Login("carol")).Delete($"/api/v4/posts/{post}?permanent=true")).Refused(ErrorKind.NotFound);
        }

        (await bob.Delete($"/api/v4/posts/{first}?permanent=true")).Ok();
        (await admin.Delete($"/api/v4/posts/{second}?permanent=true")).Ok();

        Assert.Equal(0, await amity.Number("select count(*) from posts"));
        Assert.Equal(0, await alice.PostsCount(hikers));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task moderators_members_outsiders_and_banned_authors_remove_nothing()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var hikers = await alice.Founds(members: ["bob"]);
        var secret = await alice.Writes("secret", await alice.Founds(isPublic: false));
        var (bobs, alices) = (await bob.Writes("bob's", hikers), await alice.Writes("alice's", hikers));

        (await alice.Delete($"/api/v4/posts/{bobs}?permanent=true")).Refused(ErrorKind.PermissionDenied);
        (await bob.Delete($"/api/v4/posts/{alices}?permanent=true")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v4/posts/{secret}?permanent=true")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Delete($"/api/v4/posts/{bobs}?permanent=true")).Refused(ErrorKind.Unauthenticated);
        (await bob.Delete($"/api/v4/posts/{bobs}?permanent=yes")).Refused(ErrorKind.Invalid);
        await Posting.Bans(amity, hikers, "bob");
        (await bob.Delete($"/api/v4/posts/{bobs}?permanent=true")).Refused(ErrorKind.Banned);

        Assert.Equal(3, await amity.Number("select count(*) from posts where not is_deleted"));
    }

    [Fact]
    public async Task the_older_route_always_deletes_softly()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("kept");

        (await alice.Delete($"/api/v3/posts/{post}?permanent=true")).Ok();

        Assert.True((await alice.Reads(post)).Flag("isDeleted"));
    }

    [Fact]
    public async Task a_removed_child_leaves_its_parent_with_one_less()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var post = await alice.Writes("two", hikers);
        var (first, second) = (await amity.AddsChild(post, "image"), await amity.AddsChild(post, "video"));
        Assert.Equal("mixed", (await alice.Reads(post)).Text("structureType"));

        (await alice.Delete($"/api/v4/posts/{first}?permanent=true")).Ok();

        Assert.Equal("video", (await alice.Reads(post)).Text("structureType"));
        Assert.Equal([second], (await alice.Get($"/api/v3/posts/{post}")).Ok().All("postChildren", "postId"));
        Assert.Equal(1, await alice.PostsCount(hikers));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task the_id_of_a_removed_post_or_child_is_not_given_again()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        (await alice.Post("/api/v3/posts", new { postId = "mine", data = new { text = "first" } })).Ok();
        var child = await amity.AddsChild("mine", "image");
        await bob.CommentTimes(60, "mine");
        await bob.React("post", "mine");

        (await alice.Delete("/api/v4/posts/mine?permanent=true")).Ok();

        foreach (var postId in (string[])["mine", child])
        {
            (await alice.Post("/api/v3/posts", new { postId, data = new { text = "second" } })).Refused(ErrorKind.Duplicate);
        }

        await amity.JobsAreDone();
        (await bob.Post("/api/v3/posts", new { postId = "mine", data = new { text = "third" } })).Refused(ErrorKind.Duplicate);
        Assert.Equal(0, await amity.Number("select count(*) from comments"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }
}
