namespace Amity.Properties.Histories;

/// <summary>What can be counted, and what everybody sees.</summary>
internal sealed partial class World
{
    /// <summary>Every counter, counted.</summary>
    public IEnumerable<string> Counts()
    {
        for (var user = 0; user < History.Cast; user++)
        {
            yield return Line.User(
                user,
                follows.Count(pair => pair.Key.To == user && pair.Value),
                follows.Count(pair => pair.Key.From == user && pair.Value),
                follows.Count(pair => pair.Key.To == user && !pair.Value),
                Live(post => post.Community is null && post.Author == user));
        }

        foreach (var (number, community) in communities)
        {
            yield return Line.Community(
                number, community.IsDeleted, community.Members, In(number, Feed.Published), In(number, Feed.Reviewing), In(number, Feed.Declined));
        }

        foreach (var (number, post) in posts)
        {
            var said = comments.Values.Where(comment => comment.Post == number).ToList();
            yield return Line.Post(number, post.IsDeleted, said.Count(comment => !comment.IsDeleted), Names(true, number));
        }

        foreach (var (number, comment) in comments)
        {
            var replies = comments.Values.Count(reply => reply.Parent == number && !reply.IsDeleted);
            yield return Line.Comment(number, comment.IsDeleted, replies, Names(false, number));
        }
    }

    /// <summary>What one of the cast sees, and may do.</summary>
    public IEnumerable<string> SightsOf(int who)
    {
        for (var other = 0; other < History.Cast; other++)
        {
            if (other != who)
            {
                var relation = blocks.Contains((who, other)) ? "blocked"
                    : !follows.TryGetValue((who, other), out var accepted) ? "none"
                    : accepted ? "accepted" : "pending";
                yield return Sight.Of(who, $"is {relation} to {other}");
            }
        }

        yield return Sight.Of(who, "communities", communities.Where(pair => pair.Value.IsSeenBy(who)).Select(pair => pair.Key));
        yield return Sight.Of(who, "posts", posts.Where(pair => IsSeen(who, pair.Value) && (!pair.Value.IsDeleted || SeesDeleted(who, pair.Value))).Select(pair => pair.Key));
        yield return Sight.Of(who, "comments", comments
            .Where(pair => posts[pair.Value.Post] is var post && IsSeen(who, post) && !post.IsDeleted && !pair.Value.IsDeleted && IsHeard(who, pair.Value))
            .Select(pair => pair.Key));
        yield return Sight.Of(who, "global feed", posts.Where(pair => IsInFeed(who, pair.Value)).Select(pair => pair.Key));
        foreach (var (number, community) in communities.Where(pair => !pair.Value.IsDeleted && pair.Value.IsSeenBy(who)))
        {
            yield return Sight.Of(who, community.IsModeratedBy(who) ? $"moderates {number}" : $"does not moderate {number}");
            foreach (var feed in Enum.GetValues<Feed>())
            {
                yield return Sight.Of(who, $"{feed} in {number}", posts
                    .Where(pair => pair.Value is { IsDeleted: false } post && post.Community == number && post.Feed == feed && IsSeen(who, post))
                    .Select(pair => pair.Key));
            }
        }

        foreach (var (number, post) in posts.Where(pair => pair.Value is { IsPoll: true, IsDeleted: false } && IsSeen(who, pair.Value)))
        {
            var votes = Enumerable.Range(0, 2).Select(answer => (long)post.Votes.Values.Count(vote => vote == answer));
            yield return Sight.Poll(who, number, post.IsClosed, votes, post.Votes.TryGetValue(who, out var mine) ? mine : null);
        }
    }

    private bool IsInFeed(int who, Post post) => !post.IsDeleted && post.Feed == Feed.Published && !IsApart(who, post.Author)
        && (post.Community is { } number
            ? !communities[number].IsDeleted && communities[number].IsMember(who)
            : post.Author == who || IsFollower(who, post.Author));

    private int In(int community, Feed feed) => Live(post => post.Community == community && post.Feed == feed);

    private int Live(Func<Post, bool> which) => posts.Values.Count(post => !post.IsDeleted && which(post));

    private IEnumerable<(string Name, long Count)> Names(bool onPost, int thing) => reactions
        .Where(reaction => reaction.OnPost == onPost && reaction.Thing == thing)
        .GroupBy(reaction => reaction.Name, (name, some) => (name, (long)some.Count()));
}
