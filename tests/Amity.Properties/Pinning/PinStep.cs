using FsCheck;
using FsCheck.Fluent;

namespace Amity.Properties.Pinning;

/// <summary>What happens to posts, pins and the two communities that have them.</summary>
internal enum Act
{
    Write,
    Approve,
    Decline,
    Delete,
    Erase,
    Pin,
    Unpin,
    Clear,
    PinGlobally,
    UnpinGlobally,
    ClearGlobally,
    Hide,
    Open,
    Close,
    Ban,
    Unban,
    Join,
    AllowGlobally,
}

/// <summary>Who calls: the moderator of both communities, who was their member at first, who never was, and an administrator.</summary>
internal enum Role
{
    Moderator,
    Member,
    Outsider,
    Administrator,
}

/// <summary>
/// One call. <see cref="Which"/> picks the post, the newest for 0; <see cref="Place"/> picks one of the two communities, of which the second
/// reviews posts, and a placement. Acts without a post or a place take what they need from the same numbers.
/// </summary>
internal sealed record PinStep(Act Act, Role Who, int Which, int Place)
{
    // Mostly by who may, and often enough what fills the boards. What ends a community comes seldom.
    private static readonly Gen<PinStep> Any =
        from act in Gen.Frequency(
            (6, Gen.Constant(Act.Write)),
            (6, Gen.Constant(Act.Pin)),
            (4, Gen.Constant(Act.PinGlobally)),
            (2, Gen.Elements(Act.Approve, Act.Unpin, Act.Delete, Act.Erase)),
            (5, Gen.Elements(Enum.GetValues<Act>().Except([Act.Close]).ToArray())),
            (1, Gen.Elements(Act.Close, Act.Open, Act.Open)))
        from who in Gen.Frequency(
            (4, Gen.Constant(act is Act.PinGlobally or Act.UnpinGlobally or Act.ClearGlobally ? Role.Administrator : Role.Moderator)),
            (2, Gen.Elements(Enum.GetValues<Role>())))
        from which in Gen.Choose(0, 4)
        from place in Gen.Choose(0, 3)
        select new PinStep(act, who, which, place);

    public static readonly Arbitrary<PinStep[]> Many = Arb.From(Any.ArrayOf(), Shorter);

    public override string ToString() => $"{Act} {Who}/{Which}/{Place}";

    private static IEnumerable<PinStep[]> Shorter(PinStep[] steps)
    {
        for (var length = steps.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= steps.Length; start += length)
            {
                yield return [.. steps[..start], .. steps[(start + length)..]];
            }
        }
    }
}
