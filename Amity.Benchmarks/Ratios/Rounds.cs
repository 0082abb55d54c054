namespace Amity.Benchmarks.Ratios;

/// <summary>
/// Runs contenders side by side: each of them once a round, another one first each time, so that whatever else the machine does falls on
/// all of them alike. A round before the first warms up and does not count.
/// </summary>
internal static class Rounds
{
    /// <summary>What each contender measured, in the order of the rounds.</summary>
    public static async Task<IReadOnlyList<T>[]> Of<T>(int rounds, params Func<Task<T>>[] contenders)
    {
        var results = Array.ConvertAll(contenders, _ => new List<T>());
        for (var round = 0; round <= rounds; round++)
        {
            for (var turn = 0; turn < contenders.Length; turn++)
            {
                var who = (round + turn) % contenders.Length;
                var result = await contenders[who]();
                if (round > 0)
                {
                    results[who].Add(result);
                }
            }
        }

        return results;
    }
}
