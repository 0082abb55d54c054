using System.Buffers.Binary;
using System.Text;

namespace Amity.Core.Mqtt;

/// <summary>
/// A message on its way to any number of receivers. The packet of quality 0 is the same for all of them and encoded once; those of the
/// other qualities have a head of their own and share the payload.
/// </summary>
public sealed class Message
{
    private readonly byte[] packet;
    private readonly int topicAt;
    private readonly int payloadAt;

    /// <param name="topic">A valid name, see <see cref="Mqtt.Topic.IsName"/>.</param>
    /// <param name="payload">Copied.</param>
    /// <param name="qos">The quality with which it was published: no receiver gets more.</param>
    /// <param name="isRetained">Whether it was kept from before its receiver subscribed.</param>
    public Message(string topic, ReadOnlySpan<byte> payload, QoS qos = QoS.AtMostOnce, bool isRetained = false)
    {
        if (!Mqtt.Topic.IsName(topic))
        {
            throw new ArgumentException($"No name of a topic: {topic}", nameof(topic));
        }

        (Topic, QoS, IsRetained) = (topic, qos, isRetained);
        var topicBytes = Encoding.UTF8.GetByteCount(topic);
        var length = 2 + topicBytes + payload.Length;
        Span<byte> header = stackalloc byte[5];
        topicAt = PacketEncoder.Header(header, First(QoS.AtMostOnce, isDuplicate: false), length);
        payloadAt = topicAt + 2 + topicBytes;
        packet = new byte[topicAt + length];
        header[..topicAt].CopyTo(packet);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(topicAt), checked((ushort)topicBytes));
        Encoding.UTF8.GetBytes(topic, packet.AsSpan(topicAt + 2));
        payload.CopyTo(packet.AsSpan(payloadAt));
    }

    public string Topic { get; }

    public QoS QoS { get; }

    public bool IsRetained { get; }

    /// <summary>The keys, or aliases, of the members whom it is for: others who subscribed to the topic do not get it. Null for everybody.</summary>
    public IReadOnlySet<string>? Audience { get; init; }

    /// <summary>The keys of the members whom it is not for, though they subscribed to the topic. Null for nobody.</summary>
    public IReadOnlySet<string>? Outsiders { get; init; }

    /// <summary>Sent also while the rights of its receivers are looked at, before what waits for that: for what tells them of their own end.</summary>
    public bool IsLast { get; init; }

    public ReadOnlyMemory<byte> Payload => packet.AsMemory(payloadAt);

    /// <summary>Of the packet of quality 0, which is also what it takes in a queue.</summary>
    public int Bytes => packet.Length;

    /// <summary>The whole packet of quality 0, shared: not to be written to.</summary>
    public ReadOnlyMemory<byte> Packet => packet;

    internal bool IsFor(Member member) =>
        (Audience is null || Audience.Contains(member.Key) || (member.Alias is { } alias && Audience.Contains(alias)))
        && Outsiders?.Contains(member.Key) != true;

    /// <summary>What stands before <see cref="Payload"/> in the packet of one receiver with quality 1 or 2.</summary>
    internal byte[] Head(QoS qos, ushort packetId, bool isDuplicate)
    {
        Span<byte> header = stackalloc byte[5];
        var used = PacketEncoder.Header(header, First(qos, isDuplicate), packet.Length - topicAt + 2);
        var topic = packet.AsSpan(topicAt..payloadAt);
        var head = new byte[used + topic.Length + 2];
        header[..used].CopyTo(head);
        topic.CopyTo(head.AsSpan(used));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(used + topic.Length), packetId);
        return head;
    }

    private byte First(QoS qos, bool isDuplicate) => (byte)(0x30 | (isDuplicate ? 8 : 0) | ((int)qos << 1) | (IsRetained ? 1 : 0));
}
