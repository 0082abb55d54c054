using Amity.Modules.Realtime;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Tests.Realtime;

/// <summary>The realtime events of the public API's description, each of which is told, or waits for a feature that does not exist yet.</summary>
public sealed class EventWalkTests(ITestOutputHelper output)
{
    private const string Described = """
        channel.banned channel.created channel.deleted channel.joined channel.left channel.membersAdded channel.membersRemoved channel.unbanned
        channel.updated
        comment.addReaction comment.created comment.deleted comment.flagged comment.flagsCleared comment.removeReaction comment.unflagged
        comment.updated
        community.created community.deleted community.joined community.left community.updated community.userAdded community.userBanned
        community.userChanged community.userRemoved community.userUnbanned
        follow.accepted follow.created follow.followerDeleted follow.requestCanceled follow.requestDeclined follow.requested follow.unfollowed
        marker.feed-updated marker.marked-message marker.user-sync marker.userFeed-updated
        message-feed.created message-feed.deleted message-feed.updated
        message.addReaction message.created message.deleted message.flagCleared message.flagged message.reactionAdded message.reactionRemoved
        message.unflagged message.updated
        post.addReaction post.approved post.created post.declined post.deleted post.flagged post.flagsCleared post.removeReaction post.unflagged
        post.updated
        story.created story.deleted story.reactionAdded story.reactionRemoved
        user.deleted user.didGlobalBan user.flagCleared user.flagged user.unflagged user.updated
        """;

    /// <summary>What begins so waits for channels and their messages, and for stories.</summary>
    private static readonly string[] Waiting = ["channel.", "message.", "message-feed.", "marker.", "story."];

    /// <summary>What the SDK listens to, although the description lacks it.</summary>
    private static readonly string[] Beyond = ["community.roleAdded", "community.roleRemoved", "poll.updated", "poll.deleted"];

    [Fact]
    public void every_event_of_the_description_is_told_or_waits_for_its_feature()
    {
        var described = Described.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var told = Announcements.All.Select(announcement => announcement.EventType).Concat(Announcements.ToldAtOnce).ToList();
        var waiting = described.Where(name => Waiting.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList();

        Assert.Equal(70, described.Distinct().Count());
        Assert.Equal(told.Distinct(), told);
        Assert.Empty(described.Except(waiting).Except(told));
        Assert.Empty(told.Intersect(waiting));
        Assert.Equal(Beyond.Order(StringComparer.Ordinal), told.Except(described).Order(StringComparer.Ordinal));
        output.WriteLine($"{described.Length} events described, {described.Length - waiting.Count} told, {waiting.Count} wait; {Beyond.Length} beyond the description");
    }
}
