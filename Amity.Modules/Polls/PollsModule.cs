namespace Amity.Modules.Polls;

public sealed class PollsModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } = [];
}
