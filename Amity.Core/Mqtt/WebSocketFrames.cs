using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Amity.Core.Mqtt;

/// <summary>
/// Takes the frames of a WebSocket client apart (RFC 6455, section 5): MQTT is a stream of bytes, so that the borders of frames mean nothing. What
/// was read is unmasked and moved together where it stands. Knows where it is between two reads.
/// </summary>
internal sealed class WebSocketFrames
{
    /// <summary>The longest that <see cref="WriteHeader"/> writes.</summary>
    public const int MostServerHeaderBytes = 10;

    public const ushort NormalClosure = 1000, ProtocolError = 1002, NotBinary = 1003;

    private const int MostControlBytes = 125;
    private const int MostHeaderBytes = 14;
    private const byte Continuation = 0, Binary = 2, Closing = 8, Ping = 9, Pong = 10;

    private readonly byte[] header = new byte[MostHeaderBytes];
    private byte[]? control;
    private byte[]? answer;
    private int headerBytes;
    private long left;
    private int controlBytes;
    private uint key;
    private byte opcode;
    private bool isMidMessage;

    /// <summary>Nothing is read any more: the client said goodbye, or broke the protocol.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How the client broke the protocol; null while it has not.</summary>
    public string? Fault { get; private set; }

    /// <summary>The latest answer that the client waits for: whole frames. Empty after a look.</summary>
    public byte[]? TakeAnswer() => Interlocked.Exchange(ref answer, null);

    /// <summary>Leaves at the front of <paramref name="raw"/> the bytes of the stream and answers how many they are.</summary>
    public int Unwrap(Span<byte> raw)
    {
        var (from, to) = (0, 0);
        while (from < raw.Length && !IsOver)
        {
            if (left == 0 && !Begin(raw, ref from))
            {
                continue;
            }

            var take = (int)Math.Min(left, raw.Length - from);
            var part = raw.Slice(from, take);
            Unmask(part);
            (from, left) = (from + take, left - take);
            if (opcode >= Closing)
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
    public static int WriteHeader(Span<byte> room, int payload, byte opcode = Binary)
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

    /// <summary>A whole frame that ends the WebSocket, section 7.4.</summary>
    public static byte[] Close(ushort code) => Frame(Closing, [(byte)(code >> 8), (byte)code]);

    /// <summary>Collects a header; true when the payload of its frame follows.</summary>
    private bool Begin(Span<byte> raw, ref int from)
    {
        header[headerBytes++] = raw[from++];
        if (headerBytes < 2 || headerBytes < HeaderLength())
        {
            return false;
        }

        opcode = (byte)(header[0] & 0x0F);
        var size = header[1] & 0x7F;
        left = size switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(2)),
            _ => size,
        };
        var end = headerBytes;
        (headerBytes, controlBytes) = (0, 0);
        if (Wrong() is { } fault)
        {
            (Fault, IsOver, left) = (fault, true, 0);
            answer = Close(opcode == 1 ? NotBinary : ProtocolError);
            return false;
        }

        key = MemoryMarshal.Read<uint>(header.AsSpan(end - sizeof(uint)));
        if (opcode >= Closing)
        {
            control ??= new byte[MostControlBytes];
        }
        else
        {
            isMidMessage = (header[0] & 0x80) == 0;
        }

        if (left == 0)
        {
            End();
        }

        return left > 0;
    }

    /// <summary>What is wrong with the header that has been read.</summary>
    private string? Wrong()
    {
        var isLast = (header[0] & 0x80) != 0;
        return opcode switch
        {
            _ when (header[1] & 0x80) == 0 => "a WebSocket frame without a mask",
            _ when (header[0] & 0x70) != 0 => "a WebSocket frame with reserved bits",
            _ when left < 0 => "a WebSocket frame without an end",
            1 => "a WebSocket frame of text",
            Continuation when !isMidMessage => "a WebSocket frame that continues none",
            Binary when isMidMessage => "a WebSocket message inside another",
            Continuation or Binary => null,
            Closing or Ping or Pong when isLast && left <= MostControlBytes => null,
            _ => "a WebSocket frame of no known kind",
        };
    }

    private int HeaderLength() => (header[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 } + ((header[1] & 0x80) != 0 ? sizeof(uint) : 0);

    /// <summary>The key goes on where it stopped: it is turned by as many bytes as were unmasked.</summary>
    private void Unmask(Span<byte> part)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(part);
        var wide = ((ulong)key << 32) | key;
        foreach (ref var word in words)
        {
            word ^= wide;
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        MemoryMarshal.Write(bytes, key);
        var rest = part[(words.Length * sizeof(ulong))..];
        for (var at = 0; at < rest.Length; at++)
        {
            rest[at] ^= bytes[at & 3];
        }

        Span<byte> turned = [bytes[part.Length & 3], bytes[(part.Length + 1) & 3], bytes[(part.Length + 2) & 3], bytes[(part.Length + 3) & 3]];
        key = MemoryMarshal.Read<uint>(turned);
    }

    private void End()
    {
        switch (opcode)
        {
            case Closing:
                IsOver = true;
                answer = Frame(Closing, control.AsSpan(0, controlBytes >= 2 ? 2 : 0));
                break;
            case Ping:
                answer = Frame(Pong, control.AsSpan(0, controlBytes));
                break;
        }
    }

    private static byte[] Frame(byte kind, ReadOnlySpan<byte> payload)
    {
        Span<byte> room = stackalloc byte[MostServerHeaderBytes];
        var used = WriteHeader(room, payload.Length, kind);
        return [.. room[^used..], .. payload];
    }
}
