using System.Text;
using Amity.Core.Mqtt;

namespace Amity.Tests.Mqtt;

/// <summary>Packets as a client writes them, section by section of the standard: the other half of the decoder.</summary>
internal static class Packets
{
    public static byte[] PingReq => [0xC0, 0];

    public static byte[] Disconnect => [0xE0, 0];

    public static byte[] Connect(string clientId, bool clean = true, int keepAlive = 0, Will? will = null, string? user = null, string? password = null, int level = 4) => Encode(new ConnectPacket
    {
        Level = (byte)level,
        ClientId = clientId,
        CleanSession = clean,
        KeepAlive = (ushort)keepAlive,
        Will = will,
        UserName = user,
        Password = password is null ? null : Encoding.UTF8.GetBytes(password),
    });

    public static byte[] Publish(string topic, string payload, int qos = 0, int id = 0, bool retain = false, bool duplicate = false) =>
        Encode(new PublishPacket(topic, Encoding.UTF8.GetBytes(payload), (QoS)qos, retain, duplicate, (ushort)id));

    public static byte[] Subscribe(int id, params (string Filter, int QoS)[] filters) =>
        Encode(new SubscribePacket((ushort)id, [.. filters.Select(one => new Subscription(one.Filter, (QoS)one.QoS))]));

    public static byte[] Unsubscribe(int id, params string[] filters) => Encode(new UnsubscribePacket((ushort)id, filters));

    public static byte[] PubAck(int id) => Encode(new PubAckPacket((ushort)id));

    public static byte[] PubRec(int id) => Encode(new PubRecPacket((ushort)id));

    public static byte[] PubRel(int id) => Encode(new PubRelPacket((ushort)id));

    public static byte[] PubComp(int id) => Encode(new PubCompPacket((ushort)id));

    public static byte[] Encode(ClientPacket packet) => packet switch
    {
        ConnectPacket connect => Whole(0x10, [.. Name(connect.Level), connect.Level, Flags(connect), .. Number(connect.KeepAlive), .. Text(connect.ClientId), .. WillOf(connect), .. Credentials(connect)]),
        PublishPacket publish => Whole(
            0x30 | (publish.IsDuplicate ? 8 : 0) | ((int)publish.QoS << 1) | (publish.Retain ? 1 : 0),
            [.. Text(publish.Topic), .. publish.QoS > QoS.AtMostOnce ? Number(publish.PacketId) : [], .. publish.Payload.Span]),
        PubAckPacket ack => Whole(0x40, Number(ack.PacketId)),
        PubRecPacket ack => Whole(0x50, Number(ack.PacketId)),
        PubRelPacket ack => Whole(0x62, Number(ack.PacketId)),
        PubCompPacket ack => Whole(0x70, Number(ack.PacketId)),
        SubscribePacket subscribe => Whole(0x82, [.. Number(subscribe.PacketId), .. subscribe.Subscriptions.SelectMany(one => (byte[])[.. Text(one.Filter), (byte)one.QoS])]),
        UnsubscribePacket unsubscribe => Whole(0xA2, [.. Number(unsubscribe.PacketId), .. unsubscribe.Filters.SelectMany(Text)]),
        PingReqPacket => PingReq,
        DisconnectPacket => Disconnect,
        _ => throw new ArgumentException($"No packet of clients: {packet}"),
    };

    /// <summary>Fixed header and the rest.</summary>
    public static byte[] Whole(int first, byte[] body)
    {
        var header = new List<byte> { (byte)first };
        var length = body.Length;
        do
        {
            header.Add((byte)((length % 128) + (length >= 128 ? 128 : 0)));
            length /= 128;
        }
        while (length > 0);
        return [.. header, .. body];
    }

    public static byte[] Text(string text) => [.. Number(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Number(int number) => [(byte)(number >> 8), (byte)number];

    private static byte[] Name(int level) => Text(level == 3 ? "MQIsdp" : "MQTT");

    private static byte Flags(ConnectPacket connect) => (byte)(
        (connect.CleanSession ? 0x02 : 0)
        | (connect.Will is { } will ? 0x04 | ((int)will.QoS << 3) | (will.Retain ? 0x20 : 0) : 0)
        | (connect.Password is null ? 0 : 0x40)
        | (connect.UserName is null ? 0 : 0x80));

    private static byte[] WillOf(ConnectPacket connect) =>
        connect.Will is { } will ? [.. Text(will.Topic), .. Number(will.Payload.Length), .. will.Payload.Span] : [];

    private static byte[] Credentials(ConnectPacket connect) =>
        [.. connect.UserName is { } user ? Text(user) : [], .. connect.Password is { } password ? (byte[])[.. Number(password.Length), .. password] : []];
}

/// <summary>A packet as a server sends it.</summary>
internal sealed record ServerPacket(ServerPacketKind Kind, int QoS, bool IsDuplicate, bool IsRetained, int PacketId, string Topic, string Payload, byte[] Body)
{
    /// <summary>The code of a CONNACK.</summary>
    public int Code => Body[1];

    public bool SessionPresent => Body[0] == 1;

    /// <summary>What a SUBACK grants.</summary>
    public int[] Codes => [.. Body[2..].Select(code => (int)code)];

    /// <summary>Takes the packet at the front; null while it is not whole.</summary>
    public static ServerPacket? Take(List<byte> bytes)
    {
        var (length, used) = (0, 1);
        do
        {
            if (used >= bytes.Count)
            {
                return null;
            }

            length |= (bytes[used] & 0x7F) << (7 * (used - 1));
        }
        while ((bytes[used++] & 0x80) != 0);

        if (bytes.Count < used + length)
        {
            return null;
        }

        var packet = Read(bytes[0], [.. bytes.GetRange(used, length)]);
        bytes.RemoveRange(0, used + length);
        return packet;
    }

    private static ServerPacket Read(int first, byte[] body)
    {
        var kind = (ServerPacketKind)(first >> 4);
        if (kind != ServerPacketKind.Publish)
        {
            var hasId = kind is not (ServerPacketKind.ConnAck or ServerPacketKind.PingResp);
            return new ServerPacket(kind, 0, false, false, hasId ? (body[0] << 8) | body[1] : 0, "", "", body);
        }

        var qos = (first >> 1) & 3;
        var topicEnd = 2 + ((body[0] << 8) | body[1]);
        var id = qos > 0 ? (body[topicEnd] << 8) | body[topicEnd + 1] : 0;
        return new ServerPacket(
            kind,
            qos,
            (first & 8) != 0,
            (first & 1) != 0,
            id,
            Encoding.UTF8.GetString(body[2..topicEnd]),
            Encoding.UTF8.GetString(body[(topicEnd + (qos > 0 ? 2 : 0))..]),
            body);
    }
}

internal enum ServerPacketKind
{
    ConnAck = 2,
    Publish = 3,
    PubAck = 4,
    PubRec = 5,
    PubRel = 6,
    PubComp = 7,
    SubAck = 9,
    UnsubAck = 11,
    PingResp = 13,
}
