using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Amity.Properties;

/// <summary>
/// How often a property is tried: some hundred cases in <c>dotnet test</c>, twenty times as many with <c>AMITY_DEEP=1</c>. The cases are
/// others each time, unless <c>AMITY_SEED</c> names them.
/// </summary>
internal static class Hold
{
    public static bool Deep => Environment.GetEnvironmentVariable("AMITY_DEEP") == "1";

    public static int Times(int cases) => Deep ? cases * 20 : cases;

    /// <summary>Throws with the shrunk counterexample and its seed unless the property holds for every generated value.</summary>
    public static void For<T>(Gen<T> values, int cases, Action<T> holds) => For(Arb.From(values), cases, holds);

    /// <inheritdoc cref="For{T}(Gen{T}, int, Action{T})"/>
    public static void For<T>(Arbitrary<T> values, int cases, Action<T> holds) =>
        Prop.ForAll(values, holds).Check(Seeded(Config.QuickThrowOnFailure).WithMaxTest(Times(cases)));

    private static Config Seeded(Config config) =>
        ulong.TryParse(Environment.GetEnvironmentVariable("AMITY_SEED"), CultureInfo.InvariantCulture, out var seed) ? config.WithReplay(seed, OddGamma) : config;

    // The generator's second number, which must be odd.
    private const ulong OddGamma = 0x9E3779B97F4A7C15;
}
