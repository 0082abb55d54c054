using System.Buffers.Binary;
using System.Text;

namespace Amity.Core.Mqtt;

/// <summary>
/// Reads the fields of one packet in their order. What is not there, or not as the standard has it, reads as empty and shows in
/// <see cref="IsThrough"/>, so that a packet is read without a check after every field.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> body)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = body;
    private bool isWrong;

    /// <summary>Whether every field was right and none is left.</summary>
    public readonly bool IsThrough => !isWrong && rest.IsEmpty;

    public readonly bool HasMore => !isWrong && !rest.IsEmpty;

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public ushort Number() => Take(2) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    /// <summary>Section 2.3.1: never 0.</summary>
    public ushort PacketId()
    {
        var id = Number();
        isWrong |= id == 0;
        return id;
    }

    /// <summary>Section 1.5.3: well-formed UTF-8 without a NUL.</summary>
    public string Text()
    {
        var bytes = Take(Number());
        if (bytes.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(bytes))
        {
            isWrong = true;
            return "";
        }

        return Strict.GetString(bytes);
    }

    /// <summary>As many as the number before them says.</summary>
    public byte[] Bytes() => Take(Number()).ToArray();

    /// <summary>All that is left.</summary>
    public byte[] Rest()
    {
        var all = rest.ToArray();
        rest = default;
        return all;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (isWrong || count > rest.Length)
        {
            isWrong = true;
            return default;
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
