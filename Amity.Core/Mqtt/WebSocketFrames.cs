using System.Buffers.Binary;

namespace Amity.Core.Mqtt;

/// <summary>
/// Takes the frames of a WebSocket client apart (RFC 6455, section 5): MQTT is a stream of bytes, so that the borders of frames mean nothing. What
/// was read is unmasked and moved together where it stands. Knows where it is between two reads.
/// </summary>
internal sealed class WebSocketFrames
{
    private const int MostControlBytes = 125;
    private const int MostHeaderBytes = 14;

    private readonly byte[] header = new byte[MostHeaderBytes];
    private readonly byte[] key = new byte[4];
    private byte[]? control;
    private byte[]? answer;
    private int headerBytes;
    private long left;
    private int controlBytes;
    private int mask;
    private byte opcode;

    /// <summary>Whether the client broke the protocol; nothing is read after that.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The client said goodbye.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The answers that the client waits for: whole frames. Empty after a look.</summary>
    public byte[]? TakeAnswer() => Interlocked.Exchange(ref answer, null);

    /// <summary>Leaves at the front of <paramref name="raw"/> the bytes of the stream and answers how many they are.</summary>
    public int Unwrap(Span<byte> raw)
    {
        var (from, to) = (0, 0);
        while (from < raw.Length && !IsBroken && !IsClosed)
        {
            if (left == 0 && !Begin(raw, ref from))
            {
                continue;
            }

            var take = (int)Math.Min(left, raw.Length - from);
            var part = raw.Slice(from, take);
            Unmask(part);
            (from, left) = (from + take, left - take);
            if (opcode >= 8)
            {
                part.CopyTo(control.AsSpan(controlBytes));
                controlBytes += take;
            }
            else
            {
                part.CopyTo(raw[to..]);
                to += take;
            }

            if (left == 0)
            {
                End();
            }
        }

        return to;
    }

    /// <summary>The header of a frame of so many bytes, unmasked as a server's are, at the end of the room. Its length.</summary>
    public static int WriteHeader(Span<byte> room, int payload, byte opcode = 2)
    {
        var first = (byte)(0x80 | opcode);
        if (payload < 126)
        {
            (room[^2], room[^1]) = (first, (byte)payload);
            return 2;
        }

        if (payload <= ushort.MaxValue)
        {
            (room[^4], room[^3]) = (first, 126);
            BinaryPrimitives.WriteUInt16BigEndian(room[^2..], (ushort)payload);
            return 4;
        }

        (room[^10], room[^9]) = (first, 127);
        BinaryPrimitives.WriteUInt64BigEndian(room[^8..], (ulong)payload);
        return 10;
    }

    /// <summary>The longest that <see cref="WriteHeader"/> writes.</summary>
    public const int MostServerHeaderBytes = 10;

    /// <summary>Collects a header; true when the payload of its frame follows.</summary>
    private bool Begin(Span<byte> raw, ref int from)
    {
        header[headerBytes++] = raw[from++];
        if (headerBytes < 2 || headerBytes < HeaderLength())
        {
            return false;
        }

        var (isLast, isMasked) = ((header[0] & 0x80) != 0, (header[1] & 0x80) != 0);
        opcode = (byte)(header[0] & 0x0F);
        left = (header[1] & 0x7F) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(2)),
            var small => small,
        };
        var isControl = opcode >= 8;
        IsBroken = !isMasked || (header[0] & 0x70) != 0 || left < 0 || opcode is not (0 or 2 or 8 or 9 or 10) || (isControl && (!isLast || left > MostControlBytes));
        header.AsSpan(headerBytes - 4, 4).CopyTo(key);
        (headerBytes, mask, controlBytes) = (0, 0, 0);
        if (isControl && !IsBroken)
        {
            control ??= new byte[MostControlBytes];
        }

        if (left == 0 && !IsBroken)
        {
            End();
        }

        return left > 0 && !IsBroken;
    }

    private int HeaderLength() => (header[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 } + ((header[1] & 0x80) != 0 ? 4 : 0);

    private void Unmask(Span<byte> part)
    {
        for (var at = 0; at < part.Length; at++)
        {
            part[at] ^= key[mask++ & 3];
        }

        mask &= 3;
    }

    private void End()
    {
        switch (opcode)
        {
            case 8:
                IsClosed = true;
                Reply(8, control.AsSpan(0, Math.Min(controlBytes, 2)));
                break;
            case 9:
                Reply(10, control.AsSpan(0, controlBytes));
                break;
        }
    }

    private void Reply(byte kind, ReadOnlySpan<byte> payload)
    {
        Span<byte> room = stackalloc byte[MostServerHeaderBytes];
        var used = WriteHeader(room, payload.Length, kind);
        answer = [.. room[^used..], .. payload];
    }
}
