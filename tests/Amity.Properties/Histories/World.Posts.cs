using Amity.Core.Errors;

namespace Amity.Properties.Histories;

/// <summary>Posts with their reviews and polls, and what is said below them.</summary>
internal sealed partial class World
{
    private ErrorKind? PostInCommunity(Call call, bool isPoll) => InCommunity(call, community =>
        community.IsBanned(call.Who) ? ErrorKind.Banned
        : community.IsMember(call.Who) ? Publish(call, call.Thing, isPoll)
        : ErrorKind.PermissionDenied);

    private ErrorKind? Publish(Call call, int? community, bool isPoll)
    {
        var waits = community is { } number && communities[number] is { IsReviewed: true } place && !place.IsModeratedBy(call.Who);
        return Ok(posts[call.Number] = new Post(
            call.Who, community, waits ? Feed.Reviewing : Feed.Published, IsDeleted: false, isPoll, IsClosed: false, []));
    }

    /// <summary>Whether somebody may know of a post while it lives.</summary>
    private bool IsSeen(int who, Post post)
    {
        if (post.Community is not { } number)
        {
            return !IsApart(who, post.Author);
        }

        var community = communities[number];
        return !community.IsDeleted
            && community.IsSeenBy(who)
            && (post.Feed == Feed.Published || post.Author == who || community.IsModeratedBy(who));
    }

    /// <summary>Acts on a live post that the caller may see and is not banned from.</summary>
    private ErrorKind? OnLive(Call call, int number, Func<Post, ErrorKind?> act)
    {
        if (!posts.TryGetValue(number, out var post) || post.IsDeleted || !IsSeen(call.Who, post))
        {
            return ErrorKind.NotFound;
        }

        return post.Community is { } place && communities[place].IsBanned(call.Who) ? ErrorKind.Banned : act(post);
    }

    /// <summary>The same of what only a published post takes: comments, reactions, votes.</summary>
    private ErrorKind? OnPost(Call call, int number, Func<ErrorKind?> act) =>
        IsWaiting(call, number) ? ErrorKind.Forbidden : OnLive(call, number, _ => act());

    private bool IsWaiting(Call call, int number) =>
        posts.TryGetValue(number, out var post) && !post.IsDeleted && post.Feed != Feed.Published && IsSeen(call.Who, post);

    private ErrorKind? ChangePost(Call call, Func<ErrorKind?> change) => OnLive(call, call.Thing, post =>
        post.Author == call.Who || Moderates(call.Who, post) ? change() : ErrorKind.PermissionDenied);

    // What waits for its review, or was declined, stays as it is, unless a moderator changes it.
    private ErrorKind? EditPost(Call call) => posts[call.Thing] is var post && (post.Feed == Feed.Published || Moderates(call.Who, post)) ? null : ErrorKind.Forbidden;

    private ErrorKind? Review(Call call, Feed to) => OnLive(call, call.Thing, post =>
    {
        if (!Moderates(call.Who, post))
        {
            return ErrorKind.PermissionDenied;
        }

        return post.Feed == Feed.Reviewing ? Ok(posts[call.Thing] = post with { Feed = to }) : ErrorKind.BadRequest;
    });

    /// <summary>For good, with all below it, by its author alone; one that is deleted softly, too.</summary>
    private ErrorKind? Erase(Call call)
    {
        if (!posts.TryGetValue(call.Thing, out var post) || !IsSeen(call.Who, post) || (post.IsDeleted && !SeesDeleted(call.Who, post)))
        {
            return ErrorKind.NotFound;
        }

        if (post.Community is { } place && communities[place].IsBanned(call.Who))
        {
            return ErrorKind.Banned;
        }

        if (post.Author != call.Who)
        {
            return ErrorKind.PermissionDenied;
        }

        RemovePost(call.Thing);
        return null;
    }

    private void RemovePost(int number)
    {
        if (posts[number] is { IsPoll: true } poll)
        {
            orphans.Add(number, poll.Author);
        }

        posts.Remove(number);
        reactions.RemoveWhere(reaction => reaction.OnPost && reaction.Thing == number);
        Remove([.. comments.Where(comment => comment.Value.Post == number).Select(comment => comment.Key)]);
    }

