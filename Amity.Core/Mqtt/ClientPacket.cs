namespace Amity.Core.Mqtt;

/// <summary>A packet as a client sends it, of MQTT 3.1.1 or 3.1. Section numbers below are those of the OASIS standard, version 3.1.1.</summary>
public abstract record ClientPacket;

/// <summary>Section 3.1.</summary>
public sealed record ConnectPacket : ClientPacket
{
    /// <summary>
    /// 4 for MQTT 3.1.1, 3 for MQTT 3.1. Of any other level nothing further was read: it is answered with
    /// <see cref="ConnectReturn.UnacceptableLevel"/>. 0 stands for a level that does not go with the protocol's name.
    /// </summary>
    public required byte Level { get; init; }

    public bool IsKnownLevel => Level is 3 or 4;

    public bool CleanSession { get; init; }

    /// <summary>Seconds between two packets of the client at most; 0 for no end. One and a half times as long without one ends the connection.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>Empty where the client leaves the choice to the server.</summary>
    public string ClientId { get; init; } = "";

    public Will? Will { get; init; }

    public string? UserName { get; init; }

    public byte[]? Password { get; init; }
}

/// <summary>What is to be published for a client that goes without a word.</summary>
public sealed record Will(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS, bool Retain);

/// <summary>Section 3.3, from a client.</summary>
public sealed record PublishPacket(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS, bool Retain, bool IsDuplicate, ushort PacketId) : ClientPacket;

/// <summary>Section 3.4: the client has taken a message of quality 1.</summary>
public sealed record PubAckPacket(ushort PacketId) : ClientPacket;

/// <summary>Section 3.5: the client has a message of quality 2.</summary>
public sealed record PubRecPacket(ushort PacketId) : ClientPacket;

/// <summary>Section 3.6: the client will not send the message of quality 2 again.</summary>
public sealed record PubRelPacket(ushort PacketId) : ClientPacket;

/// <summary>Section 3.7: the client has taken a message of quality 2.</summary>
public sealed record PubCompPacket(ushort PacketId) : ClientPacket;

/// <summary>Section 3.8; one filter at least.</summary>
public sealed record SubscribePacket(ushort PacketId, IReadOnlyList<Subscription> Subscriptions) : ClientPacket;

/// <summary>A valid filter and the quality that the client asks for.</summary>
public readonly record struct Subscription(string Filter, QoS QoS);

/// <summary>Section 3.10; one filter at least.</summary>
public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters) : ClientPacket;

/// <summary>Section 3.12.</summary>
public sealed record PingReqPacket : ClientPacket
{
    public static readonly PingReqPacket Instance = new();
}

/// <summary>Section 3.14: the client goes, and its will is forgotten.</summary>
public sealed record DisconnectPacket : ClientPacket
{
    public static readonly DisconnectPacket Instance = new();
}

/// <summary>How often a message arrives.</summary>
public enum QoS : byte
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
    ExactlyOnce = 2,
}

/// <summary>The answers to CONNECT, section 3.2.2.3. All but the first are followed by the end of the connection.</summary>
public enum ConnectReturn : byte
{
    Accepted = 0,
    UnacceptableLevel = 1,
    IdentifierRejected = 2,
    ServerUnavailable = 3,
    BadCredentials = 4,
    NotAuthorized = 5,
}
