using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amity.Core.Identity;

namespace Amity.Modules.Sessions;

/// <summary>
/// Proof by the application's own server that a person is a user: 43 characters of base64url that hold an expiry (6 bytes,
/// milliseconds), a nonce (10 bytes) and a MAC over both, the network and the user id (16 bytes). It fits one user and lives ten minutes.
/// Nothing is stored; a token may be used more than once in its lifetime.
/// </summary>
internal static class AuthenticationToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int ExpiryBytes = 6;
    private const int SealedBytes = 16;
    private const int Bytes = 32;

    public static string Issue(Network network, string userId, DateTimeOffset now)
    {
        Span<byte> token = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(token[ExpiryBytes..SealedBytes]);
        Span<byte> expiry = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(expiry, (now + Lifetime).ToUnixTimeMilliseconds());
        expiry[2..].CopyTo(token);
        Mac(network, userId, token[..SealedBytes], token[SealedBytes..]);
        return Base64Url.EncodeToString(token);
    }

    public static bool Fits(string text, Network network, string userId, DateTimeOffset now)
    {
        Span<byte> token = stackalloc byte[Bytes];
        if (text.Length != 43 || Base64Url.DecodeFromChars(text, token, out _, out var length) != OperationStatus.Done || length != Bytes)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[Bytes - SealedBytes];
        Mac(network, userId, token[..SealedBytes], mac);
        Span<byte> expiry = stackalloc byte[8];
        expiry.Clear();
        token[..ExpiryBytes].CopyTo(expiry[2..]);
        return CryptographicOperations.FixedTimeEquals(mac, token[SealedBytes..])
            && now.ToUnixTimeMilliseconds() <= BinaryPrimitives.ReadInt64BigEndian(expiry);
    }

    private static void Mac(Network network, string userId, ReadOnlySpan<byte> head, Span<byte> mac)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, network.SigningKey);
        hash.AppendData("authentication"u8);
        hash.AppendData(Encoding.UTF8.GetBytes(network.Id));
        hash.AppendData([0]);
        hash.AppendData(Encoding.UTF8.GetBytes(userId));
        hash.AppendData([0]);
        hash.AppendData(head);
        Span<byte> full = stackalloc byte[32];
        hash.GetHashAndReset(full);
        full[..mac.Length].CopyTo(mac);
    }
}
