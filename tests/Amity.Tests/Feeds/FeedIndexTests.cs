using Amity.Core.Data;
using Amity.Core.Ranking;
using Amity.Modules.Feeds;
using Amity.Modules.Posts;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Feeds;

public sealed class FeedIndexTests
{
    private const string Ranked = "/api/v5/me/global-feeds", Newest = "/api/v3/global-feeds";

    [Fact]
    public async Task an_engagement_change_is_seen_by_the_next_page()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(3);
        var indexes = await Ready(amity);
        foreach (var post in posts)
        {
            for (var i = 0; i < 2; i++)
            {
                (await alice.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = $"like {i}" })).Ok();
            }

            Assert.Equal(post, (await alice.Get($"{Ranked}?limit=1")).Ok().First("posts").Text("postId"));
            (await alice.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "yes" } })).Ok();
            (await alice.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "indeed" } })).Ok();
            Assert.Equal(post, (await alice.Get($"{Ranked}?limit=1")).Ok().First("posts").Text("postId"));
            await Change(amity, $"update posts set comments_count = comments_count - 2, reactions_count = reactions_count - 1 where post_id = '{post}'");
        }

        Assert.Equal(6, indexes.Answered);
    }

    [Theory]
    [InlineData("update posts set is_deleted = true where post_id = @post", false)]
    [InlineData("update posts set feed_id = (select feed_id from feeds where target_id = 'bob') where post_id = @post", false)]
    [InlineData("update posts set parent_post_id = (select post_id from posts where post_id <> @post limit 1) where post_id = @post", false)]
    [InlineData("update posts set created_at = 9000000000000 where post_id = @post", false)]
    [InlineData("delete from posts where post_id = @post", false)]
    [InlineData("delete from posts", null)]
    [InlineData("update posts set data = '{}' where post_id = @post", true)]
    public async Task no_statement_changes_a_post_without_the_index(string sql, bool? stays)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        var posts = await alice.WritesMany(3);
        var indexes = await Ready(amity);

        await Change(amity, sql, posts[1]);

        string[] expected = stays is null ? [] : [.. posts.Where(post => stays == true || post != posts[1]).Reverse()];
        Assert.Equal(expected, (await alice.Get(Newest)).Ok().All("posts", "postId"));
        Assert.Equal(expected.Order(), (await alice.Get(Ranked)).Ok().All("posts", "postId").Order());
        Assert.Equal(2, indexes.Answered);
    }

    [Fact]
    public async Task a_write_that_is_rolled_back_changes_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(2);
        var indexes = await Ready(amity);

        await Assert.ThrowsAsync<InvalidOperationException>(() => amity.Network.Database.Write<int>(async tx =>
        {
            await tx.Run("update posts set is_deleted = true");
            throw new InvalidOperationException("never mind");
        }));

        Assert.Equal(posts.AsEnumerable().Reverse(), (await alice.Get(Newest)).Ok().All("posts", "postId"));
        Assert.Equal(1, indexes.Answered);
    }

    [Fact]
    public async Task deleted_posts_make_room_for_older_ones_however_many_go()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(60);
        var indexes = await Ready(amity);
        for (var gone = 1; gone <= 12; gone++)
        {
            await Change(amity, "update posts set is_deleted = true where post_id = @post", posts[^gone]);
            Assert.Equal(posts[^(gone + 20)..^gone].AsEnumerable().Reverse(), (await alice.Get($"{Newest}?options[limit]=100")).Ok().All("posts", "postId"));
        }

        await Change(amity, "update posts set is_deleted = true where post_id > @post", posts[29]);

        Assert.Equal(posts[10..30].AsEnumerable().Reverse(), (await alice.Get($"{Newest}?options[limit]=100")).Ok().All("posts", "postId"));
        Assert.Equal(13, indexes.Answered);
    }

    [Fact]
    public async Task a_walk_goes_on_when_its_instant_lies_too_far_back_for_the_index()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(25);
        await Ready(amity);
        var page = (await alice.Get($"{Ranked}?limit=8")).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
        await alice.WritesMany(25);
        var walked = page.All("posts", "postId").ToList();
        while (page["paging"]!["next"] is { } next)
        {
            page = (await alice.Get($"{Ranked}?token={Uri.EscapeDataString(next.GetValue<string>())}")).Ok();
            walked.AddRange(page.All("posts", "postId"));
        }

        Assert.Equal(posts[5..].AsEnumerable().Reverse(), walked);
    }

    [Fact]
    public async Task what_loses_engagement_during_a_walk_does_not_come_again()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(4);
        await Change(amity, "update posts set reactions_count = 5 where post_id = @post", posts[0]);
        foreach (var isOn in (bool[])[true, false])
        {
            (await Ready(amity)).IsOn = isOn;
            var page = (await alice.Get($"{Ranked}?limit=2")).Ok();
            Assert.Equal([posts[0], posts[3]], page.All("posts", "postId"));

            // In the same millisecond, by this clock.
            await amity.Network.Database.Write(async tx =>
            {
                await PostCounters.AddReactions(tx, posts[0], -5);
                return 0;
            });

            var next = Uri.EscapeDataString(page["paging"]!.Text("next"));
            Assert.Equal([posts[2], posts[1]], (await alice.Get($"{Ranked}?token={next}")).Ok().All("posts", "postId"));
            await amity.Network.Database.Write(async tx =>
            {
                await PostCounters.AddReactions(tx, posts[0], 5);
                return 0;
            });
        }
    }

    [Fact]
    public async Task a_network_that_nobody_uses_lets_go_of_its_index_and_finds_it_again()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await alice.WritesMany(3);
        var indexes = await Ready(amity);
        (await alice.Get(Ranked)).Ok();
        Assert.Equal(1, indexes.Answered);

        clock.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 2000 && !amity.Network.Database.CloseIfIdle(); i++)
        {
            await Task.Delay(5);
        }

        // SQL answers, and the index is built.
        Assert.Equal(3, (await alice.Get(Ranked)).Ok()["posts"]!.AsArray().Count);
        await Ready(amity);
        var late = await alice.Writes("late");
        Assert.Equal(late, (await alice.Get(Newest)).Ok().First("posts").Text("postId"));
        Assert.Equal(2, indexes.Answered);
    }

    [Fact]
    public async Task it_misses_nothing_that_is_written_while_it_is_built()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var writing = Task.Run(() => alice.WritesMany(150));
        var indexes = amity.Services.GetRequiredService<FeedIndexes>();
        while (!writing.IsCompleted)
        {
            await indexes.Ready(amity.Network, RankingWeights.Documented);
            await indexes.Ready(amity.Network, RankingWeights.Documented with { Comment = 3 });
        }

        await Ready(amity);

        Assert.Equal((await writing)[130..].AsEnumerable().Reverse(), (await alice.Get($"{Newest}?options[limit]=100")).Ok().All("posts", "postId"));
        Assert.Equal(1, indexes.Answered);
    }

    private static async Task<FeedIndexes> Ready(AmityHost amity)
    {
        var indexes = amity.Services.GetRequiredService<FeedIndexes>();
        await indexes.Ready(amity.Network, RankingWeights.Documented);
        return indexes;
    }

    private static Task Change(AmityHost amity, string sql, string? post = null) => amity.Network.Database.Write(async tx =>
    {
        await tx.Run("pragma defer_foreign_keys = on");
        return await tx.Run(sql, new { post });
    });
}
