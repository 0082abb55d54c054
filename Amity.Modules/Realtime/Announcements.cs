using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Follows;
using Amity.Modules.Moderation;
using Amity.Modules.Polls;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;
using Amity.Modules.Users;

namespace Amity.Modules.Realtime;

/// <summary>
/// Which event of this server is which event of the SDKs, one line each; on which topics and for whom is told by the <see cref="Tellers"/>. What a payload needs of
/// rows that are gone after the commit has to be in the event itself. Pins have no events: the API has none for them.
/// </summary>
internal static class Announcements
{
    /// <summary>
    /// Told at once, because nobody listens any more right after: <see cref="EndOfTokens"/> tells whom a ban is about and nobody else,
    /// <see cref="LastOfCommunities"/> those who listen to a community.
    /// </summary>
    public static readonly string[] ToldAtOnce = [EndOfTokens.Banned, LastOfCommunities.EventType];

    public static IReadOnlyList<IAnnouncement> All { get; } =
    [
        new Announcement<UserUpdated>("user.updated", raised => User(raised.UserId), (raised, teller) => Tellers.User(teller, raised.UserId)),
        new Announcement<UserDeleted>("user.deleted", raised => User(raised.UserId), (raised, teller) => Tellers.DeletedUser(teller, raised.UserId)),
        Flags("user.flagged", "user", FlagsChange.Flagged),
        Flags("user.unflagged", "user", FlagsChange.Unflagged),
        Flags("user.flagCleared", "user", FlagsChange.Cleared),

        Follow("follow.created", FollowChange.Created),
        Follow("follow.requested", FollowChange.Requested),
        Follow("follow.accepted", FollowChange.Accepted),
        Follow("follow.unfollowed", FollowChange.Unfollowed),
        Follow("follow.requestCanceled", FollowChange.RequestCanceled),
        Follow("follow.requestDeclined", FollowChange.RequestDeclined),
        Follow("follow.followerDeleted", FollowChange.FollowerDeleted),

        new Announcement<CommunityCreated>("community.created", raised => Community(raised.CommunityId), (raised, teller) => Tellers.NewCommunity(teller, raised.CommunityId)),
        new Announcement<CommunityUpdated>("community.updated", raised => Community(raised.CommunityId), (raised, teller) => Tellers.Community(teller, raised.CommunityId)),
        Members("community.joined", MembersChange.Joined),
        Members("community.left", MembersChange.Left),
        Members("community.userAdded", MembersChange.Added),
        Members("community.userRemoved", MembersChange.Removed),
        Members("community.userBanned", MembersChange.Banned),
        Members("community.userUnbanned", MembersChange.Unbanned),
        Members("community.userChanged", MembersChange.Gone),

        // The SDK listens to these two, which the API's description lacks.
        Members("community.roleAdded", MembersChange.RoleAdded),
        Members("community.roleRemoved", MembersChange.RoleRemoved),

        new Announcement<PostCreated>("post.created", raised => Post(raised.PostId), (raised, teller) => Tellers.Post(teller, raised.PostId)),
        new Announcement<PostUpdated>("post.updated", raised => Post(raised.PostId), (raised, teller) => Tellers.Post(teller, raised.PostId)),
        new Announcement<PostDeleted>("post.deleted", raised => Post(raised.PostId), (raised, teller) => Tellers.Post(teller, raised.PostId, raised.Last)),
        Review("post.approved", isApproved: true),
        Review("post.declined", isApproved: false),
        Flags("post.flagged", "post", FlagsChange.Flagged),
        Flags("post.unflagged", "post", FlagsChange.Unflagged),
        Flags("post.flagsCleared", "post", FlagsChange.Cleared),
        Reaction("post.addReaction", "post", isAdded: true),
        Reaction("post.removeReaction", "post", isAdded: false),

        new Announcement<CommentCreated>("comment.created", raised => Comment(raised.CommentId), (raised, teller) => Tellers.Comment(teller, raised.CommentId)),
        new Announcement<CommentUpdated>("comment.updated", raised => Comment(raised.CommentId), (raised, teller) => Tellers.Comment(teller, raised.CommentId)),
        new Announcement<CommentDeleted>("comment.deleted", raised => Comment(raised.CommentId), (raised, teller) => Tellers.Comment(teller, raised.CommentId, raised.Last)),
        Flags("comment.flagged", "comment", FlagsChange.Flagged),
        Flags("comment.unflagged", "comment", FlagsChange.Unflagged),
        Flags("comment.flagsCleared", "comment", FlagsChange.Cleared),
        Reaction("comment.addReaction", "comment", isAdded: true),
        Reaction("comment.removeReaction", "comment", isAdded: false),

        // Beyond the description as well. Votes are not told: clients replace a poll by what they are told of it, and would forget their own vote.
        Poll("poll.updated", isDeleted: false),
        Poll("poll.deleted", isDeleted: true),
    ];

    private static string User(string userId) => $"user {userId}";

    private static string Community(string communityId) => $"community {communityId}";

    private static string Post(string postId) => $"post {postId}";

    private static string Comment(string commentId) => $"comment {commentId}";

    private static Announcement<FollowChanged> Follow(string eventType, FollowChange change) => new(
        eventType,
        raised => $"follow {raised.FromUserId} {raised.ToUserId}",
        (raised, teller) => Tellers.Follow(teller, raised.FromUserId, raised.ToUserId),
        raised => raised.Change == change);

    private static Announcement<CommunityMembersChanged> Members(string eventType, MembersChange change) => new(
        eventType,
        raised => Community(raised.CommunityId),
        (raised, teller) => Tellers.Members(teller, raised.CommunityId, raised.UserIds),
        raised => raised.Change == change);

    private static Announcement<PostReviewed> Review(string eventType, bool isApproved) => new(
        eventType,
        raised => Post(raised.PostId),
        (raised, teller) => Tellers.Post(teller, raised.PostId),
        raised => raised.IsApproved == isApproved);

    private static Announcement<FlagsChanged> Flags(string eventType, string type, FlagsChange change) => new(
        eventType,
        raised => $"{type} {raised.ReferenceId}",
        (raised, teller) => type switch
        {
            "post" => Tellers.Post(teller, raised.ReferenceId),
            "comment" => Tellers.Comment(teller, raised.ReferenceId),
            _ => Tellers.User(teller, raised.ReferenceId),
        },
        raised => raised.ReferenceType == type && raised.Change == change);

    private static Announcement<ReactionChanged> Reaction(string eventType, string type, bool isAdded) => new(
        eventType,
        raised => $"{type} {raised.ReferenceId}",
        (raised, teller) => type == "post" ? Tellers.PostReaction(teller, raised) : Tellers.CommentReaction(teller, raised),
        raised => raised.ReferenceType == type && raised.IsAdded == isAdded);

    private static Announcement<PollEnded> Poll(string eventType, bool isDeleted) => new(
        eventType,
        raised => $"poll {raised.PollId}",
        (raised, teller) => Tellers.Poll(teller, raised.PollId),
        raised => raised.IsDeleted == isDeleted);
}
