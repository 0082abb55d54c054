using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

public sealed class ListPostsTests
{
    [Fact]
    public async Task posts_come_in_the_order_of_the_ids_and_unknown_ones_are_left_out()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(3);

        var answer = (await alice.Get($"/api/v3/posts/list?postIds[]={posts[2]}&postIds[]=none&postIds[]={posts[0]}&postIds[]={posts[2]}")).Ok();

        Assert.Equal([posts[2], posts[0]], answer.All("posts", "postId"));
        Assert.Equal(["alice"], answer.All("users", "userId"));
        Assert.Single(answer["feeds"]!.AsArray());
    }

    [Fact]
    public async Task when_no_id_is_known_the_answer_is_empty_and_still_whole()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var answer = (await alice.Get("/api/v3/posts/list?postIds[]=none")).Ok();

        Assert.All(
            (string[])["posts", "postChildren", "comments", "communities", "communityUsers", "categories", "feeds", "users", "files", "videoStreamings", "polls"],
            family => Assert.Empty(answer[family]!.AsArray()));
    }

    [Fact]
    public async Task hidden_and_deleted_posts_are_left_out_for_those_who_may_not_read_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var open = await alice.Writes("open");
        var secret = await alice.Writes("secret", await alice.Founds(isPublic: false));
        var deleted = await alice.Writes("deleted");
        (await alice.Delete($"/api/v3/posts/{deleted}")).Ok();
        var list = $"/api/v3/posts/list?postIds[]={open}&postIds[]={secret}&postIds[]={deleted}";

        Assert.Equal([open], (await bob.Get(list)).Ok().All("posts", "postId"));
        Assert.Equal([open, secret, deleted], (await alice.Get(list)).Ok().All("posts", "postId"));
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("a%2Db")]
    [InlineData("a%252Db")]
    public async Task an_id_is_found_however_often_it_was_encoded(string id)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Post("/api/v4/posts", new { postId = "a-b", data = new { text = "one" } })).Ok();

        Assert.Equal(["a-b"], (await alice.Get($"/api/v3/posts/list?postIds[]={id}")).Ok().All("posts", "postId"));
    }

    [Fact]
    public async Task one_to_a_hundred_ids_are_taken_and_a_token_is_needed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        static string List(int count) => "/api/v3/posts/list?" + string.Join('&', Enumerable.Range(0, count).Select(i => $"postIds[]=id{i}"));

        (await alice.Get(List(100))).Ok();
        (await alice.Get(List(101))).Refused(ErrorKind.Invalid);
        (await alice.Get(List(0))).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get(List(1))).Refused(ErrorKind.Unauthenticated);
    }
}
