using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

/// <summary>Every counter of comments and reactions equals a recount, after a history of calls of which some are refused.</summary>
public sealed class TalkCountersTests(Talk talk) : IClassFixture<Talk>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task counters_equal_recounts_after_any_history(int seed)
    {
        var random = new Random(seed);
        var posts = new[] { await talk.Host.WallPost("alice"), await talk.Host.WallPost("bob") };
        var people = new[] { talk.Alice, talk.Bob, talk.Carol, talk.Admin };
        var comments = new List<(string Post, string Id)>();
        var refused = 0;
        for (var step = 0; step < 120; step++)
        {
            var person = Pick(people);
            var post = Pick(posts);
            var comment = comments.Count > 0 ? Pick(comments) : default;
            var item = comment.Id is not null && random.Next(2) == 0 ? ("comment", comment.Id) : ("post", post);
            var reaction = new { referenceType = item.Item1, referenceId = item.Item2, reactionName = Pick(["like", "love"]) };
            var answer = random.Next(6) switch
            {
                0 => await person.Post("/api/v3/comments", new { referenceId = post, data = new { text = "Top" } }),
                1 or 2 => await person.Post("/api/v3/comments", new { referenceId = post, parentId = comment.Id, data = new { text = "Reply" } }),
                3 => await person.Delete($"/api/v3/comments/{comment.Id ?? "none"}"),
                4 => await person.Post("/api/v2/reactions", reaction),
                _ => await person.Delete("/api/v2/reactions", reaction),
            };
            refused += answer.Status == 200 ? 0 : 1;
            if (answer.Status == 200 && answer.Json!["comments"] is not null)
            {
                comments.Add((post, answer.Json!.First("comments").Text("commentId")));
            }
        }

        Assert.InRange(refused, 1, 119);
        foreach (var (counter, recount) in Recounts)
        {
            Assert.True(await talk.Host.Number(counter) > 0, $"Nothing was counted: {counter}");
            Assert.Equal(0, await talk.Host.Number(recount));
        }

        T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
    }

    /// <summary>What must be counted, so that the recount says something; and the rows whose counter is wrong.</summary>
    private static readonly (string Counter, string Recount)[] Recounts =
    [
        ("select sum(comments_count) from posts", """
            select count(*)
            from posts p
            where p.comments_count <> (select count(*) from comments c where c.reference_id = p.post_id and not c.is_deleted)
            """),
        ("select sum(children_number) from comments", """
            select count(*)
            from comments parent
            where parent.children_number <> (select count(*) from comments c where c.parent_id = parent.comment_id and not c.is_deleted)
            """),
        ("select sum(reactions_count) from posts", """
            select count(*)
            from posts p
            where p.reactions_count <> (select count(*) from reactions r where r.reference_type = 'post' and r.reference_id = p.post_id)
            """),
        ("select sum(reactions_count) from comments", """
            select count(*)
            from comments c
            where c.reactions_count <> (select count(*) from reactions r where r.reference_type = 'comment' and r.reference_id = c.comment_id)
            """),
        ("select sum(count) from reaction_counts", """
            select count(*)
            from (select reference_type, reference_id, reaction_name, count(*) as counted
                  from reactions
                  group by reference_type, reference_id, reaction_name) r
            left join reaction_counts n using (reference_type, reference_id, reaction_name)
            where n.count is null or n.count <> r.counted
            """),
        ("select count(*) from reactions", """
            select count(*)
            from reaction_counts n
            where not exists (select 1
                              from reactions r
                              where r.reference_type = n.reference_type
                                and r.reference_id = n.reference_id
                                and r.reaction_name = n.reaction_name)
            """),
    ];
}
