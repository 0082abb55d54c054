using Amity.Core.Data;
using Xunit;

namespace Amity.Tests.Kit;

/// <summary>The recount itself: it finds what it is there to find.</summary>
public sealed class RecountTests
{
    private static readonly (string Sql, string Found)[] Damage =
    [
        ("update users set follower_count = 0 where user_id = 'bob'", "users.follower_count of bob is 0, but there are 1"),
        ("update users set following_count = 2 where user_id = 'alice'", "users.following_count of alice is 2, but there are 1"),
        ("update users set pending_count = 1 where user_id = 'alice'", "users.pending_count of alice is 1, but there are 0"),
        ("update communities set members_count = 3", "communities.members_count of"),
        ("update communities set posts_count = 0", "communities.posts_count of"),
        ("update feeds set post_count = 2 where target_type = 'community'", "feeds.post_count of"),
        ("update posts set comments_count = 1", "posts.comments_count of"),
        ("update posts set reactions_count = 2", "posts.reactions_count of"),
        ("update comments set children_number = 0", "comments.children_number of"),
        ("update comments set reactions_count = 0", "comments.reactions_count of"),
        ("update users set flag_count = 2 where user_id = 'bob'", "users.flag_count of bob is 2, but there are 1"),
        ("update posts set flag_count = 2", "posts.flag_count of"),
        ("delete from flags where reference_type = 'comment'", "comments.flag_count of"),
        ("update flags set reference_id = 'gone' where reference_type = 'post'", "flag on nothing: post gone"),
        ("update flags set community_id = null where reference_type = 'comment'", "flag in another community than what it is on: comment"),
        ("update flags set community_id = 'other' where reference_type = 'post'", "flag in another community than what it is on: post"),
        ("update reaction_counts set count = 2 where reference_type = 'post'", "reaction_counts.count of post"),
        ("update poll_answers set vote_count = 3", "poll_answers.vote_count of"),
        ("delete from poll_voters", "voter of a poll without a vote, or a vote without its voter:"),
        ("delete from poll_votes", "voter of a poll without a vote, or a vote without its voter:"),
        ("""
            insert into poll_votes (vote_id, poll_id, answer_id, user_id, created_at)
            select 'second', poll_id, answer_id, 'alice', 0
            from poll_answers
            where position = 1
            """, "two votes of one user in a poll that takes one:"),
        ("update comment_segments set last_segment = 1", "comment_segments.last_segment of post"),
        ("update comments set segment_number = 0 where parent_id is null", "comments with the same segment:"),
        ("update comments set root_id = comment_id", "comment outside of its thread:"),
        ("update comments set reference_id = 'gone'", "comment on nothing:"),
        ("delete from comment_segments", "comments without a counter of segments:"),
        ("delete from reaction_counts where reference_type = 'comment'", "reaction without a count:"),
        ("update reactions set reference_id = 'gone' where reference_type = 'post'", "reaction to nothing:"),
        ("delete from post_tags where position = 0", "tags of a post with a gap:"),
        ("delete from community_tags where position = 0", "tags of a community with a gap:"),
        ("""
            insert into categories (category_id, name, name_key, name_search, created_at, updated_at)
            values ('k', 'k', 'k', 'k', 0, 0);
            insert into community_categories (community_id, position, category_id)
            select community_id, 1, 'k'
            from communities
            """, "categories of a community with a gap:"),
        ("update community_users set membership = 'banned' where user_id = 'alice'", "role of who is no member:"),
        ("""
            insert into community_join_requests (community_id, user_id, status, created_at, updated_at)
            select community_id, user_id, 'pending', 0, 0
            from community_users
            """, "request to join of who is in the community already or banned from it:"),
        ("delete from community_user_roles", "community without a member who moderates it:"),
        ("insert into blocks values ('b', 'alice', 'alice', 0)", "block of oneself: b"),
        ("insert into blocks values ('b', 'bob', 'alice', 0)", "follow across a block:"),
        ("delete from feeds where target_type = 'user' and target_id = 'bob'", "user without a feed: bob"),
        ("update feeds set target_id = 'gone' where target_type = 'community'", "community without its three feeds:"),
        ("update feeds set target_id = 'gone' where target_type = 'community'", "feed of nothing:"),
        ("delete from feeds where feed_type = 'declined'", "community without its three feeds:"),
        ("update posts set target_id = 'bob'", "post in the feed of another target:"),
        ("update posts set feed_type = 'reviewing'", "post in the feed of another target:"),
        ("""
            insert into posts (post_id, feed_id, target_type, target_id, parent_post_id, user_id, data_type, data, edited_at, created_at, updated_at)
            select 'child', (select feed_id from feeds where feed_type = 'declined'), target_type, target_id, post_id, user_id, 'image', '{}', 0, 0, 0
            from posts
            """, "child in another feed than its parent: child"),
        ("insert into comment_removals select comment_id, reference_type, reference_id, comment_id from comments", "comment that is marked for removal and stays:"),
        ("delete from post_hashtags where position = 0", "hashtags of a post with a gap:"),
        ("update posts set updated_at = 9000000000000", "change later than the clock of the database:"),
        ("update pins set post_id = 'gone'", "pin of nothing, or of what cannot be pinned there:"),
        ("update pins set target_id = 'other'", "pin of nothing, or of what cannot be pinned there:"),
        ("update pins set placement = 'global'; update communities set is_public = false", "pin of nothing, or of what cannot be pinned there:"),
        ("""
            update pins set placement = 'announcement';
            insert into pins (pin_id, target_id, placement, post_id, user_id, created_at)
            select 'second', target_id, placement, 'another', user_id, created_at
            from pins
            """, "place with more pins than it takes:"),
        ("delete from pin_targets", "pin in a place that never changed:"),
        ("update follows set to_user_id = from_user_id", "follow of oneself:"),
        ("""
            insert into posts (post_id, feed_id, target_type, target_id, parent_post_id, user_id, data_type, data, edited_at, created_at, updated_at)
            select 'child', feed_id, target_type, target_id, post_id, user_id, 'image', '{}', 0, 0, 0
            from posts;
            update posts set is_deleted = true where parent_post_id is null
            """, "live child of a deleted post: child"),
    ];

