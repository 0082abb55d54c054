using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Feeds;

public sealed class GetCommunityFeedTests
{
    [Fact]
    public async Task a_community_lists_its_posts_in_any_order_and_page_by_page()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds();
        var posts = await alice.WritesMany(5, hikers);
        await alice.Writes("elsewhere");

        Assert.Equal(posts, (await bob.Get($"/api/v3/community-feeds/{hikers}?sortBy=firstCreated")).Ok().All("posts", "postId"));
        posts.Reverse();
        var (forth, back) = await bob.Walks($"/api/v3/community-feeds/{hikers}", limit: 2);
        Assert.Equal(posts, forth.SelectMany(page => page));
        Assert.Equal([2, 2, 1], forth.Select(page => page.Count));
        Assert.Equal(forth, back);
    }

    [Fact]
    public async Task a_private_one_is_hidden_from_outsiders()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds(isPublic: false);
        var post = await alice.Writes("secret", hikers);

        Assert.Equal([post], (await alice.Get($"/api/v3/community-feeds/{hikers}")).Ok().All("posts", "postId"));
        (await bob.Get($"/api/v3/community-feeds/{hikers}")).Refused(ErrorKind.NotFound);
        (await bob.Get("/api/v3/community-feeds/none")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get($"/api/v3/community-feeds/{hikers}")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task data_types_ask_for_children()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var parent = await alice.Writes("a picture", hikers);
        var image = await amity.AddsChild(parent, "image");

        Assert.Equal([parent], (await alice.Get($"/api/v3/community-feeds/{hikers}")).Ok().All("posts", "postId"));
        Assert.Equal([image], (await alice.Get($"/api/v3/community-feeds/{hikers}?dataTypes[]=image&dataTypes[]=file")).Ok().All("posts", "postId"));
        Assert.Empty((await alice.Get($"/api/v3/community-feeds/{hikers}?dataTypes[]=video")).Ok()["posts"]!.AsArray());
    }

    [Theory]
    [InlineData("sortBy=engagement")]
    [InlineData("options[limit]=101")]
    [InlineData("hasFlag=perhaps")]
    [InlineData("dataTypes[]=planet")]
    public async Task a_wrong_question_is_refused(string question)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();

        (await alice.Get($"/api/v3/community-feeds/{hikers}?{question}")).Refused(ErrorKind.Invalid);
        (await alice.Get($"/api/v3/user-feeds/alice?{question}")).Refused(ErrorKind.Invalid);
    }
}

public sealed class GetUserFeedTests
{
    [Fact]
    public async Task a_wall_lists_page_by_page_what_stands_on_it()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var posts = await alice.WritesMany(5);
        await alice.Writes("elsewhere", await alice.Founds());
        await bob.Writes("bob's");
        posts.Reverse();

        var (forth, back) = await bob.Walks("/api/v3/user-feeds/alice", limit: 2);

        Assert.Equal(posts, forth.SelectMany(page => page));
        Assert.Equal(forth, back);
        (await bob.Get("/api/v3/user-feeds/nobody")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get("/api/v3/user-feeds/alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task deleted_posts_are_there_for_their_author_alone()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var post = await alice.Writes("gone");
        (await alice.Delete($"/api/v4/posts/{post}")).Ok();

        Assert.Equal([post], (await alice.Get("/api/v3/user-feeds/alice?isDeleted=true")).Ok().All("posts", "postId"));
        Assert.Empty((await bob.Get("/api/v3/user-feeds/alice?isDeleted=true")).Ok()["posts"]!.AsArray());
    }
}
