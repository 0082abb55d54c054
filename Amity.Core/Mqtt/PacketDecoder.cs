using System.Buffers;

namespace Amity.Core.Mqtt;

/// <summary>What came of an attempt to read a packet.</summary>
public enum Decoded
{
    /// <summary>The bytes end before the packet does.</summary>
    Incomplete,

    Packet,

    /// <summary>No packet that a client may send: the connection has to be closed (section 4.8).</summary>
    Malformed,

    /// <summary>Longer than what the server reads: it is not waited for.</summary>
    TooLarge,
}

/// <summary>
/// Reads the packets of clients out of a stream of bytes, strictly: whatever the standard calls a protocol violation that can be seen in one
/// packet is <see cref="Decoded.Malformed"/>. Knows nothing of what was sent before.
/// </summary>
public static class PacketDecoder
{
    /// <summary>The most that a fixed header takes: the type and four bytes of length.</summary>
    private const int LongestHeader = 5;

    /// <summary>Takes one packet from the front of <paramref name="input"/>; all else leaves it as it is.</summary>
    /// <param name="input">What has come and was not taken yet.</param>
    /// <param name="maxBytes">The longest packet, its header included, that is read.</param>
    /// <param name="packet">Null unless one was read. Holds no reference to the input.</param>
    public static Decoded TryRead(ref ReadOnlySequence<byte> input, int maxBytes, out ClientPacket? packet)
    {
        packet = null;
        if (input.IsEmpty)
        {
            return Decoded.Incomplete;
        }

        Span<byte> header = stackalloc byte[LongestHeader];
        var seen = (int)Math.Min(input.Length, LongestHeader);
        input.Slice(0, seen).CopyTo(header);
        if (!IsOfClients(header[0]))
        {
            return Decoded.Malformed;
        }

        switch (Length(header[..seen], out var start, out var length))
        {
            case Decoded.Incomplete:
                return Decoded.Incomplete;
            case Decoded.Malformed:
                return Decoded.Malformed;
        }

        if (!Fits(header[0], length))
        {
            return Decoded.Malformed;
        }

        if (length + start > maxBytes)
        {
            return Decoded.TooLarge;
        }

        if (input.Length < start + length)
        {
            return Decoded.Incomplete;
        }

        var body = input.Slice(start, length);
        packet = body.IsSingleSegment ? Read(header[0], body.FirstSpan) : Read(header[0], body.ToArray());
        if (packet is null)
        {
            return Decoded.Malformed;
        }

        input = input.Slice(start + length);
        return Decoded.Packet;
    }

    /// <summary>Section 2.2.3: seven bits a byte, the lowest first, at most four bytes.</summary>
    private static Decoded Length(ReadOnlySpan<byte> header, out int start, out int length)
    {
        (start, length) = (0, 0);
        for (var at = 1; at < LongestHeader; at++)
        {
            if (at >= header.Length)
            {
                return Decoded.Incomplete;
            }

            length |= (header[at] & 0x7F) << (7 * (at - 1));
            if ((header[at] & 0x80) == 0)
            {
                start = at + 1;
                return Decoded.Packet;
            }
        }

        return Decoded.Malformed;
    }

    /// <summary>Sections 2.2.1 and 2.2.2, on the first byte alone: whoever speaks another protocol is not listened to for long.</summary>
    private static bool IsOfClients(byte first) => (first >> 4, first & 0x0F) switch
    {
        (1 or 4 or 5 or 7 or 12 or 14, 0) => true,
        (6 or 8 or 10, 2) => true,
        (3, var flags) => (flags & 6) != 6,
        _ => false,
    };

    /// <summary>Whether a packet of this kind can have that length.</summary>
    private static bool Fits(byte first, int length) => (first >> 4) switch
    {
        4 or 5 or 6 or 7 => length == 2,
        12 or 14 => length == 0,
        _ => true,
    };

