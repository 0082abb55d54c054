using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>What moderators look through: lists of what is flagged, and the signs on what stands above it.</summary>
public sealed class FlaggedListsTests
{
    [Fact]
    public async Task a_post_has_a_flag_when_it_or_a_child_or_a_comment_is_flagged()
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol) = (await amity.Login("alice"), await amity.Login("carol"));
        var hikers = await alice.Founds();
        var (itself, below, shown, fine) = (await alice.Writes("1", hikers), await alice.Writes("2", hikers), await alice.Writes("3", hikers), await alice.Writes("4", hikers));
        var (comment, child) = (await alice.Comment(below), await amity.AddsChild(shown, "image"));
        await alice.Comment(fine);
        await amity.AddsChild(fine, "image");
        foreach (var (kind, id) in ((string, string)[])[("post", itself), ("comment", comment), ("post", child)])
        {
            (await carol.Flags(kind, id)).Ok();
        }

        foreach (var list in (string[])[$"/api/v4/posts?targetType=community&targetId={hikers}&sortBy=firstCreated", $"/api/v3/community-feeds/{hikers}?sortBy=firstCreated"])
        {
            Assert.Equal([itself, below, shown], (await alice.Get($"{list}&hasFlag=true")).Ok().All("posts", "postId"));
            Assert.Equal([fine], (await alice.Get($"{list}&hasFlag=false")).Ok().All("posts", "postId"));
            Assert.Equal([itself, below, shown, fine], (await alice.Get(list)).Ok().All("posts", "postId"));
        }

        Assert.Equal((false, true, false, false), (await Said(itself), await Said(below), await Said(shown), await Said(fine)));
        Assert.Equal((false, false, true, false), (await Shown(itself), await Shown(below), await Shown(shown), await Shown(fine)));
        (await alice.Delete($"/api/v4/comments/{comment}")).Ok();
        (await alice.Delete($"/api/v4/posts/{child}")).Ok();
        Assert.Equal([itself], (await alice.Get($"/api/v4/posts?targetType=community&targetId={hikers}&hasFlag=true")).Ok().All("posts", "postId"));
        Assert.Equal((false, false), (await Said(below), await Shown(shown)));

        async Task<bool> Said(string post) => (await alice.Reads(post)).Flag("hasFlaggedComment");
        async Task<bool> Shown(string post) => (await alice.Reads(post)).Flag("hasFlaggedChildren");
    }

    [Fact]
    public async Task every_list_of_posts_that_knows_flags_filters_by_them()
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol) = (await amity.Login("alice"), await amity.Login("carol"));
        var hikers = await alice.Founds();
        foreach (var (target, id, lists) in new[]
        {
            ("user", "alice", (string[])[
                "/api/v3/posts?targetType=user&targetId=alice", "/api/v3/posts?targetType=user", "/api/v4/posts?targetType=user&targetId=alice", "/api/v5/posts?targetType=user&targetId=alice",
                "/api/v3/user-feeds/alice?", "/api/v4/user-feeds/alice?", "/api/v4/user-feeds/alice?feedSources[]=user&feedSources[]=community"]),
            ("content", "article", ["/api/v3/posts?targetType=content&targetId=article", "/api/v4/posts?targetType=content&targetId=article", "/api/v3/content-feeds?contentId=article"]),
            ("community", hikers, [
                $"/api/v3/posts?targetType=community&targetId={hikers}", "/api/v3/posts?targetType=community", $"/api/v4/posts?targetType=community&targetId={hikers}",
                $"/api/v5/posts?targetType=community&targetId={hikers}", $"/api/v3/community-feeds/{hikers}?", "/api/v4/user-feeds/alice?feedSources[]=community"]),
        })
        {
            var posts = new List<string>();
            foreach (var _ in Enumerable.Range(0, 3))
            {
                posts.Add((await alice.Post("/api/v4/posts", new { targetType = target, targetId = id, data = new { text = "look" } })).Ok().First("posts").Text("postId"));
            }

            foreach (var list in lists)
            {
                (await carol.Flags("post", posts[0])).Ok();
                var comment = await carol.Comment(posts[1]);
                (await carol.Flags("comment", comment)).Ok();
                Assert.Equal([posts[1], posts[0]], await Ids($"{list}&hasFlag=true"));
                Assert.Equal([posts[2]], await Ids($"{list}&hasFlag=false"));
                Assert.Equal([posts[2], posts[1], posts[0]], await Ids(list));
                (await carol.Unflags("post", posts[0])).Ok();
                (await carol.Unflags("comment", comment)).Ok();
                Assert.Empty(await Ids($"{list}&hasFlag=true"));
                (await alice.Get($"{list}&hasFlag=perhaps")).Refused(ErrorKind.Invalid);
            }

            foreach (var post in posts)
            {
                (await alice.Delete($"/api/v4/posts/{post}?permanent=true")).Ok();
            }
        }

        async Task<IReadOnlyList<string>> Ids(string list) => (await alice.Get(list)).Ok().All("posts", "postId");
    }

    [Theory]
    [InlineData("isflagbyme")]
    [InlineData("isFlagByMe")]
    public async Task whether_one_flagged_is_asked_with_either_spelling_of_the_path(string spelling)
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol) = (await amity.Login("alice"), await amity.Login("carol"));
        var post = await alice.Writes("look");
        var comment = await alice.Comment(post);
        (await carol.Flags("post", post)).Ok();
        (await carol.Flags("comment", comment)).Ok();
        (await carol.Post("/api/v4/me/flags/alice")).Ok();

        foreach (var path in (string[])[$"posts/{post}", $"comments/{comment}", "users/alice"])
        {
            var (mine, others) = ((await carol.Get($"/api/v3/{path}/{spelling}")).Ok(), (await alice.Get($"/api/v3/{path}/{spelling}")).Ok());
            Assert.Equal((true, true), (mine.Flag("result"), mine.Flag("isFlagByMe")));
            Assert.Equal((false, false), (others.Flag("result"), others.Flag("isFlagByMe")));
        }
    }

    [Fact]
    public async Task a_community_has_a_flag_when_a_live_post_or_comment_in_it_is_flagged()
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol) = (await amity.Login("alice"), await amity.Login("carol"));
        var (posts, comments, fine) = (await alice.Founds(), await alice.Founds(), await alice.Founds());
        var post = await alice.Writes("1", posts);
        var comment = await alice.Comment(await alice.Writes("2", comments));
        await alice.Comment(await alice.Writes("3", fine));
        (await carol.Flags("post", post)).Ok();
        (await carol.Flags("comment", comment)).Ok();
        (await carol.Flags("post", await alice.Writes("on a wall"))).Ok();

        Assert.Equal([posts, comments], await List("hasFlag=true"));
        Assert.Equal([fine], await List("hasFlag=false"));
        Assert.Equal([posts, comments], await List("hasFlag=true&filter=member"));
        Assert.Equal([posts, comments, fine], await List(""));
        Assert.Equal((true, false), await Signs(posts));
        Assert.Equal((false, true), await Signs(comments));
        Assert.Equal((false, false), await Signs(fine));
        (await alice.Delete($"/api/v4/posts/{post}")).Ok();
        (await alice.ClearsFlags("comment", comment)).Ok();
        Assert.Empty(await List("hasFlag=true"));
        Assert.Equal((false, false), await Signs(posts));
        Assert.Equal((false, false), await Signs(comments));

        async Task<IReadOnlyList<string>> List(string query) =>
            (await alice.Get($"/api/v3/communities?sortBy=firstCreated&{query}")).Ok().All("communities", "communityId");
        async Task<(bool, bool)> Signs(string id) => ((await alice.Sees(id)).Flag("hasFlaggedPost"), (await alice.Sees(id)).Flag("hasFlaggedComment"));
    }

    [Fact]
    public async Task flagged_comments_can_be_listed()
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol) = (await amity.Login("alice"), await amity.Login("carol"));
        var post = await alice.Writes("talk");
        var (bad, fine) = (await alice.Comment(post), await alice.Comment(post));
        (await carol.Flags("comment", bad)).Ok();

        Assert.Equal([bad], (await alice.Get($"/api/v3/comments?referenceId={post}&hasFlag=true")).Ok().All("comments", "commentId"));
        Assert.Equal([fine], (await alice.Get($"/api/v3/comments?referenceId={post}&hasFlag=false")).Ok().All("comments", "commentId"));
    }

    [Fact]
    public async Task what_is_removed_for_good_takes_its_flags_along()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers(Enumerable.Range(0, 130).Select(i => $"fan{i}"));
        var (gone, kept) = (await alice.Writes("gone"), await alice.Writes("kept"));
        var (goneBelow, goneAlone, keptBelow) = (await alice.Comment(gone), await alice.Comment(kept), await alice.Comment(kept));
        foreach (var (kind, id) in ((string, string)[])[("post", gone), ("comment", goneBelow), ("comment", goneAlone), ("post", kept), ("comment", keptBelow)])
        {
            await amity.ArrangesFlags(kind, id, 130);
            await amity.Fans(kind, id, 30);
        }

        (await alice.Delete($"/api/v4/posts/{gone}?permanent=true")).Ok();
        (await alice.Delete($"/api/v4/comments/{goneAlone}?permanent=true")).Ok();

        await amity.JobsAreDone();
        Assert.Equal(2 * 130, await amity.Number("select count(*) from flags"));
        Assert.Equal(130, (await alice.Reads(kept)).Number("flagCount"));
        Assert.Equal(130, (await alice.ReadComment(keptBelow)).Number("flagCount"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }
}
