namespace Amity.Core.Mqtt;

/// <summary>
/// Numbers that move when somebody's rights do. Whoever asks the policy notes the number first, and asks again when it has moved by the time that
/// the loop acts on the answer: else a right that ends in between would be used for good, because the loop had nothing to take back yet.
/// </summary>
internal sealed class Revocations
{
    private const int Stripes = 1024;

    private readonly long[] rights = new long[Stripes];
    private long ends;

    /// <summary>Moves when anybody's sessions are ended: before a CONNECT is judged it is not known whose it is.</summary>
    public long Ends => Volatile.Read(ref ends);

    /// <summary>Moves when this member's rights do, and by chance when another's do.</summary>
    public long Of(string member) => Volatile.Read(ref rights[Stripe(member)]);

    public void Ended() => Interlocked.Increment(ref ends);

    public void Changed(string member) => Interlocked.Increment(ref rights[Stripe(member)]);

    /// <summary>Moves those of everybody.</summary>
    public void Changed()
    {
        for (var at = 0; at < Stripes; at++)
        {
            Interlocked.Increment(ref rights[at]);
        }
    }

    private static int Stripe(string member) => (int)((uint)member.GetHashCode() % Stripes);
}