    private static ClientPacket? Read(byte first, ReadOnlySpan<byte> body)
    {
        var fields = new FieldReader(body);
        var flags = first & 0x0F;
        ClientPacket? packet = (first >> 4, flags) switch
        {
            (1, 0) => Connect(ref fields),
            (3, _) => Publish(ref fields, flags),
            (4, 0) => new PubAckPacket(fields.PacketId()),
            (5, 0) => new PubRecPacket(fields.PacketId()),
            (6, 2) => new PubRelPacket(fields.PacketId()),
            (7, 0) => new PubCompPacket(fields.PacketId()),
            (8, 2) => Subscribe(ref fields),
            (10, 2) => Unsubscribe(ref fields),
            (12, 0) => PingReqPacket.Instance,
            (14, 0) => DisconnectPacket.Instance,
            _ => null,
        };
        return fields.IsThrough ? packet : null;
    }

    private static ConnectPacket? Connect(ref FieldReader fields)
    {
        var name = fields.Text();
        var level = fields.Byte();
        var expected = name switch { "MQTT" => 4, "MQIsdp" => 3, _ => -1 };
        if (expected < 0)
        {
            return null;
        }

        if (level != expected)
        {
            // What follows is of a version that is not known here. Level 4 under the old name, and the old level under the new one, are none either.
            fields.Rest();
            return new ConnectPacket { Level = level is 3 or 4 ? (byte)0 : level };
        }

        var flags = fields.Byte();
        var keepAlive = fields.Number();
        var clientId = fields.Text();
        var hasWill = (flags & 0x04) != 0;
        var will = hasWill ? new Will(fields.Text(), fields.Bytes(), (QoS)((flags >> 3) & 3), (flags & 0x20) != 0) : null;
        var userName = (flags & 0x80) != 0 ? fields.Text() : null;
        var password = (flags & 0x40) != 0 ? fields.Bytes() : null;
        var isReserved = (flags & 0x01) != 0;
        var isWillOfNone = !hasWill && (flags & 0x38) != 0;
        var isBadWill = will is not null && (will.QoS > QoS.ExactlyOnce || !Topic.IsName(will.Topic));
        if (isReserved || isWillOfNone || isBadWill || (userName is null && password is not null))
        {
            return null;
        }

        return new ConnectPacket
        {
            Level = level,
            CleanSession = (flags & 0x02) != 0,
            KeepAlive = keepAlive,
            ClientId = clientId,
            Will = will,
            UserName = userName,
            Password = password,
        };
    }

    private static PublishPacket? Publish(ref FieldReader fields, int flags)
    {
        var qos = (QoS)((flags >> 1) & 3);
        var isDuplicate = (flags & 0x08) != 0;
        var topic = fields.Text();
        var packetId = qos > QoS.AtMostOnce ? fields.PacketId() : (ushort)0;
        var payload = fields.Rest();
        return qos > QoS.ExactlyOnce || (isDuplicate && qos == QoS.AtMostOnce) || !Topic.IsName(topic)
            ? null
            : new PublishPacket(topic, payload, qos, (flags & 0x01) != 0, isDuplicate, packetId);
    }

    private static SubscribePacket? Subscribe(ref FieldReader fields)
    {
        var packetId = fields.PacketId();
        var subscriptions = new List<Subscription>();
        while (fields.HasMore)
        {
            var subscription = new Subscription(fields.Text(), (QoS)fields.Byte());
            if (subscription.QoS > QoS.ExactlyOnce || !Topic.IsFilter(subscription.Filter))
            {
                return null;
            }

            subscriptions.Add(subscription);
        }

        return subscriptions.Count > 0 ? new SubscribePacket(packetId, subscriptions) : null;
    }

    private static UnsubscribePacket? Unsubscribe(ref FieldReader fields)
    {
        var packetId = fields.PacketId();
        var filters = new List<string>();
        while (fields.HasMore)
        {
            var filter = fields.Text();
            if (!Topic.IsFilter(filter))
            {
                return null;
            }

            filters.Add(filter);
        }

        return filters.Count > 0 ? new UnsubscribePacket(packetId, filters) : null;
    }
}
