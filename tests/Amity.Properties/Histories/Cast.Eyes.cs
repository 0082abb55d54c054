using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Feeds;
using Amity.Modules.Follows;
using Amity.Modules.Posts;
using Xunit;

namespace Amity.Properties.Histories;

/// <summary>What the server has stored and what it answers, written as the model writes it.</summary>
internal sealed partial class Cast
{
    private static readonly PageRequest Hundred = new() { Limit = 100 };

    private static readonly (string Type, string Name)[] Feeds = [("published", "Published"), ("reviewing", "Reviewing"), ("declined", "Declined")];

    /// <summary>The counters that the server has stored, written as the model writes them.</summary>
    public async Task<IReadOnlyList<string>> Counts()
    {
        using var read = callers[0].Network.Database.Read();
        var lines = new List<string>();
        for (var user = 0; user < callers.Length; user++)
        {
            var row = await Known(read, UserCounts, callers[user].UserId);
            lines.Add(Line.User(user, row.First, row.Second, row.Third, row.Fourth));
        }

        foreach (var (number, id) in communities)
        {
            var row = await Known(read, CommunityCounts, id);
            Assert.Equal(row.Second, row.Third);
            lines.Add(Line.Community(number, row.IsDeleted, row.First, row.Second, row.Fourth, row.Fifth));
        }

        foreach (var (number, id) in posts)
        {
            // One that was deleted for good is gone, and so are the comments below it.
            if (await read.One<Row>(PostCounts, new { id }) is not { } row)
            {
                continue;
            }

            var reactions = await Reactions(read, "post", id);
            Assert.Equal(row.Second, reactions.Sum(reaction => reaction.Count));
            lines.Add(Line.Post(number, row.IsDeleted, row.First, reactions));
        }

        foreach (var (number, id) in comments)
        {
            if (await read.One<Row>(CommentCounts, new { id }) is not { } row)
            {
                continue;
            }

            var reactions = await Reactions(read, "comment", id);
            Assert.Equal(row.Second, reactions.Sum(reaction => reaction.Count));
            lines.Add(Line.Comment(number, row.IsDeleted, row.First, reactions));
        }

        return lines;
    }

    /// <summary>What one of the cast sees, and may do, as the server answers it.</summary>
    public async Task<IReadOnlyList<string>> SightsOf(int who)
    {
        var caller = callers[who];
        var lines = new List<string>();
        for (var other = 0; other < callers.Length; other++)
        {
            if (other != who)
            {
                var info = await Send(new GetFollowInfo.Request { Caller = caller, UserId = callers[other].UserId });
                lines.Add(Sight.Of(who, $"is {info.Follows[0].Status} to {other}"));
            }
        }

        var seen = await ByIds(communities, 100, ids => Send(new ListCommunities.Request { Caller = caller, CommunityIds = ids }));
        var shown = seen.SelectMany(answer => answer.Communities).ToList();
        lines.Add(Sight.Of(who, "communities", Numbers(communities, shown.Select(community => community.CommunityId))));
        var listed = await ByIds(posts, 100, ids => Send(new ListPosts.Request { Caller = caller, PostIds = ids }));
        lines.Add(Sight.Of(who, "posts", Numbers(posts, listed.SelectMany(answer => answer.Posts).Select(post => post.PostId))));
        var said = await ByIds(comments, 10, ids => Send(new ListComments.Request { Caller = caller, CommentIds = ids }));
        var heard = said.SelectMany(answer => answer.Comments).Where(comment => !comment.IsDeleted).Select(comment => comment.CommentId).ToHashSet();
        lines.Add(Sight.Of(who, "comments", Numbers(comments, heard)));
        await IsToldOfNoOther(caller, [.. listed.SelectMany(answer => answer.Posts)], heard, [.. listed.SelectMany(answer => answer.Comments), .. said.SelectMany(answer => answer.Comments)]);
        var feed = await Send(new GetGlobalFeed.Request { Caller = caller, Page = Hundred });
        lines.Add(Sight.Of(who, "global feed", Numbers(posts, feed.Posts.Select(post => post.PostId))));
        await AreInEveryFeed(caller, feed);
        foreach (var community in shown.Where(community => !community.IsDeleted).OrderBy(community => Number(communities, community.CommunityId)))
        {
            lines.AddRange(await SightsIn(who, caller, community.CommunityId));
        }

        lines.AddRange(listed.SelectMany(answer => Polls(who, answer)).OrderBy(poll => poll.Number).Select(poll => poll.Line));
        return lines;
    }

    /// <summary>No preview, no reply that a comment names and no list has a comment that the caller does not get by its id.</summary>
    private async Task IsToldOfNoOther(Caller caller, IReadOnlyList<PostBody> shown, HashSet<string> heard, IReadOnlyList<CommentBody> bodies)
    {
        var told = bodies.Where(comment => !comment.IsDeleted).Select(comment => comment.CommentId).Concat(bodies.SelectMany(comment => comment.Children));
        Assert.Subset(heard, told.ToHashSet());
        var read = new HashSet<string>();
        foreach (var post in shown.Where(post => !post.IsDeleted))
        {
            var page = await Send(new QueryComments.Request { Caller = caller, ReferenceId = post.PostId, FilterByParentId = false, IsDeleted = false, Page = Hundred });
            read.UnionWith(page.Comments.Select(comment => comment.CommentId));
        }

        Assert.Equal(heard.Order(), read.Order());
    }