    /// <summary>With all replies.</summary>
    private void Remove(HashSet<int> said)
    {
        while (said.Count > 0)
        {
            foreach (var comment in said)
            {
                comments.Remove(comment);
            }

            reactions.RemoveWhere(reaction => !reaction.OnPost && said.Contains(reaction.Thing));
            said = [.. comments.Where(comment => comment.Value.Parent is { } parent && said.Contains(parent)).Select(comment => comment.Key)];
        }
    }

    private ErrorKind? OnPoll(Call call, Func<Post, ErrorKind?> act) =>
        posts.TryGetValue(call.Thing, out var post) && post.IsPoll ? OnPost(call, call.Thing, () => act(posts[call.Thing])) : ErrorKind.NotFound;

    // What is one's own may be taken back also where nobody can take part.
    private ErrorKind? OnLivePoll(Call call, Func<Post, ErrorKind?> act) =>
        posts.TryGetValue(call.Thing, out var post) && post.IsPoll ? OnLive(call, call.Thing, act) : ErrorKind.NotFound;

    private static ErrorKind? Vote(Call call, Post post) =>
        post.IsClosed || !post.Votes.TryAdd(call.Who, Answer(call)) ? ErrorKind.BadRequest : null;

    private static ErrorKind? TakeVoteBack(Call call, Post post) => post.IsClosed ? ErrorKind.BadRequest : Ok(post.Votes.Remove(call.Who));

    /// <summary>A poll stays its creator's whatever becomes of its post.</summary>
    private ErrorKind? ClosePoll(Call call)
    {
        if (orphans.TryGetValue(call.Thing, out var creator))
        {
            return creator == call.Who ? null : ErrorKind.NotFound;
        }

        if (!posts.TryGetValue(call.Thing, out var post) || !post.IsPoll)
        {
            return ErrorKind.NotFound;
        }

        return post.Author == call.Who ? Ok(posts[call.Thing] = post with { IsClosed = true })
            : post.IsDeleted || !IsSeen(call.Who, post) ? ErrorKind.NotFound
            : ErrorKind.Forbidden;
    }

    private ErrorKind? OnComment(Call call, Func<Comment, ErrorKind?> act) =>
        IsLive(call.Who, call.Thing) ? OnPost(call, comments[call.Thing].Post, () => act(comments[call.Thing])) : ErrorKind.NotFound;

    private ErrorKind? ChangeComment(Call call, Func<Comment, Comment> change) => OnComment(call, comment =>
    {
        if (comment.Author != call.Who && !Moderates(call.Who, posts[comment.Post]))
        {
            return ErrorKind.PermissionDenied;
        }

        return Ok(comments[call.Thing] = change(comment));
    });

    private ErrorKind? Say(Call call, int? parent) => Ok(comments[call.Number] = new Comment(call.Who, call.Thing, parent, IsDeleted: false));

    private ErrorKind? React(Call call, bool onPost) => Ok(reactions.Add((onPost, call.Thing, call.Who, Name(call))));

    private ErrorKind? Unreact(Call call, bool onPost) =>
        reactions.Remove((onPost, call.Thing, call.Who, Name(call))) ? null : ErrorKind.NotFound;

    private bool Moderates(int who, Post post) => post.Community is { } community && communities[community].IsModeratedBy(who);

    private bool SeesDeleted(int who, Post post) => post.Author == who || Moderates(who, post);

    private bool IsLive(int who, int comment) => comments.TryGetValue(comment, out var found) && !found.IsDeleted && IsHeard(who, found);

    /// <summary>Whether no block keeps a comment from somebody: none does from who moderates there.</summary>
    private bool IsHeard(int who, Comment comment) => !IsApart(who, comment.Author) || Moderates(who, posts[comment.Post]);

    private static string Name(Call call) => History.Reactions[call.Whom % History.Reactions.Length];

    public static int Answer(Call call) => call.Whom % 2;
}
