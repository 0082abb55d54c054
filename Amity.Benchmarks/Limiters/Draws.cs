namespace Amity.Benchmarks.Limiters;

/// <summary>Which user makes the next call: drawn before the clock runs, the same for every contender.</summary>
internal static class Draws
{
    private const int Count = 1 << 20;

    public static int[] Uniform(int users)
    {
        var chance = new Random(users);
        return [.. Enumerable.Range(0, Count).Select(_ => chance.Next(users))];
    }

    /// <summary>The user of rank r makes 1/r as many calls as the first; ranks are spread over the users.</summary>
    public static int[] Zipf(int users)
    {
        var chance = new Random(users);
        var upTo = new double[users];
        var sum = 0.0;
        for (var rank = 0; rank < users; rank++)
        {
            upTo[rank] = sum += 1.0 / (rank + 1);
        }

        var who = Enumerable.Range(0, users).ToArray();
        chance.Shuffle(who);
        return [.. Enumerable.Range(0, Count).Select(_ => who[Math.Min(users - 1, Rank(chance.NextDouble() * sum))])];

        int Rank(double at) => Array.BinarySearch(upTo, at) is var found && found >= 0 ? found : ~found;
    }
}
