using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Follows;
using Amity.Modules.Polls;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;
using Amity.Modules.Users;

namespace Amity.Modules.Realtime;

/// <summary>
/// What is told of an object, on its own topic, and to whom of those who listen there. Receivers replace what they have by what they are told, and they see
/// different things: what travels with an object for one reader's eyes (its polls, the first comments on it) stays out of what is told of its change.
/// </summary>
internal static class Tellers
{
    private static readonly RawJson NoItems = new("[]");

    public static async Task<Announced?> User(Teller teller, string userId)
    {
        var users = await UserPayloads.ByIds(teller.Read, teller.Network, [userId]);
        return users is [{ IsDeleted: false } user] ? new Announced([user.Path], Whole(new UsersBody { Users = users })) : null;
    }

    /// <summary>To everybody in the network: a deleted user may stand in any list. The user itself was told before its connections ended.</summary>
    public static async Task<Announced?> DeletedUser(Teller teller, string userId)
    {
        var users = await UserPayloads.ByIds(teller.Read, teller.Network, [userId]);
        return users is [var user] ? new Announced([teller.Network.Id, user.Path], Whole(new UsersBody { Users = users })) : null;
    }

    /// <summary>To the two whom it concerns, on the topic that begins with who is followed.</summary>
    public static async Task<Announced?> Follow(Teller teller, string fromUserId, string toUserId)
    {
        var body = await FollowPayloads.Between(teller.Read, teller.Network, fromUserId, toUserId);
        var follow = body.Follows[0];
        return new Announced(
            [$"{teller.Network.Id}/membership/{follow.ToUserInternalId}/{follow.FromUserInternalId}/follow"],
            Whole(body),
            teller.Keys([follow.FromUserInternalId, follow.ToUserInternalId]));
    }

    public static async Task<Announced?> Community(Teller teller, string communityId)
    {
        var family = await CommunityPayloads.ByIds(teller.Read, Caller.Nobody(teller.Network), [communityId]);
        return family.Communities is [var community] ? new Announced([community.Path], Later(teller, family)) : null;
    }

    /// <summary>To its creator and first members, whose lists it belongs in: nobody can listen to its own topic yet.</summary>
    public static async Task<Announced?> NewCommunity(Teller teller, string communityId)
    {
        var members = await teller.Read.Many<string>(FirstMembers, new { communityId });
        var family = await CommunityPayloads.Touched(teller.Read, teller.Network, communityId, members);
        return family.Communities is [_] ? Personal(teller, family) : null;
    }

    /// <summary>On the community's topic, and on those of the users whom it concerns for their own eyes. With no rows but theirs: the SDK takes each for one that has changed.</summary>
    public static async Task<Announced?> Members(Teller teller, string communityId, IReadOnlyList<string> userIds)
    {
        var family = await CommunityPayloads.Touched(teller.Read, teller.Network, communityId, userIds);
        return family.Communities is [var community]
            ? new Announced([community.Path], Later(teller, family)) { Also = Personal(teller, family) }
            : null;
    }

    /// <summary>One that waits for a review, or was declined, is told of to its author and those who review it.</summary>
    public static async Task<Announced?> Post(Teller teller, string postId, PostsBody? last = null)
    {
        var body = last ?? await PostPayloads.ByIds(teller.Read, Caller.Nobody(teller.Network), [postId]);
        return body.Posts is [var post]
            ? new Announced([post.Path], Whole(body with { Posts = [Silent(post)], Polls = [], Comments = [] }), await Readers(teller, post))
            : null;
    }

    public static async Task<Announced?> PostReaction(Teller teller, ReactionChanged raised) =>
        await PostPayloads.ByIds(teller.Read, Caller.Nobody(teller.Network), [raised.ReferenceId]) is { Posts: [var post] } body
            ? new Announced([post.Path], Whole(PostReactionData.Of(body, raised)))
            : null;

    public static async Task<Announced?> Comment(Teller teller, string commentId, CommentsBody? last = null)
    {
        var body = last ?? await CommentsBody.Neutral(teller.Read, teller.Network, commentId);
        return body.Comments is [var comment]
            ? new Announced([comment.Path], Whole(body with { Comments = [Silent(comment)], CommentChildren = [] })) { Outsiders = await Outsiders(teller, comment) }
            : null;
    }

