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
