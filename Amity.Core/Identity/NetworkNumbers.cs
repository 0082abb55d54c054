using Amity.Core.RateLimiting;

namespace Amity.Core.Identity;

/// <summary>
/// Small numbers for the networks that this process has open. A number that was given back is given out again, but not soon: what is
/// remembered by it, the windows of the rate limit, is forgotten by then.
/// </summary>
/// <param name="most">How many there are.</param>
/// <param name="clock">Milliseconds that only go on.</param>
internal sealed class NetworkNumbers(int most, Func<long> clock)
{
    /// <summary>How long a number rests.</summary>
    public const int RestMilliseconds = 60_000;

    public static readonly NetworkNumbers Shared = new(RateLimitKey.MostNetworks, () => Environment.TickCount64);

    private readonly Lock gate = new();
    private readonly Queue<(int Number, long Since)> resting = new();
    private int next;

    public int Take()
    {
        lock (gate)
        {
            if (resting.TryPeek(out var oldest) && clock() - oldest.Since >= RestMilliseconds)
            {
                return resting.Dequeue().Number;
            }

            return ++next < most ? next : throw new InvalidOperationException("There are too many networks to number.");
        }
    }

    public void GiveBack(int number)
    {
        lock (gate)
        {
            resting.Enqueue((number, clock()));
        }
    }
}
