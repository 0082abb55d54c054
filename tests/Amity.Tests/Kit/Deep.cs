using System.Globalization;
using Xunit.Abstractions;

namespace Amity.Tests.Kit;

/// <summary>
/// What depends on chance is tried a few times in <c>dotnet test</c> and many times with <c>AMITY_DEEP=1</c>. <c>AMITY_SEED</c> repeats a
/// run's choices; what the machine makes of them is its own.
/// </summary>
internal static class Deep
{
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("AMITY_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : (ulong)Random.Shared.Next();

    /// <summary>Makes the choices of one test.</summary>
    public static Random Chance() => new(Seed.GetHashCode());

    private static bool IsOn => Environment.GetEnvironmentVariable("AMITY_DEEP") == "1";

    public static int Times(int usually, int deep) => IsOn ? deep : usually;

    /// <summary>A line of figures with the seed, for whoever reads the output of the run.</summary>
    public static void Say(ITestOutputHelper output, string figures)
    {
        var line = $"{figures}, AMITY_SEED={Seed}";
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}
