using Amity.Core.Errors;

namespace Amity.Properties.Histories;

/// <summary>A step whose object is settled: things are named by the number of the call that made them, -1 is none of them.</summary>
internal sealed record Call(int Number, Verb Verb, int Who, int Whom, int Thing, int Other);

/// <summary>
/// The naive model: who follows and who blocks whom, who is what in which community, what was said and voted, in plain sets. It counts by counting, tells
/// what everybody sees, and says of each call whether it is refused, and as what.
/// </summary>
internal sealed partial class World
{
    private readonly bool asksToFollow;
    private readonly Dictionary<(int From, int To), bool> follows = [];
    private readonly HashSet<(int Who, int Whom)> blocks = [];
    private readonly SortedDictionary<int, Community> communities = [];
    private readonly SortedDictionary<int, Post> posts = [];
    private readonly SortedDictionary<int, Comment> comments = [];
    private readonly HashSet<(bool OnPost, int Thing, int Who, string Name)> reactions = [];

    private readonly HashSet<int> banned = [];
    private readonly HashSet<int> deleted = [];

    /// <summary>The creators of polls whose posts were deleted for good.</summary>
    private readonly Dictionary<int, int> orphans = [];

    public World(bool asksToFollow) => this.asksToFollow = asksToFollow;

    private World(World other)
    {
        asksToFollow = other.asksToFollow;
        follows = new(other.follows);
        blocks = [.. other.blocks];
        reactions = [.. other.reactions];
        banned = [.. other.banned];
        deleted = [.. other.deleted];
        orphans = new(other.orphans);
        comments = new(other.comments);
        foreach (var (number, community) in other.communities)
        {
            communities[number] = community with { People = new(community.People) };
        }

        foreach (var (number, post) in other.posts)
        {
            posts[number] = post with { Votes = new(post.Votes) };
        }
    }

    public World Copy() => new(this);

