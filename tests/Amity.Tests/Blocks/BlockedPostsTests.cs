using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Blocks;

/// <summary>What a block does to posts: walls of the two are closed to each other, and what a community shares stays whole.</summary>
public sealed class BlockedPostsTests
{
    private static readonly string[] Walls =
    [
        "/api/v3/posts?targetType=user&targetId={0}", "/api/v4/posts?targetType=user&targetId={0}", "/api/v5/posts?targetType=user&targetId={0}", "/api/v3/user-feeds/{0}",
        "/api/v4/user-feeds/{0}", "/api/v4/user-feeds/{0}?feedSources[]=community", "/api/v4/user-feeds/{0}?feedSources[]=user&feedSources[]=community",
    ];

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task the_wall_of_each_is_empty_for_the_other_and_what_stands_there_is_not_found(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);
        var (carol, admin, moderator) = (await amity.Login("carol"), await amity.Administrator(), await amity.Moderator("mo"));
        await (blocker == "alice" ? alice.Blocks("mo") : moderator.Blocks("bob"));
        foreach (var (owner, other) in new[] { (alice, bob), (bob, alice) })
        {
            var post = await owner.Writes("on my wall");
            var comment = await owner.Comment(post);
            var poll = await owner.AsksIn();
            await owner.Writes("in public", await owner.Founds());
            foreach (var list in Walls)
            {
                var wall = list.Replace("{0}", owner.UserId);
                var seen = await carol.Posts(wall);
                Assert.NotEmpty(seen);
                var answer = (await other.Get(wall)).Ok();
                Assert.Empty(answer["posts"]!.AsArray());
                Assert.Empty(answer["paging"]!.AsObject());
                Assert.Equal(seen, await owner.Posts(wall));
                Assert.Equal(seen, await admin.Posts(wall));
                Assert.Equal(seen, await moderator.Posts(wall));
            }

            Assert.Equal(0, await Count(other, owner));
            Assert.Equal(2, await Count(carol, owner));
            Assert.Equal(2, await Count(moderator, owner));
            (await other.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
            Assert.Empty((await other.Get($"/api/v3/posts/list?postIds[]={post}")).Ok()["posts"]!.AsArray());
            (await other.Get($"/api/v3/comments?referenceId={post}")).Refused(ErrorKind.NotFound);
            (await other.Get($"/api/v3/comments/{comment}")).Refused(ErrorKind.NotFound);
            (await other.Get($"{PollCalls.Polls}/{poll.Id}")).Refused(ErrorKind.NotFound);
            (await other.Votes(poll, 0)).Refused(ErrorKind.NotFound);
            (await other.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "me too" } })).Refused(ErrorKind.NotFound);
            foreach (var (type, id) in new[] { ("post", post), ("comment", comment) })
            {
                (await other.Post("/api/v2/reactions", new { referenceType = type, referenceId = id, reactionName = "like" })).Refused(ErrorKind.NotFound);
                (await other.Get($"/api/v3/reactions?referenceType={type}&referenceId={id}")).Refused(ErrorKind.NotFound);
            }

            Assert.Equal(post, (await carol.Reads(post)).Text("postId"));
            Assert.Equal(post, (await moderator.Reads(post)).Text("postId"));
        }

        static async Task<long> Count(Person person, Person owner) => (await person.Get($"/api/v3/user-feeds/{owner.UserId}/count")).Ok().Number("postsCount");
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task the_feed_of_a_community_stays_whole_and_so_does_what_stands_in_it(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);
        var hikers = await alice.Founds(members: ["bob"]);
        var (hers, his) = (await alice.Writes("hers", hikers), await bob.Writes("his", hikers));

        foreach (var person in new[] { alice, bob })
        {
            Assert.Equal([his, hers], await person.Posts($"/api/v4/posts?targetType=community&targetId={hikers}"));
            Assert.Equal([his, hers], await person.Posts($"/api/v3/community-feeds/{hikers}"));
            Assert.Equal(his, (await person.Reads(his)).Text("postId"));
            Assert.Equal(hers, (await person.Reads(hers)).Text("postId"));
        }
    }

    [Theory]
    [InlineData("alice", true)]
    [InlineData("alice", false)]
    [InlineData("bob", true)]
    [InlineData("bob", false)]
    public async Task feeds_of_many_sources_leave_out_the_posts_of_each_other_also_in_communities(string blocker, bool byIndex)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart(blocker);
        var carol = await amity.Login("carol");
        var hikers = await carol.Founds(members: ["alice", "bob"]);
        var (hers, his, carols) = (await alice.Writes("hers", hikers), await bob.Writes("his", hikers), await carol.Writes("carol's", hikers));
        var indexes = await amity.Indexes(byIndex);

        foreach (var feed in BlockCalls.Feeds)
        {
            Assert.Equal(new[] { hers, carols }.Order(), (await alice.Posts(feed)).Order());
            Assert.Equal(new[] { his, carols }.Order(), (await bob.Posts(feed)).Order());
            Assert.Equal(new[] { hers, his, carols }.Order(), (await carol.Posts(feed)).Order());
        }

        Assert.Equal(byIndex ? 3 * BlockCalls.Feeds.Length : 0, indexes.Answered);
        await (blocker == "alice" ? alice.Unblocks("bob") : bob.Unblocks("alice"));
        foreach (var feed in BlockCalls.Feeds)
        {
            Assert.Equal(3, (await alice.Posts(feed)).Count);
            Assert.Equal(3, (await bob.Posts(feed)).Count);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task pages_are_full_and_lead_forth_and_back_past_what_is_left_out(bool byIndex)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var (alice, bob) = await amity.Apart("bob");
        var carol = await amity.Login("carol");
        var shown = new List<string>();
        foreach (var i in Enumerable.Range(0, 8))
        {
            // Far more is left out in a row than is asked for at once.
            var community = await carol.Founds(members: ["alice", "bob"]);
            await bob.WritesMany(i % 2 == 0 ? 18 : 3, community);
            clock.Advance(TimeSpan.FromSeconds(1));
            shown.Insert(0, await carol.Writes($"{i}", community));
            clock.Advance(TimeSpan.FromSeconds(1));
            await bob.Writes("between", community);
        }

        var indexes = await amity.Indexes(byIndex);
        foreach (var feed in BlockCalls.Feeds)
        {
            var (forth, back) = await alice.Walks(feed, limit: 3);
            Assert.Equal([3, 3, 2], forth.Select(page => page.Count));
            Assert.Equal(shown, forth.SelectMany(page => page));
            Assert.Equal(forth, back);
            var join = feed.Contains('?') ? '&' : '?';
            var skipped = Convert.ToBase64String("""{"skip":5,"limit":2}"""u8);
            Assert.Equal(shown[5..7], await alice.Posts($"{feed}{join}options[token]={Uri.EscapeDataString(skipped)}"));
            var first = (await alice.Get($"{feed}{join}options[limit]=8")).Ok();
            Assert.Empty(first["paging"]!.AsObject());
        }

        Assert.Equal(byIndex, indexes.Answered > 0);
    }

    [Fact]
    public async Task where_the_walls_of_all_take_part_those_across_a_block_do_not()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = await amity.Apart("bob");
        var carol = await amity.Login("carol");
        await amity.Set("social", new { showEveryonePost = true });
        var (hers, his, carols) = (await alice.Writes("hers"), await bob.Writes("his"), await carol.Writes("carol's"));

        foreach (var feed in BlockCalls.Feeds.Take(3))
        {
            Assert.Equal(new[] { hers, carols }.Order(), (await alice.Posts(feed)).Order());
            Assert.Equal(new[] { his, carols }.Order(), (await bob.Posts(feed)).Order());
            Assert.Equal(3, (await carol.Posts(feed)).Count);
        }
    }

    [Fact]
    public async Task the_very_next_answer_of_both_knows_of_a_block_and_of_its_end()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var hikers = await carol.Founds(members: ["alice", "bob"]);
        await alice.Follows("bob");
        var (wall, hers, his) = (await bob.Writes("wall"), await alice.Writes("hers", hikers), await bob.Writes("his", hikers));
        await bob.Comment(hers);
        for (var round = 0; round < 2; round++)
        {
            // Twice: the second one is kept.
            Assert.Equal((200, 200, 1), await Sight());
            Assert.Equal((200, 200, 1), await Sight());
            await (round == 0 ? alice.Blocks("bob") : bob.Blocks("alice"));
            Assert.Equal((404, 0, 0), await Sight());
            Assert.DoesNotContain(hers, await bob.Posts(BlockCalls.Feeds[0]));
            Assert.DoesNotContain(his, await alice.Posts(BlockCalls.Feeds[2]));
            await (round == 0 ? alice.Unblocks("bob") : bob.Unblocks("alice"));
            Assert.Contains(hers, await bob.Posts(BlockCalls.Feeds[0]));
            Assert.Contains(his, await alice.Posts(BlockCalls.Feeds[2]));
        }

        async Task<(int Wall, int List, int Previews)> Sight() => (
            (await alice.Get($"/api/v3/posts/{wall}")).Status,
            (await alice.Posts("/api/v4/posts?targetType=user&targetId=bob")).Count * 200,
            (await alice.Get($"/api/v3/posts/{hers}")).Ok()["comments"]!.AsArray().Count);
    }
}
