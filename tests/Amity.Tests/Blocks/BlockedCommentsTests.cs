using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Blocks;

/// <summary>What a block does to comments and mentions.</summary>
public sealed class BlockedCommentsTests
{
    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task each_reads_the_talk_of_all_others_and_the_counts_stay(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);
        var carol = await amity.Login("carol");
        var hikers = await carol.Founds(members: ["alice", "bob"]);
        foreach (var post in new[] { await carol.Writes("in a community", hikers), await carol.Writes("on a third wall") })
        {
            var (hers, his, carols) = (await alice.Comment(post), await bob.Comment(post), await carol.Comment(post));
            var (answer, below) = (await bob.Comment(post, parentId: carols), await carol.Comment(post, parentId: his));

            Assert.Equal([hers, carols], await alice.Comments(post));
            Assert.Equal([his, carols], await bob.Comments(post));
            Assert.Equal([hers, his, carols], await carol.Comments(post));
            Assert.Equal([hers, carols, below], await alice.Comments(post, "filterByParentId=false"));
            Assert.Empty(await alice.Comments(post, $"parentId={carols}"));
            Assert.Equal([answer], await bob.Comments(post, $"parentId={carols}"));
            Assert.Equal([carols, hers], (await alice.Reads(post))["comments"]!.AsArray().Select(id => id!.GetValue<string>()));
            Assert.Equal([carols, his], (await bob.Reads(post))["comments"]!.AsArray().Select(id => id!.GetValue<string>()));
            Assert.Equal(5, (await alice.Reads(post)).Number("commentsCount"));
            var parent = await alice.ReadComment(carols);
            Assert.Equal((1, 0), (parent.Number("childrenNumber"), parent["children"]!.AsArray().Count));
            Assert.Equal([answer], (await bob.ReadComment(carols))["children"]!.AsArray().Select(id => id!.GetValue<string>()));

            (await alice.Get($"/api/v3/comments/{his}")).Refused(ErrorKind.NotFound);
            Assert.Equal([carols], (await alice.Get($"/api/v3/comments/list?commentIds[]={his}&commentIds[]={carols}")).Ok().All("comments", "commentId"));
            (await alice.Post("/api/v2/reactions", new { referenceType = "comment", referenceId = his, reactionName = "like" })).Refused(ErrorKind.NotFound);
            (await alice.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, parentId = his, data = new { text = "no" } })).Refused(ErrorKind.NotFound);
            Assert.Equal(his, (await (await amity.Administrator()).ReadComment(his)).Text("commentId"));
        }
    }

    [Fact]
    public async Task previews_and_pages_are_full_in_spite_of_what_is_left_out()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart("bob");
        var carol = await amity.Login("carol");
        var post = await carol.Writes("talk");
        var carols = await carol.CommentTimes(7, post);
        await bob.CommentTimes(7, post);
        var replies = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            await bob.Comment(post, parentId: carols[0]);
            replies.Add(await carol.Comment(post, parentId: carols[0]));
        }

        Assert.Equal(carols.Reverse().Take(5), (await alice.Reads(post))["comments"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal(carols, await alice.ThereAndBack($"/api/v3/comments?referenceId={post}&sortBy=firstCreated", "comments", "commentId", size: 3));
        Assert.Equal(12, (await alice.ReadComment(carols[0])).Number("childrenNumber"));
        Assert.Equal(replies.Take(5), (await alice.ReadComment(carols[0]))["children"]!.AsArray().Select(id => id!.GetValue<string>()));
    }

    [Fact]
    public async Task what_one_has_just_written_brings_no_reply_from_across_a_block()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var post = await carol.Writes("talk");
        var hers = await alice.Comment(post);
        await bob.Comment(post, parentId: hers);
        await alice.Blocks("bob");

        var answer = (await alice.Put($"/api/v3/comments/{hers}", new { data = new { text = "edited" } })).Ok();

        Assert.Empty(answer["commentChildren"]!.AsArray());
        Assert.Empty(answer.First("comments")["children"]!.AsArray());
        Assert.Equal(1, answer.First("comments").Number("childrenNumber"));
    }

    [Fact]
    public async Task nobody_escapes_a_moderator_by_blocking_them()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var moderator = await amity.Moderator("mo");
        var hikers = await alice.Founds(members: ["bob"]);
        await bob.Blocks("alice");
        await bob.Blocks("mo");
        var (inside, wall) = (await bob.Writes("post", hikers), await bob.Writes("wall"));
        var (said, onWall) = (await bob.Comment(inside), await bob.Comment(wall));

        Assert.Equal([said], await alice.Comments(inside));
        (await alice.Delete($"/api/v4/comments/{said}")).Ok();
        Assert.Equal([onWall], await moderator.Comments(wall));
        Assert.Equal(onWall, (await moderator.ReadComment(onWall)).Text("commentId"));
        (await moderator.Delete($"/api/v4/comments/{onWall}")).Ok();
        (await moderator.Delete($"/api/v4/posts/{wall}")).Ok();
        var eve = await amity.Login("eve");
        await alice.Adds(hikers, "eve");
        await bob.Blocks("eve");
        var again = await bob.Comment(inside);
        Assert.Empty(await eve.Comments(inside, "isDeleted=false"));
        await amity.MakesModerator(hikers, "eve");
        Assert.Equal([again], await eve.Comments(inside, "isDeleted=false"));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task a_mention_across_a_block_is_dropped_and_nobody_is_told(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);
        await amity.Login("carol");
        foreach (var (author, other) in new[] { (alice, "bob"), (bob, "alice") })
        {
            var mentionees = new[] { new { type = "user", userIds = new[] { other, "carol" } } };
            var post = (await author.Post("/api/v4/posts", new { targetType = "user", data = new { text = $"@{other} @carol" }, mentionees })).Ok().First("posts");
            Assert.Equal(["carol"], Mentioned(post));
            Assert.Equal($"@{other} @carol", post["data"]!.Text("text"));
            Assert.Equal(["carol"], Mentioned((await author.Put($"/api/v4/posts/{post.Text("postId")}", new { mentionees })).Ok().First("posts")));
            var only = new[] { new { type = "user", userIds = new[] { other } } };
            var comment = (await author.Post("/api/v3/comments", new { referenceType = "post", referenceId = post.Text("postId"), data = new { text = "you" }, mentionees = only }))
                .Ok().First("comments");
            Assert.Empty(Mentioned(comment));
            Assert.Equal(["carol"], Mentioned((await author.Put($"/api/v3/comments/{comment.Text("commentId")}", new { mentionees })).Ok().First("comments")));
        }

        var before = new[] { new { type = "user", userIds = new[] { "bob" } } };
        await (blocker == "alice" ? alice.Unblocks("bob") : bob.Unblocks("alice"));
        var old = (await alice.Post("/api/v4/posts", new { targetType = "user", data = new { text = "@bob" }, mentionees = before })).Ok().First("posts");
        Assert.Equal(["bob"], Mentioned(old));
        await bob.Blocks("alice");
        Assert.Equal(["bob"], Mentioned((await alice.Put($"/api/v4/posts/{old.Text("postId")}", new { mentionees = before })).Ok().First("posts")));

        static IEnumerable<string> Mentioned(JsonNode body) =>
            body["mentionees"]!.AsArray().SelectMany(mention => mention!["userIds"]!.AsArray()).Select(id => id!.GetValue<string>());
    }
}
