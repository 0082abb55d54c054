namespace Amity.Core.Mqtt;

/// <summary>
/// What is due some day, on a ring of half seconds: passing time costs what is due and not what waits. What lies beyond the ring comes up a few
/// times before. Touched by its loop alone.
/// </summary>
internal sealed class Deadlines<T>(long now)
{
    public const long Step = 500;

    /// <summary>A minute: so long, at most, does it hold what is over already.</summary>
    private const int Slots = 120;

    private readonly List<T>[] slots = [.. Enumerable.Range(0, Slots).Select(_ => new List<T>())];
    private long passed = now / Step;

    /// <param name="what">What comes up.</param>
    /// <param name="due">Not before then, but for what lies beyond the ring.</param>
    public void Add(T what, long due)
    {
        var step = Math.Clamp((due / Step) + 1, passed + 1, passed + Slots - 1);
        slots[step % Slots].Add(what);
    }

    /// <summary>Brings up what has become due. The answer is when it is due again, or null for never.</summary>
    public void Pass(long now, Func<T, long?> judge)
    {
        while (passed < now / Step)
        {
            var slot = slots[++passed % Slots];
            if (slot.Count == 0)
            {
                continue;
            }

            var due = slot.ToArray();
            slot.Clear();
            foreach (var what in due)
            {
                if (judge(what) is { } again)
                {
                    Add(what, again);
                }
            }
        }
    }
}
