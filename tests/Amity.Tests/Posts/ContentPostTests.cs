using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

/// <summary>Posts below content of the application: the server knows nothing of it but the id.</summary>
public sealed class ContentPostTests
{
    [Fact]
    public async Task every_user_posts_below_any_id_and_reads_what_stands_there()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await alice.Writes("on my wall");
        var first = await Below(alice, "video/7");
        var second = await Below(bob, "video/7");
        var other = await Below(bob, "video/8");

        Assert.Equal([second, first], (await bob.Get("/api/v4/posts?targetType=content&targetId=video%2F7")).Ok().All("posts", "postId"));
        Assert.Equal([other, second, first], (await alice.Get("/api/v3/content-feeds")).Ok().All("posts", "postId"));
        Assert.Equal([first, second, other], (await alice.Get("/api/v3/content-feeds?sortBy=firstCreated")).Ok().All("posts", "postId"));
        Assert.Empty((await bob.Get("/api/v4/posts?targetType=content&targetId=unknown")).Ok()["posts"]!.AsArray());
        var answer = (await bob.Get($"/api/v3/posts/{first}")).Ok();
        Assert.Equal(("content", "video/7"), (answer.First("posts").Text("targetType"), answer.First("posts").Text("targetId")));
        Assert.Equal(2, answer.First("feeds").Number("postCount"));
        await bob.Comment(first);
        await bob.React("post", first);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task they_are_their_authors_and_administrators_delete_them()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var (first, second) = (await Below(alice, "x"), await Below(alice, "x"));

        (await bob.Put($"/api/v4/posts/{first}", new { data = new { text = "Mine" } })).Refused(ErrorKind.PermissionDenied);
        (await bob.Delete($"/api/v4/posts/{first}")).Refused(ErrorKind.PermissionDenied);
        (await amity.Nobody().Get("/api/v3/content-feeds")).Refused(ErrorKind.Unauthenticated);
        (await alice.Delete($"/api/v4/posts/{first}")).Ok();
        (await admin.Delete($"/api/v4/posts/{second}?permanent=true")).Ok();

        Assert.Empty((await bob.Get("/api/v3/content-feeds")).Ok()["posts"]!.AsArray());
        Assert.Equal([first], (await alice.Get("/api/v3/content-feeds?isDeleted=true")).Ok().All("posts", "postId"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    private static async Task<string> Below(Person person, string contentId) =>
        (await person.Post("/api/v4/posts", new { targetType = "content", targetId = contentId, data = new { text = "Hi" } })).Ok().First("posts").Text("postId");
}