    /// <summary>Does what is called for; null when it is allowed, else why it is refused.</summary>
    public ErrorKind? Do(Call call) => call.Verb switch
    {
        Verb.BanUser => deleted.Contains(call.Whom) ? ErrorKind.NotFound : Ok(banned.Add(call.Whom)),
        Verb.UnbanUser => deleted.Contains(call.Whom) ? ErrorKind.NotFound : Ok(banned.Remove(call.Whom)),
        Verb.DeleteUser => deleted.Contains(call.Whom) ? ErrorKind.BadRequest : Delete(call.Whom, (Leftovers)call.Thing),
        _ when banned.Contains(call.Who) || deleted.Contains(call.Who) => ErrorKind.Unauthenticated,
        Verb.Follow => Follow(call),
        Verb.Unfollow => IsApart(call.Who, call.Whom) ? ErrorKind.Forbidden : Unfollow(call.Who, call.Whom),
        Verb.AcceptFollower => Accept(call),
        Verb.RemoveFollower => Unfollow(call.Whom, call.Who),
        Verb.Block => Block(call),
        Verb.Unblock => call.Who == call.Whom ? ErrorKind.BadRequest : deleted.Contains(call.Whom) ? ErrorKind.NotFound : Ok(blocks.Remove((call.Who, call.Whom))),
        Verb.CreatePublicCommunity => Create(call, isPublic: true, isReviewed: false),
        Verb.CreatePrivateCommunity => Create(call, isPublic: false, isReviewed: false),
        Verb.CreateReviewedCommunity => Create(call, isPublic: true, isReviewed: true),
        Verb.Join => InCommunity(call, community => Join(community, call.Who)),
        Verb.Leave => InCommunity(call, community => Leave(call, community)),
        Verb.AddMembers => Moderate(call, community => AddMembers(call, community)),
        Verb.RemoveMembers => Moderate(call, community => Remove(call, community)),
        Verb.Ban => Moderate(call, community => Ban(call, community)),
        Verb.Unban => Moderate(call, community => community.IsBanned(call.Whom) ? Ok(community.People.Remove(call.Whom)) : ErrorKind.NotBanned),
        Verb.Promote => Moderate(call, community => Promote(call, community)),
        Verb.Demote => Moderate(call, community => Demote(call, community)),
        Verb.DeleteCommunity => Close(call),
        Verb.PostOnWall => deleted.Contains(call.Whom) ? ErrorKind.NotFound : call.Who == call.Whom ? Publish(call, null, isPoll: false) : ErrorKind.PermissionDenied,
        Verb.PostInCommunity => PostInCommunity(call, isPoll: false),
        Verb.AskInCommunity => PostInCommunity(call, isPoll: true),
        Verb.Approve => Review(call, Feed.Published),
        Verb.Decline => Review(call, Feed.Declined),
        Verb.EditPost => ChangePost(call, () => EditPost(call)),
        Verb.DeletePost => ChangePost(call, () => Ok(posts[call.Thing] = posts[call.Thing] with { IsDeleted = true })),
        Verb.ErasePost => Erase(call),
        Verb.Vote => OnPoll(call, post => Vote(call, post)),
        Verb.TakeVoteBack => OnLivePoll(call, post => TakeVoteBack(call, post)),
        Verb.ClosePoll => ClosePoll(call),
        Verb.Comment => OnPost(call, call.Thing, () => Say(call, null)),
        Verb.Reply => OnPost(call, call.Thing, () => IsLive(call.Who, call.Other) && comments[call.Other].Post == call.Thing ? Say(call, call.Other) : ErrorKind.NotFound),
        Verb.EditComment => ChangeComment(call, comment => comment),
        Verb.DeleteComment => ChangeComment(call, comment => comment with { IsDeleted = true }),
        Verb.ReactToPost => OnPost(call, call.Thing, () => React(call, true)),
        Verb.UnreactToPost => OnLive(call, call.Thing, _ => Unreact(call, true)),
        Verb.ReactToComment => OnComment(call, _ => React(call, false)),
        Verb.UnreactToComment => OnComment(call, _ => Unreact(call, false)),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    /// <summary>All of it, so that two worlds can be told apart.</summary>
    public string Everything() => string.Join('\n', Counts()
        .Concat(follows.OrderBy(pair => pair.Key).Select(pair => $"{pair}"))
        .Concat(blocks.Order().Select(block => $"block {block}"))
        .Concat(reactions.Order().Select(reaction => $"{reaction}"))
        .Append($"banned {string.Join(' ', banned.Order())}")
        .Append($"deleted {string.Join(' ', deleted.Order())}")
        .Concat(communities.Select(pair => $"{pair.Key} {string.Join(' ', pair.Value.People.OrderBy(person => person.Key))}"))
        .Concat(posts.Select(pair => $"{pair.Key} {pair.Value.Feed} {pair.Value.IsClosed} {string.Join(' ', pair.Value.Votes.OrderBy(vote => vote.Key))}")));

    private ErrorKind? Follow(Call call)
    {
        if (call.Who == call.Whom)
        {
            return ErrorKind.BadRequest;
        }

        return deleted.Contains(call.Whom) ? ErrorKind.NotFound
            : IsApart(call.Who, call.Whom) ? ErrorKind.Forbidden
            : Ok(follows.TryAdd((call.Who, call.Whom), !asksToFollow));
    }

    private ErrorKind? Unfollow(int from, int to) => from == to ? ErrorKind.BadRequest : Ok(follows.Remove((from, to)));

    private ErrorKind? Block(Call call)
    {
        if (call.Who == call.Whom)
        {
            return ErrorKind.BadRequest;
        }

        if (deleted.Contains(call.Whom))
        {
            return ErrorKind.NotFound;
        }

        follows.Remove((call.Who, call.Whom));
        follows.Remove((call.Whom, call.Who));
        return Ok(blocks.Add((call.Who, call.Whom)));
    }

    /// <summary>Whether one of the two blocks the other.</summary>
    private bool IsApart(int one, int other) => blocks.Contains((one, other)) || blocks.Contains((other, one));

    private ErrorKind? Accept(Call call)
    {
        var pair = (call.Whom, call.Who);
        if (call.Who == call.Whom)
        {
            return ErrorKind.BadRequest;
        }

        return follows.ContainsKey(pair) ? Ok(follows[pair] = true) : ErrorKind.NotFound;
    }

    private bool IsFollower(int from, int to) => follows.GetValueOrDefault((from, to));

    /// <summary>What was done, or was as it should be already, is no refusal.</summary>
    private static ErrorKind? Ok<T>(T _) => null;

    private sealed record Community(bool IsPublic, bool IsReviewed, bool IsDeleted, Dictionary<int, Standing> People)
    {
        public bool IsSeenBy(int who) => IsPublic || IsMember(who);

        public bool IsMember(int who) => People.TryGetValue(who, out var standing) && standing != Standing.Banned;

        public bool IsBanned(int who) => People.TryGetValue(who, out var standing) && standing == Standing.Banned;

        public bool IsModeratedBy(int who) => People.TryGetValue(who, out var standing) && standing == Standing.Moderator;

        public bool IsLastModerator(int who) => IsModeratedBy(who) && People.Values.Count(standing => standing == Standing.Moderator) == 1;

        public int Members => People.Values.Count(standing => standing != Standing.Banned);
    }

    private enum Standing
    {
        Member,
        Moderator,
        Banned,
    }

    private enum Feed
    {
        Published,
        Reviewing,
        Declined,
    }

    /// <param name="Author">Of a post on a wall also the wall's owner.</param>
    /// <param name="Community">Null on a wall.</param>
    /// <param name="Feed">Where it stands.</param>
    /// <param name="IsDeleted">Softly.</param>
    /// <param name="IsPoll">Whether it shows a poll of two answers, one of which may be chosen.</param>
    /// <param name="IsClosed">Whether that poll was closed.</param>
    /// <param name="Votes">The answer of each voter.</param>
    private sealed record Post(int Author, int? Community, Feed Feed, bool IsDeleted, bool IsPoll, bool IsClosed, Dictionary<int, int> Votes);

    private sealed record Comment(int Author, int Post, int? Parent, bool IsDeleted);
}