    /// <summary>The feeds of many sources hold the same posts, by whatever they are ordered.</summary>
    private async Task AreInEveryFeed(Caller caller, PostsBody feed)
    {
        var expected = feed.Posts.Select(post => post.PostId).Order().ToList();
        foreach (var same in new[]
        {
            await Send(new GetRankedFeed.Request { Caller = caller, Page = Hundred }),
            await Send(new GetFollowingFeed.Request { Caller = caller, SortBy = "lastCreated", Page = Hundred }),
        })
        {
            Assert.Equal(expected, same.Posts.Select(post => post.PostId).Order());
        }
    }

    private async Task<IReadOnlyList<string>> SightsIn(int who, Caller caller, string communityId)
    {
        var number = Number(communities, communityId);
        var mine = await Send(new GetMyPermissions.Request { Caller = caller, CommunityId = communityId });
        var lines = new List<string> { Sight.Of(who, mine.Permissions.Contains("REVIEW_COMMUNITY_POST") ? $"moderates {number}" : $"does not moderate {number}") };
        foreach (var (type, name) in Feeds)
        {
            var page = await Send(new QueryPosts.Request
            {
                Caller = caller,
                Filter = new PostFilter { TargetType = "community", TargetId = communityId, FeedTypes = [type], IsDeleted = false },
                Page = Hundred,
            });
            lines.Add(Sight.Of(who, $"{name} in {number}", Numbers(posts, page.Posts.Select(post => post.PostId))));
        }

        return lines;
    }

    private IEnumerable<(int Number, string Line)> Polls(int who, PostsBody answer) =>
        from post in answer.Posts
        where !post.IsDeleted
        from child in answer.PostChildren
        where child.ParentPostId == post.PostId && child.DataType == "poll"
        let poll = answer.Polls.Single(poll => child.Data.Text.Contains(poll.PollId, StringComparison.Ordinal))
        let number = Number(posts, post.PostId)
        let mine = poll.Answers.Index().Where(one => one.Item.IsVotedByUser).Select(one => (int?)one.Index).SingleOrDefault()
        select (number, Sight.Poll(who, number, poll.Status == "closed", poll.Answers.Select(one => one.VoteCount), mine));

    private static async Task<IReadOnlyList<TAnswer>> ByIds<TAnswer>(SortedDictionary<int, string> things, int most, Func<IReadOnlyList<string>, Task<TAnswer>> list)
    {
        var answers = new List<TAnswer>();
        foreach (var ids in things.Values.Chunk(most))
        {
            answers.Add(await list(ids));
        }

        return answers;
    }

    private static IEnumerable<int> Numbers(SortedDictionary<int, string> things, IEnumerable<string> ids) => ids.Select(id => Number(things, id));

    private static int Number(SortedDictionary<int, string> things, string id) => things.First(thing => thing.Value == id).Key;

    /// <summary>Waits until what was deleted for good has been cleared away.</summary>
    public async Task Settled()
    {
        while (await Unfinished() > 0)
        {
            await Task.Delay(1);
        }
    }

    private async Task<long> Unfinished()
    {
        using var read = callers[0].Network.Database.Read();
        return await read.One<long>("select count(*) from jobs");
    }

    private static async Task<Row> Known(IRead read, string sql, string id) =>
        await read.One<Row>(sql, new { id }) ?? throw new InvalidOperationException($"{id} was answered and is not stored.");

    private static async Task<IReadOnlyList<(string Name, long Count)>> Reactions(IRead read, string type, string id) =>
        [.. (await read.Many<NameRow>(NameCounts, new { type, id })).Select(row => (row.Name, row.Count))];

    private const string UserCounts = """
        select u.follower_count  as first,
               u.following_count as second,
               u.pending_count   as third,
               f.post_count      as fourth
        from users u
        join feeds f on f.target_type = 'user' and f.target_id = u.user_id and f.feed_type = 'published'
        where u.user_id = @id
        """;

    private const string CommunityCounts = """
        select c.members_count as first,
               c.posts_count   as second,
               f.post_count    as third,
               r.post_count    as fourth,
               d.post_count    as fifth,
               c.is_deleted
        from communities c
        join feeds f on f.target_type = 'community' and f.target_id = c.community_id and f.feed_type = 'published'
        join feeds r on r.target_type = 'community' and r.target_id = c.community_id and r.feed_type = 'reviewing'
        join feeds d on d.target_type = 'community' and d.target_id = c.community_id and d.feed_type = 'declined'
        where c.community_id = @id
        """;

    private const string PostCounts = """
        select comments_count  as first,
               reactions_count as second,
               is_deleted
        from posts
        where post_id = @id
        """;

    private const string CommentCounts = """
        select children_number as first,
               reactions_count as second,
               is_deleted
        from comments
        where comment_id = @id
        """;

    private const string NameCounts = """
        select reaction_name as name,
               count
        from reaction_counts
        where reference_type = @type
          and reference_id = @id
        limit 100
        """;

    private sealed record Row
    {
        public long First { get; init; }

        public long Second { get; init; }

        public long Third { get; init; }

        public long Fourth { get; init; }

        public long Fifth { get; init; }

        public bool IsDeleted { get; init; }
    }

    private sealed record NameRow
    {
        public string Name { get; init; } = "";

        public long Count { get; init; }
    }
}
