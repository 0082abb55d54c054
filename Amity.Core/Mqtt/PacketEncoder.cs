using System.Buffers.Binary;

namespace Amity.Core.Mqtt;

/// <summary>The packets that a server sends but for messages, which are <see cref="Message"/>'s: their receivers share them.</summary>
internal static class PacketEncoder
{
    public const byte SubAckRefused = 0x80;

    private const int LongestHeader = 5;
    private static readonly byte[] Pong = [0xD0, 0];

    public static byte[] ConnAck(bool sessionPresent, ConnectReturn code) => [0x20, 2, sessionPresent ? (byte)1 : (byte)0, (byte)code];

    public static byte[] PubAck(ushort packetId) => Answer(0x40, packetId);

    public static byte[] PubRec(ushort packetId) => Answer(0x50, packetId);

    public static byte[] PubRel(ushort packetId) => Answer(0x62, packetId);

    public static byte[] PubComp(ushort packetId) => Answer(0x70, packetId);

    public static byte[] UnsubAck(ushort packetId) => Answer(0xB0, packetId);

    public static byte[] PingResp() => Pong;

    /// <summary>Section 3.9: for each filter of the SUBSCRIBE, in its order, the quality that is granted, or <see cref="SubAckRefused"/>.</summary>
    public static byte[] SubAck(ushort packetId, ReadOnlySpan<byte> codes)
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        var used = Header(header, 0x90, 2 + codes.Length);
        var packet = new byte[used + 2 + codes.Length];
        header[..used].CopyTo(packet);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(used), packetId);
        codes.CopyTo(packet.AsSpan(used + 2));
        return packet;
    }

    /// <summary>Section 2.2: writes the fixed header of a packet with so many bytes behind it, and answers how many it takes, five at most.</summary>
    public static int Header(Span<byte> into, byte first, int length)
    {
        into[0] = first;
        var used = 1;
        do
        {
            var more = length >> 7;
            into[used++] = (byte)((length & 0x7F) | (more > 0 ? 0x80 : 0));
            length = more;
        }
        while (length > 0);
        return used;
    }

    private static byte[] Answer(byte first, ushort packetId) => [first, 2, (byte)(packetId >> 8), (byte)packetId];
}