    public static async Task<Announced?> CommentReaction(Teller teller, ReactionChanged raised) =>
        await CommentsBody.Neutral(teller.Read, teller.Network, raised.ReferenceId) is { Comments: [var comment] } body
            ? new Announced([comment.Path], Whole(CommentReactionData.Of(body, raised))) { Outsiders = await Outsiders(teller, comment) }
            : null;

    /// <summary>On the topic of the post that shows it.</summary>
    public static async Task<Announced?> Poll(Teller teller, string pollId)
    {
        if (await teller.Read.One<string>(PostOfPoll, new { pollId }) is not { } postId)
        {
            return null;
        }

        var nobody = Caller.Nobody(teller.Network);
        var shown = await PostPayloads.ByIds(teller.Read, nobody, [postId]);
        var polls = await PollPayloads.ByIds(teller.Read, nobody, [pollId]);
        return shown.Posts is [var post] && polls.Count > 0
            ? new Announced([post.Path], Whole(new PollData { Polls = polls, Users = shown.Users }), await Readers(teller, post))
            : null;
    }

    // What was deleted says nothing any more to those who listen, though its moderators may still read it.
    private static PostBody Silent(PostBody post) => post.IsDeleted
        ? post with { Data = RawJson.EmptyObject, Metadata = RawJson.EmptyObject, Mentionees = NoItems, Links = NoItems, Tags = [], Hashtags = [], Children = [] }
        : post;

    private static CommentBody Silent(CommentBody comment) => comment.IsDeleted
        ? comment with { Data = RawJson.EmptyObject, Metadata = RawJson.EmptyObject, Mentionees = NoItems, Links = NoItems, Children = [] }
        : comment;

    private static Func<Task<byte[]>> Whole<T>(T body) => () => Task.FromResult(EventData.Of(body));

    private static Func<Task<byte[]>> Later(Teller teller, CommunityFamily family) =>
        async () => EventData.Of(await EventData.Community(teller.Read, family, teller.Network));

    /// <summary>The same to each user of the rows, on the user's own topic, where others may listen as well.</summary>
    private static Announced Personal(Teller teller, CommunityFamily family)
    {
        var internalIds = family.CommunityUsers.Select(row => row.UserInternalId).Distinct().ToList();
        return new Announced([.. internalIds.Select(id => $"{teller.Network.Id}/user/{id}")], Later(teller, family), teller.Keys(internalIds));
    }

    private static async Task<IReadOnlySet<string>?> Outsiders(Teller teller, CommentBody comment) =>
        await CommentOutsiders.Of(teller.Read, comment) is { Count: > 0 } apart ? teller.Keys(apart) : null;

    /// <summary>Whether they may listen here at all was decided when they subscribed.</summary>
    private static async Task<IReadOnlySet<string>?> Readers(Teller teller, PostBody post) => post.FeedType == "published"
        ? null
        : teller.Keys(
            (await teller.Read.Many<string>(Reviewers, new { communityId = post.TargetId })).Append(post.PostedUserInternalId),
            await teller.Read.Many<string>(ReviewersOfAll));

    private const string FirstMembers = """
        select user_id
        from community_users
        where community_id = @communityId
          and membership = 'member'
        order by created_at, user_id
        limit 1000
        """;

    private const string PostOfPoll = """
        select coalesce(p.parent_post_id, p.post_id)
        from polls q
        join posts p on p.post_id = q.post_id
        where q.poll_id = @pollId
        """;

    private const string Reviewers = """
        select distinct u.internal_id
        from community_user_roles held
        join community_users m on m.community_id = held.community_id and m.user_id = held.user_id
        join roles r on r.role_id = held.role_id
        join role_permissions given on given.role_id = held.role_id
        join users u on u.user_id = held.user_id
        where held.community_id = @communityId
          and m.membership = 'member'
          and not r.is_deleted
          and given.permission = 'REVIEW_COMMUNITY_POST'
        limit 1000
        """;

    // SQLite keeps the order of a cross join: from the few roles that give it to those who hold one.
    private const string ReviewersOfAll = """
        select distinct u.internal_id
        from role_permissions given
        cross join roles r
        cross join user_roles held
        cross join users u
        where r.role_id = given.role_id
          and held.role_id = given.role_id
          and u.user_id = held.user_id
          and given.permission = 'REVIEW_COMMUNITY_POST'
          and r.is_network_wide
          and not r.is_deleted
        limit 1000
        """;
}
