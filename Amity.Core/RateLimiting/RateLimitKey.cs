using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Amity.Core.RateLimiting;

/// <summary>Whose calls are counted together: those of a user to one operation of a network.</summary>
/// <param name="Network">Its number; below <see cref="MostNetworks"/>.</param>
/// <param name="Operation">Its number; below <see cref="MostOperations"/>. Who counts all of them together gives the same for all.</param>
/// <param name="UserId">Compared ordinally.</param>
public readonly record struct RateLimitKey(int Network, int Operation, string UserId)
{
    public const int MostNetworks = 1 << 20;
    public const int MostOperations = 1 << 12;

    private static readonly ulong FirstSecret = Secret();
    private static readonly ulong SecondSecret = Secret();

    internal uint Lane => LaneOf(Network, Operation);

    internal static uint LaneOf(int network, int operation) => (uint)network * MostOperations | (uint)operation;

    /// <summary>
    /// Of the user. Two secrets of this process go into it, so that nobody can choose ids that meet in one place; which user a window
    /// belongs to is decided by the id itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint HashOf(string userId)
    {
        ref var text = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(userId.AsSpan()));
        var bytes = userId.Length * sizeof(char);
        var hash = FirstSecret ^ (ulong)bytes;
        if (bytes > 16)
        {
            for (var at = 0; at < bytes - 16; at += 16)
            {
                hash = Fold(Word(ref text, at) ^ hash, Word(ref text, at + 8) ^ SecondSecret);
            }
        }

        hash = bytes switch
        {
            >= 16 => Fold(Word(ref text, bytes - 16) ^ hash, Word(ref text, bytes - 8) ^ SecondSecret),
            >= 8 => Fold(Word(ref text, 0) ^ hash, Word(ref text, bytes - 8) ^ SecondSecret),
            >= 4 => Fold(Half(ref text, 0) ^ hash, Half(ref text, bytes - 4) ^ SecondSecret),
            _ => Fold((bytes == 0 ? 0ul : userId[0]) ^ hash, SecondSecret),
        };
        return (uint)(hash ^ hash >> 32);
    }

    internal static uint HashOf(uint user, uint lane) => (uint)((user ^ (ulong)lane << 32) * 0x9E37_79B9_7F4A_7C15 >> 32);

    private static ulong Secret() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static ulong Fold(ulong one, ulong other) => Math.BigMul(one, other, out var low) ^ low;

    private static ulong Word(ref byte text, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref text, at));

    private static ulong Half(ref byte text, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref text, at));
}