    [Fact]
    public async Task a_network_that_people_used_is_as_recounted()
    {
        await using var host = await Used();
        Assert.Empty(await Recount.Of(host.Network.Database));
    }

    [Fact]
    public async Task every_kind_of_damage_is_found()
    {
        await using var host = await Used();
        var overlooked = new List<string>();
        foreach (var (sql, found) in Damage)
        {
            var lines = await LinesAfter(host.Network.Database, sql);
            if (!lines.Any(line => line.StartsWith(found, StringComparison.Ordinal)))
            {
                overlooked.Add($"{sql} gives: {string.Join("; ", lines)}");
            }
        }

        Assert.Empty(overlooked);
    }

    /// <summary>Damages, recounts and undoes it: all in one write, which fails in the end.</summary>
    private static async Task<IReadOnlyList<string>> LinesAfter(Database database, string sql)
    {
        IReadOnlyList<string> lines = [];
        await Assert.ThrowsAsync<OperationCanceledException>(() => database.Write<int>(async tx =>
        {
            foreach (var statement in sql.Split(';'))
            {
                await tx.Run(statement);
            }

            lines = await Recount.Of(tx);
            throw new OperationCanceledException();
        }));
        return lines;
    }

    private static async Task<AmityHost> Used()
    {
        var host = await AmityHost.Start();
        var (alice, bob) = (await host.Login("alice"), await host.Login("bob"));
        (await alice.Post("/api/v4/me/following/bob")).Ok();
        var community = (await alice.Post("/api/v3/communities", new { displayName = "Sailors", userIds = new[] { "bob" }, tags = new[] { "sea", "wind" } })).Ok()
            .First("communities").Text("communityId");
        var post = (await bob.Post("/api/v4/posts", new { targetType = "community", targetId = community, data = new { text = "Ahoy #sea #wind" }, tags = new[] { "a", "b" } })).Ok()
            .First("posts").Text("postId");
        var comment = (await alice.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "Ahoy!" } })).Ok()
            .First("comments").Text("commentId");
        (await bob.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, parentId = comment, data = new { text = "Where to?" } })).Ok();
        (await alice.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Ok();
        (await bob.Post("/api/v2/reactions", new { referenceType = "comment", referenceId = comment, reactionName = "like" })).Ok();
        (await alice.Post($"/api/v1/pinned-posts/communities/{community}/default/{post}")).Ok();
        (await alice.Post($"/api/v3/posts/{post}/flag")).Ok();
        (await bob.Post($"/api/v3/comments/{comment}/flag")).Ok();
        (await alice.Post("/api/v4/me/flags/bob")).Ok();
        var poll = (await alice.Post("/api/v3/polls", new { question = "Where to?", answers = new[] { new { data = "east" }, new { data = "west" } } })).Ok()
            .First("polls");
        (await alice.Post($"/api/v3/polls/{poll.Text("pollId")}/votes", new { answerIds = new[] { poll.First("answers").Text("id") } })).Ok();
        return host;
    }
}
