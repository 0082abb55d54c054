using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Comments;
using Amity.Modules.Posts;

namespace Amity.Modules.Polls;

/// <summary>
/// Who sees a poll and who votes in it: those who may read the post that shows it and may take part there. A poll that no post shows yet
/// stands nowhere, so that no place's rules limit it: it is open to whoever was told its id, which no list gives away.
/// </summary>
internal static class PollAccess
{
    /// <summary>The live poll, or <see cref="ErrorKind.NotFound"/> where the caller may not know of one.</summary>
    public static async Task<PollFacts> Visible(IRead db, Caller caller, string pollId)
    {
        if (await PollFacts.Of(db, pollId) is not { IsDeleted: false } poll)
        {
            throw Refuse.NotFound("Poll");
        }

        var isSeen = poll.PostId is null || poll.UserId == caller.UserId || caller.IsAdministrator || await Post(db, caller, poll) is { IsDeleted: false };
        return isSeen ? poll : throw Refuse.NotFound("Poll");
    }

    /// <summary>
    /// The poll, where the caller may vote: <see cref="ErrorKind.BadRequest"/> for one that has closed. Its creator is bound by the rules of
    /// the post as everybody is; to take a vote back, having left the community is no hindrance.
    /// </summary>
    public static async Task<PollFacts> Votable(IWrite tx, Caller caller, string pollId, bool toTakeBack = false)
    {
        var poll = await Visible(tx, caller, pollId);
        if (poll.PostId is not null)
        {
            if (await Post(tx, caller, poll) is not { IsDeleted: false } post)
            {
                throw Refuse.NotFound("Poll");
            }

            await (toTakeBack ? PostInteraction.Return(tx, caller, post) : PostInteraction.Enter(tx, caller, post));
        }

        return poll.ClosedAt <= tx.Now ? throw Refuse.BadRequest("Poll is closed.") : poll;
    }

    private static async Task<PostFacts?> Post(IRead db, Caller caller, PollFacts poll) =>
        poll.PostId is { } postId ? await PostFacts.Visible(db, caller, postId) : null;
}
