namespace Amity.Tests.Kit;

/// <summary>
/// The test shows of these use cases that somebody with a valid token of the network, but without the right, is refused or sees nothing.
/// The walk over all operations counts on it: <see cref="Http.EveryOperationTests"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(params string[] useCases) : Attribute
{
    public IReadOnlyList<string> UseCases => useCases;
}
