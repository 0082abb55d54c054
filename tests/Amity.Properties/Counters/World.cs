using Amity.Core.Errors;

namespace Amity.Properties.Counters;

/// <summary>A step whose object is settled: things are named by the number of the call that made them, -1 is none of them.</summary>
internal sealed record Call(int Number, Verb Verb, int Who, int Whom, int Thing, int Other);

/// <summary>
/// The naive model: who follows whom, who is in what, what was said, in plain sets. It counts by counting and says of each call whether
/// it is refused, and as what.
/// </summary>
internal sealed class World
{
    private readonly HashSet<(int From, int To)> follows = [];
    private readonly SortedDictionary<int, Community> communities = [];
    private readonly SortedDictionary<int, Post> posts = [];
    private readonly SortedDictionary<int, Comment> comments = [];
    private readonly HashSet<(bool OnPost, int Thing, int Who, string Name)> reactions = [];

    public World()
    {
    }

    private World(World other)
    {
        follows = [.. other.follows];
        reactions = [.. other.reactions];
        posts = new(other.posts);
        comments = new(other.comments);
        foreach (var (number, community) in other.communities)
        {
            communities[number] = community with { Members = [.. community.Members] };
        }
    }

    public World Copy() => new(this);

    /// <summary>Does what is called for; null when it is allowed, else why it is refused.</summary>
    public ErrorKind? Do(Call call) => call.Verb switch
    {
        Verb.Follow => Follow(call.Who, call.Whom, true),
        Verb.Unfollow => Follow(call.Who, call.Whom, false),
        Verb.RemoveFollower => Follow(call.Whom, call.Who, false),
        Verb.CreatePublicCommunity => Create(call, isPublic: true),
        Verb.CreatePrivateCommunity => Create(call, isPublic: false),
        Verb.Join => InCommunity(call, community => Changed(community.Members.Add(call.Who))),
        Verb.Leave => InCommunity(call, community => Leave(call, community)),
        Verb.AddMembers => InCommunity(call, community => Moderate(call, community, () => community.Members.UnionWith([call.Whom, call.Who]))),
        Verb.RemoveMembers => InCommunity(call, community => Remove(call, community)),
        Verb.DeleteCommunity => Close(call),
        Verb.PostOnWall => call.Who == call.Whom ? Add(call, null) : ErrorKind.PermissionDenied,
        Verb.PostInCommunity => InCommunity(call, community => community.Members.Contains(call.Who) ? Add(call, call.Thing) : ErrorKind.PermissionDenied),
        Verb.EditPost => ChangePost(call, post => post),
        Verb.DeletePost => ChangePost(call, post => post with { IsDeleted = true }),
        Verb.Comment => OnPost(call, call.Thing, () => Say(call, null)),
        Verb.Reply => OnPost(call, call.Thing, () => IsLive(call.Other) && comments[call.Other].Post == call.Thing ? Say(call, call.Other) : ErrorKind.NotFound),
        Verb.EditComment => ChangeComment(call, comment => comment),
        Verb.DeleteComment => ChangeComment(call, comment => comment with { IsDeleted = true }),
        Verb.ReactToPost => OnPost(call, call.Thing, () => React(call, true)),
        Verb.UnreactToPost => OnPost(call, call.Thing, () => Unreact(call, true)),
        Verb.ReactToComment => OnComment(call, _ => React(call, false)),
        Verb.UnreactToComment => OnComment(call, _ => Unreact(call, false)),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    /// <summary>Every counter, counted.</summary>
    public IEnumerable<string> Counts()
    {
        for (var user = 0; user < History.Cast; user++)
        {
            yield return Line.User(user, follows.Count(pair => pair.To == user), follows.Count(pair => pair.From == user), Live(null, user));
        }

        foreach (var (number, community) in communities)
        {
            yield return Line.Community(number, community.IsDeleted, community.Members.Count, Live(number, null));
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

    /// <summary>All of it, so that two worlds can be told apart.</summary>
    public string Everything() => string.Join('\n', Counts()
        .Concat(follows.Order().Select(pair => $"{pair}"))
        .Concat(reactions.Order().Select(reaction => $"{reaction}"))
        .Concat(communities.Select(pair => $"{pair.Key} {string.Join(' ', pair.Value.Members.Order())}")));

    private ErrorKind? Follow(int from, int to, bool yes)
    {
        if (from == to)
        {
            return ErrorKind.BadRequest;
        }

        return Changed(yes ? follows.Add((from, to)) : follows.Remove((from, to)));
    }

    private ErrorKind? Create(Call call, bool isPublic)
    {
        communities[call.Number] = new Community(call.Who, isPublic, IsDeleted: false, [call.Who, call.Whom]);
        return null;
    }

    private ErrorKind? InCommunity(Call call, Func<Community, ErrorKind?> act) =>
        communities.TryGetValue(call.Thing, out var community) && !community.IsDeleted && community.IsSeenBy(call.Who) ? act(community) : ErrorKind.NotFound;

    private static ErrorKind? Moderate(Call call, Community community, Action act)
    {
        if (!community.IsModeratedBy(call.Who))
        {
            return ErrorKind.PermissionDenied;
        }

        act();
        return null;
    }

    private static ErrorKind? Leave(Call call, Community community)
    {
        if (!community.Members.Contains(call.Who))
        {
            return ErrorKind.PermissionDenied;
        }

        return call.Who == community.Creator ? community.LastOne : Changed(community.Members.Remove(call.Who));
    }

    private static ErrorKind? Remove(Call call, Community community)
    {
        if (community.IsModeratedBy(call.Who) && call.Whom == community.Creator)
        {
            return community.LastOne;
        }

        return Moderate(call, community, () => community.Members.Remove(call.Whom));
    }

    private ErrorKind? Close(Call call)
    {
        if (!communities.TryGetValue(call.Thing, out var community) || !community.IsSeenBy(call.Who))
        {
            return ErrorKind.NotFound;
        }

        return Moderate(call, community, () => communities[call.Thing] = community with { IsDeleted = true });
    }

    private ErrorKind? Add(Call call, int? community)
    {
        posts[call.Number] = new Post(call.Who, community, IsDeleted: false);
        return null;
    }

    private ErrorKind? OnPost(Call call, int number, Func<ErrorKind?> act) =>
        posts.TryGetValue(number, out var post)
        && !post.IsDeleted
        && (post.Community is not { } place || (communities[place] is { IsDeleted: false } community && community.IsSeenBy(call.Who)))
            ? act()
            : ErrorKind.NotFound;

    private ErrorKind? OnComment(Call call, Func<Comment, ErrorKind?> act) =>
        IsLive(call.Thing) ? OnPost(call, comments[call.Thing].Post, () => act(comments[call.Thing])) : ErrorKind.NotFound;

    private ErrorKind? ChangePost(Call call, Func<Post, Post> change) => OnPost(call, call.Thing, () =>
    {
        var post = posts[call.Thing];
        if (post.Author != call.Who && !Moderates(call.Who, post))
        {
            return ErrorKind.PermissionDenied;
        }

        posts[call.Thing] = change(post);
        return null;
    });

    private ErrorKind? ChangeComment(Call call, Func<Comment, Comment> change) => OnComment(call, comment =>
    {
        if (comment.Author != call.Who && !Moderates(call.Who, posts[comment.Post]))
        {
            return ErrorKind.PermissionDenied;
        }

        comments[call.Thing] = change(comment);
        return null;
    });

    private ErrorKind? Say(Call call, int? parent)
    {
        comments[call.Number] = new Comment(call.Who, call.Thing, parent, IsDeleted: false);
        return null;
    }

    private ErrorKind? React(Call call, bool onPost) => Changed(reactions.Add((onPost, call.Thing, call.Who, Name(call))));

    private ErrorKind? Unreact(Call call, bool onPost) =>
        reactions.Remove((onPost, call.Thing, call.Who, Name(call))) ? null : ErrorKind.NotFound;

    private bool Moderates(int who, Post post) => post.Community is { } community && communities[community].IsModeratedBy(who);

    private bool IsLive(int comment) => comments.TryGetValue(comment, out var found) && !found.IsDeleted;

    private int Live(int? community, int? wall) => posts.Values.Count(post =>
        !post.IsDeleted && post.Community == community && (wall is null || post.Author == wall));

    private IEnumerable<(string Name, long Count)> Names(bool onPost, int thing) => reactions
        .Where(reaction => reaction.OnPost == onPost && reaction.Thing == thing)
        .GroupBy(reaction => reaction.Name, (name, some) => (name, (long)some.Count()));

    private static string Name(Call call) => History.Reactions[call.Whom % History.Reactions.Length];

    // A call that finds all as it should be is no refusal.
    private static ErrorKind? Changed(bool _) => null;

    private sealed record Community(int Creator, bool IsPublic, bool IsDeleted, HashSet<int> Members)
    {
        // Its only moderator is also its only member, or is not.
        public ErrorKind LastOne => Members.Count == 1 ? ErrorKind.LastMember : ErrorKind.LastModerator;

        public bool IsSeenBy(int who) => IsPublic || Members.Contains(who);

        // Nobody else gets the role here, and its last holder cannot leave.
        public bool IsModeratedBy(int who) => who == Creator;
    }

    private sealed record Post(int Author, int? Community, bool IsDeleted);

    private sealed record Comment(int Author, int Post, int? Parent, bool IsDeleted);
}

/// <summary>How counters are written down, those of the model and those of the server.</summary>
internal static class Line
{
    public static string User(int number, long followers, long followings, long posts) =>
        $"user {number}: {followers} followers, {followings} followings, {posts} posts";

    public static string Community(int number, bool isDeleted, long members, long posts) =>
        $"community {number}{Mark(isDeleted)}: {members} members, {posts} posts";

    public static string Post(int number, bool isDeleted, long comments, IEnumerable<(string Name, long Count)> reactions) =>
        $"post {number}{Mark(isDeleted)}: {comments} comments, {Reactions(reactions)}";

    public static string Comment(int number, bool isDeleted, long replies, IEnumerable<(string Name, long Count)> reactions) =>
        $"comment {number}{Mark(isDeleted)}: {replies} replies, {Reactions(reactions)}";

    private static string Mark(bool isDeleted) => isDeleted ? " (deleted)" : "";

    private static string Reactions(IEnumerable<(string Name, long Count)> reactions)
    {
        var ordered = reactions.OrderBy(reaction => reaction.Name, StringComparer.Ordinal).ToList();
        return $"{ordered.Sum(reaction => reaction.Count)} reactions {string.Join(' ', ordered.Select(reaction => $"{reaction.Name}:{reaction.Count}"))}";
    }
}
