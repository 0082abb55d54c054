using System.Globalization;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Amity.Properties;

/// <summary>
/// How often a property is tried: some hundred or thousand cases in <c>dotnet test</c>, twenty times as many, or as many as it names, with <c>AMITY_DEEP=1</c>, which also
/// prints the figures. <c>AMITY_SEED</c> repeats the cases of an earlier run.
/// </summary>
internal static class Hold
{
    public static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("AMITY_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : (ulong)Random.Shared.NextInt64();

    public static bool Deep => Environment.GetEnvironmentVariable("AMITY_DEEP") == "1";

    /// <summary>Throws with the shrunk counterexample and its seed unless the property holds for every generated value.</summary>
    public static void For<T>(Gen<T> values, int cases, Action<T> holds, int? deep = null, [CallerMemberName] string property = "") =>
        For(Arb.From(values), cases, holds, deep, property);

    /// <inheritdoc cref="For{T}(Gen{T}, int, Action{T}, int?, string)"/>
    public static void For<T>(Arbitrary<T> values, int cases, Action<T> holds, int? deep = null, [CallerMemberName] string property = "")
    {
        var times = Deep ? deep ?? cases * 20 : cases;
        var start = new Replay(new Rnd(Seed), FSharpOption<int>.None);
        Prop.ForAll(values, holds).Check(
            Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(start).WithQuietOnSuccess(true).WithName($"{property}, AMITY_SEED={Seed}"));
        if (Deep)
        {
            Console.WriteLine($"{property}: {times} cases, AMITY_SEED={Seed}");
        }
    }
}
