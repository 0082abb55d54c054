namespace Amity.Core.RateLimiting;

/// <summary>Whose calls are counted together: those of a user to one operation of a network.</summary>
/// <param name="Network">Its number; below <see cref="MostNetworks"/>.</param>
/// <param name="Operation">Its number; below <see cref="MostOperations"/>. Who counts all of them together gives the same for all.</param>
/// <param name="UserId">Compared ordinally.</param>
public readonly record struct RateLimitKey(int Network, int Operation, string UserId)
{
    public const int MostNetworks = 1 << 20;
    public const int MostOperations = 1 << 12;

    internal uint Lane => LaneOf(Network, Operation);

    internal static uint LaneOf(int network, int operation) => (uint)network * MostOperations | (uint)operation;

    /// <summary>Randomised in each process: nobody can choose ids that meet in one place.</summary>
    internal static uint HashOf(string userId) => (uint)userId.GetHashCode();

    internal static uint HashOf(uint user, uint lane) => (uint)((user ^ (ulong)lane << 32) * 0x9E37_79B9_7F4A_7C15 >> 32);
}
