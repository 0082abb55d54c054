using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Amity.Core.Paging;

/// <summary>
/// A place between two rows of a list. <see cref="Instant"/> is the moment a ranked list was scored at (milliseconds since 1970 UTC), so
/// that its later pages score alike. Inclusive means that the row which stands exactly here belongs to the page that begins here.
/// </summary>
public sealed record PageCursor(PageKey Key, long? Instant = null, bool Inclusive = false)
{
    private const int MacBytes = 8;
    private const byte Whole = 1, Fraction = 2, Chars = 3, KindMask = 0x0F, HasInstant = 0x10, IsInclusive = 0x20;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// The cursor as one base64url text: a byte of flags, the instant, the key, the id, and a truncated HMAC-SHA256 over the list's
    /// scope and these. Throws <see cref="ArgumentException"/> for a key that breaks <see cref="PageKey.MaxBytes"/> or is not Unicode.
    /// </summary>
    internal string Seal(byte[] macKey, ReadOnlySpan<byte> scope)
    {
        var id = Strict.GetBytes(Key.Id);
        var text = Key.Value is string chars ? Strict.GetBytes(chars) : [];
        if (id.Length + text.Length > PageKey.MaxBytes || text.Length > byte.MaxValue)
        {
            throw new ArgumentException($"A page key of {text.Length} bytes and an id of {id.Length} do not fit into a page token.");
        }

        var plain = new ArrayBufferWriter<byte>(32 + text.Length + id.Length);
        var flags = (Instant is null ? 0 : HasInstant) | (Inclusive ? IsInclusive : 0);
        switch (Key.Value)
        {
            case long whole:
                Write(plain, (byte)(flags | Whole));
                WriteNumber(plain, Instant);
                WriteNumber(plain, whole);
                break;
            case double fraction:
                Write(plain, (byte)(flags | Fraction));
                WriteNumber(plain, Instant);
                WriteNumber(plain, BitConverter.DoubleToInt64Bits(fraction));
                break;
            default:
                Write(plain, (byte)(flags | Chars));
                WriteNumber(plain, Instant);
                Write(plain, (byte)text.Length);
                plain.Write(text);
                break;
        }

        plain.Write(id);
        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(macKey, scope, plain.WrittenSpan, mac);
        plain.Write(mac);
        return Base64Url.EncodeToString(plain.WrittenSpan);
    }

    /// <summary>The cursor of <see cref="Seal"/>, or null for any text that was not sealed with this key for this scope.</summary>
    internal static PageCursor? Open(string? sealedText, byte[] macKey, ReadOnlySpan<byte> scope)
    {
        if (sealedText is null || !TryDecode(sealedText, out var bytes) || bytes.Length < 1 + MacBytes)
        {
            return null;
        }

        var plain = bytes.AsSpan(0, bytes.Length - MacBytes);
        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(macKey, scope, plain, mac);

        // What carries the right MAC was written by Seal, so the reads below cannot run over its end.
        return CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(plain.Length)) ? Read(plain) : null;
    }

    private static PageCursor Read(ReadOnlySpan<byte> plain)
    {
        var flags = plain[0];
        plain = plain[1..];
        long? instant = (flags & HasInstant) != 0 ? ReadNumber(ref plain) : null;
        PageKey key;
        switch (flags & KindMask)
        {
            case Whole:
                var whole = ReadNumber(ref plain);
                key = (whole, Strict.GetString(plain));
                break;
            case Fraction:
                var fraction = BitConverter.Int64BitsToDouble(ReadNumber(ref plain));
                key = (fraction, Strict.GetString(plain));
                break;
            default:
                var length = plain[0];
                key = (Strict.GetString(plain.Slice(1, length)), Strict.GetString(plain[(1 + length)..]));
                break;
        }

        return new PageCursor(key, instant, (flags & IsInclusive) != 0);
    }

    // Decoders overlook the unused bits of the last character; encoding again tells whether the text is the one that was issued.
    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(text))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text;
    }

    private static void Mac(byte[] macKey, ReadOnlySpan<byte> scope, ReadOnlySpan<byte> plain, Span<byte> mac)
    {
        var message = new byte[scope.Length + plain.Length];
        scope.CopyTo(message);
        plain.CopyTo(message.AsSpan(scope.Length));
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(macKey, message, whole);
        whole[..MacBytes].CopyTo(mac);
    }

    private static void Write(ArrayBufferWriter<byte> to, byte value) => to.Write([value]);

    private static void WriteNumber(ArrayBufferWriter<byte> to, long? value)
    {
        if (value is { } number)
        {
            BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(sizeof(long)), number);
            to.Advance(sizeof(long));
        }
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> from)
    {
        var number = BinaryPrimitives.ReadInt64BigEndian(from);
        from = from[sizeof(long)..];
        return number;
    }
}
