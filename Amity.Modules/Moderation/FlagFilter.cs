using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Amity.Core.Json;

namespace Amity.Modules.Moderation;

/// <summary>
/// The <c>hashFlag</c> of the API: a Bloom filter over the public ids of those who flagged, by which a client may tell without a call that
/// its user did not. <c>{ bits, hashes, hash }</c>: the size of the filter in bits, the number of bits that each user sets, and the filter
/// in base64, bit n being bit n mod 8 of byte n / 8, the lowest first.
/// <para>
/// No source publishes the hash function, so this is ours. Of the SHA-256 of the id in UTF-8 the first four bytes are <c>a</c> and the
/// next four <c>b</c>, both read as little-endian; <c>b</c> is made odd by setting its lowest bit. A user sets the bits
/// <c>(a + i * b) mod bits</c> for <c>i</c> from 0 below <c>hashes</c>, computed without overflow. Ten bits a user and seven hashes let
/// about one stranger in a hundred pass for someone who flagged; nobody who flagged is ever missed.
/// </para>
/// </summary>
internal static class FlagFilter
{
    private const int BitsPerUser = 10;
    private const int Hashes = 7;

    /// <summary>The filter that holds everybody: it says of no one that they did not flag.</summary>
    public static readonly RawJson Everybody = Json([255, 255, 255, 255, 255, 255, 255, 255]);

    /// <summary>The filter that holds these users.</summary>
    public static RawJson Of(IReadOnlyCollection<string> userIds)
    {
        var field = new byte[((userIds.Count * BitsPerUser) + 63) / 64 * 8];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var userId in userIds)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(userId), digest);
            ulong first = BinaryPrimitives.ReadUInt32LittleEndian(digest);
            ulong step = BinaryPrimitives.ReadUInt32LittleEndian(digest[4..]) | 1;
            for (var i = 0ul; i < Hashes; i++)
            {
                var bit = (int)((first + (i * step)) % ((ulong)field.Length * 8));
                field[bit / 8] |= (byte)(1 << (bit % 8));
            }
        }

        return Json(field);
    }

    private static RawJson Json(byte[] field) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"bits":{{field.Length * 8}},"hashes":{{Hashes}},"hash":"{{Convert.ToBase64String(field)}}"}"""));
}
