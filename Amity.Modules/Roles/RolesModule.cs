namespace Amity.Modules.Roles;

public sealed class RolesModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } = [];
}
