using FsCheck;
using FsCheck.Fluent;

namespace Amity.Properties.Histories;

/// <summary>What somebody of the cast does.</summary>
internal enum Verb
{
    Follow,
    Unfollow,
    AcceptFollower,
    RemoveFollower,
    Block,
    Unblock,
    CreatePublicCommunity,
    CreatePrivateCommunity,
    CreateReviewedCommunity,
    Join,
    Leave,
    AddMembers,
    RemoveMembers,
    Ban,
    Unban,
    Promote,
    Demote,
    DeleteCommunity,
    PostOnWall,
    PostInCommunity,
    AskInCommunity,
    Approve,
    Decline,
    EditPost,
    DeletePost,
    ErasePost,
    Vote,
    TakeVoteBack,
    ClosePoll,
    Comment,
    Reply,
    EditComment,
    DeleteComment,
    ReactToPost,
    UnreactToPost,
    ReactToComment,
    UnreactToComment,

    // Of an administrator.
    BanUser,
    UnbanUser,
    DeleteUser,
}

/// <summary>
/// One call. <see cref="Which"/> picks what it is done to: of the things that there are the newest for 0, an older one for more.
/// <see cref="Whom"/> picks another user, or a name of a reaction.
/// </summary>
internal sealed record Step(Verb Verb, int Who, int Which, int Whom)
{
    public override string ToString() => $"{Verb} {Who}/{Which}/{Whom}";
}

/// <summary>
/// Calls that are made one after another, in groups whose calls are made at the same time. <paramref name="AsksToFollow"/>: in a network
/// where following somebody waits for their consent.
/// </summary>
internal sealed record History(bool AsksToFollow, Step[][] Groups)
{
    public const int Cast = 6;

    public static readonly string[] Reactions = ["like", "Like", "love"];

    // What others need before they can do anything comes often, what ends it seldom.
    private static readonly Gen<Step> AnyStep =
        from verb in Gen.Frequency(
            (2, Gen.Constant(Verb.PostOnWall)),
            (3, Gen.Elements(Verb.PostInCommunity, Verb.PostInCommunity, Verb.AskInCommunity)),
            (4, Gen.Elements(Verb.CreatePublicCommunity, Verb.CreateReviewedCommunity, Verb.Join, Verb.Join, Verb.AddMembers, Verb.Promote)),
            (3, Gen.Elements(Verb.Follow, Verb.AcceptFollower, Verb.Vote, Verb.Approve)),
            (5, Gen.Elements(Verb.Comment, Verb.Reply, Verb.ReactToPost, Verb.ReactToComment)),
            (1, Gen.Elements(Verb.Block, Verb.Unblock)),
            (8, Gen.Elements(Enum.GetValues<Verb>().Where(verb => verb != Verb.DeleteUser))))
        from who in Gen.Choose(0, Cast - 1)
        from which in Gen.Choose(0, 6)
        from whom in Gen.Choose(0, Cast - 1)
        select new Step(verb, who, which, whom);

    // With each of its flags. What it takes away goes step by step, so that nobody does anything meanwhile.
    private static readonly Gen<Step> Deletion =
        from which in Gen.Choose(0, 3)
        from whom in Gen.Choose(0, Cast - 1)
        select new Step(Verb.DeleteUser, 0, which, whom);

    private static readonly Gen<Step[]> AnyGroup = Gen.Frequency(
        (50, AnyStep.ArrayOf(1)),
        (10, AnyStep.ArrayOf(2)),
        (10, AnyStep.ArrayOf(3)),

        // The same call by many: what only one of them may count.
        (10, AnyStep.Select(step => new[] { step, step, step })),
        (2, Deletion.ArrayOf(1)),
        (1, Deletion.Select(step => new[] { step, step, step })));

    public static readonly Arbitrary<History> Any = Arb.From(
        Gen.Elements(false, true).SelectMany(asks => AnyGroup.ArrayOf().Select(groups => new History(asks, groups))),
        history => history.Shorter());

    public override string ToString() => (AsksToFollow ? "asking to follow: " : "") + string.Join("; ", Groups.Select(group => string.Join(" | ", group.AsEnumerable())));

    private IEnumerable<History> Shorter()
    {
        for (var length = Groups.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= Groups.Length; start += length)
            {
                yield return new History(AsksToFollow, [.. Groups[..start], .. Groups[(start + length)..]]);
            }
        }

        for (var at = 0; at < Groups.Length; at++)
        {
            if (Groups[at].Length > 1)
            {
                yield return new History(AsksToFollow, [.. Groups[..at], Groups[at][1..], .. Groups[(at + 1)..]]);
            }
        }
    }
}
