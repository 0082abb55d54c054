namespace Amity.Core.Mqtt;

/// <summary>The bounds within which clients are served.</summary>
public sealed class BrokerOptions
{
    /// <summary>The longest packet that is read from a client.</summary>
    public int MaxPacketBytes { get; init; } = 64 * 1024;

    /// <summary>The longest CONNECT, which anybody may send.</summary>
    public int MaxConnectBytes { get; init; } = 16 * 1024;

    /// <summary>Filters of one session; what is beyond is refused, unless <see cref="OldSubscriptionsMakeRoom"/>.</summary>
    public int MaxSubscriptions { get; init; } = 500;

    /// <summary>
    /// Whether the filter that was asked for longest ago makes room for one too many: for clients that come again and again with the same id, subscribe to what
    /// they show and never unsubscribe. Of one SUBSCRIBE none makes room for another.
    /// </summary>
    public bool OldSubscriptionsMakeRoom { get; init; }

    /// <summary>What a CONNECT counts for in <see cref="QuestionsPerSecond"/>: it is admitted, and its session looked up and stored.</summary>
    public const int QuestionsOfConnect = 50;

    /// <summary>
    /// How many questions the policy is asked for one member's sake: a filter is one, a CONNECT is <see cref="QuestionsOfConnect"/>. Who asks for more is read
    /// more slowly. 0 for no bound.
    /// </summary>
    public int QuestionsPerSecond { get; init; }

    /// <summary>So many may come at once.</summary>
    public int QuestionsAtOnce { get; init; } = 10_000;

    /// <summary>What waits for a session that is not connected, or whose client is slow to acknowledge; the oldest make room.</summary>
    public int MaxQueuedMessages { get; init; } = 100;

    public int MaxQueuedBytes { get; init; } = 256 * 1024;

    /// <summary>Messages of quality 1 and 2 that were sent to a client and not acknowledged yet.</summary>
    public int MaxInFlight { get; init; } = 20;

    /// <summary>What may wait for a client that reads slower than it is written to; one that is behind by more is dropped. Its session stays.</summary>
    public int MaxUnsentBytes { get; init; } = 512 * 1024;

    /// <summary>Messages that wait for the loop; what is published beyond is dropped.</summary>
    public int MaxPublishedWaiting { get; init; } = 65_536;

    /// <summary>The same in bytes of their packets.</summary>
    public long MaxPublishedBytesWaiting { get; init; } = 64 * 1024 * 1024;

    /// <summary>Connections whose CONNECT is not answered yet; more are closed as they come.</summary>
    public int MaxUnopened { get; init; } = 20_000;

    /// <summary>How long a new connection may take to its CONNECT.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a session is kept after its connection has ended.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a client whose session was ended may take to read the last that it was sent and to go by itself: MQTT.js loses a message that
    /// it receives together with the end of the stream. It is served nothing in that time.
    /// </summary>
    public TimeSpan Goodbye { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between CONNACK and the first message of a session that is resumed: some clients lose what comes in the same instant.</summary>
    public TimeSpan ResumeDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Retained messages in all; those of new topics are not kept beyond.</summary>
    public int MaxRetained { get; init; } = 100_000;

    public long MaxRetainedBytes { get; init; } = 256 * 1024 * 1024;
}
