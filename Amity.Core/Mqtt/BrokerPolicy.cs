namespace Amity.Core.Mqtt;

/// <summary>
/// Who may do what. The broker itself knows the protocol alone. Its methods run on the time of the connection that asks, for many at once;
/// what they throw is trouble that passes: a connection that is being opened is answered with <see cref="ConnectReturn.ServerUnavailable"/>, one that
/// is open is closed.
/// </summary>
public interface IBrokerPolicy
{
    /// <summary>Whether published messages with the retain flag are kept for later subscribers; without it the flag is ignored.</summary>
    bool Retains { get; }

    /// <summary>Whether the wills of clients are published; without it they are accepted and forgotten.</summary>
    bool PublishesWills { get; }

    /// <summary>
    /// Decides on a CONNECT that the protocol has nothing against. Asked again about the same one when <see cref="Broker.End"/> or
    /// <see cref="Broker.Recheck"/> came in between.
    /// </summary>
    ValueTask<Admission> Admit(ConnectPacket connect);

    /// <summary>Whether the member may subscribe to the filter: asked when it does, and again whenever <see cref="Broker.Recheck"/> says so.</summary>
    ValueTask<bool> MaySubscribe(Member member, string filter);

    /// <summary>Whether the member may publish, its will too. What it may not is acknowledged as the standard has it, and goes nowhere.</summary>
    bool MayPublish(Member member, string topic);

    /// <summary>The connection that was to be this member's is over, however it ended: called once for each that was admitted.</summary>
    void Left(Member member)
    {
    }

    /// <summary>A client broke the protocol, asked for what it may not have or was dropped: for a line in a log. At most once a second for each connection.</summary>
    /// <param name="member">Who it is; null before that is known.</param>
    /// <param name="how">What it did, without a verb: <c>a malformed packet</c>.</param>
    void Misbehaved(Member? member, string how);
}

/// <summary>The answer to a CONNECT.</summary>
/// <param name="Code">Anything but <see cref="ConnectReturn.Accepted"/> ends the connection.</param>
/// <param name="Member">Who it is; null unless accepted.</param>
public readonly record struct Admission(ConnectReturn Code, Member? Member)
{
    public static Admission Refused(ConnectReturn code) => new(code, null);
}

/// <summary>
/// Whoever stands behind a connection. Sessions belong to its key and the client id: the same client id of somebody else is another session. A
/// policy makes one object for each admission, and may derive from it to remember what it needs.
/// </summary>
public class Member(string key)
{
    public string Key { get; } = key;

    /// <summary>Another name in the audience of a message, which not all connections of the member need to have.</summary>
    public string? Alias { get; init; }

    /// <summary>How many of its sessions are kept; the one that was left longest ago makes room.</summary>
    public int MostSessions { get; init; } = 20;
}

/// <summary>
/// Keeps the subscriptions of sessions that outlive the process. Called before what it stores is acknowledged to the client, for one session in
/// the order of what happened to it; what it throws is trouble that passes.
/// </summary>
public interface ISessionStore
{
    /// <summary>The filters of a session that was stored and not forgotten; null when there is none.</summary>
    ValueTask<IReadOnlyList<Subscription>?> Load(SessionKey session);

    /// <summary>Stores a session that has just been opened, without subscriptions, or notes that it is used again.</summary>
    /// <param name="session">Which.</param>
    /// <param name="member">Whose connection opens it.</param>
    /// <param name="others">The clients of the member with a session that the broker knows: where some have to make room, it chooses among those itself.</param>
    ValueTask Open(SessionKey session, Member member, IReadOnlyCollection<string> others);

    ValueTask Subscribe(SessionKey session, IReadOnlyList<Subscription> added);

    ValueTask Unsubscribe(SessionKey session, IReadOnlyList<string> removed);

    /// <summary>The session is over.</summary>
    ValueTask Forget(SessionKey session);
}

/// <summary>Whose session it is, and which of theirs.</summary>
public readonly record struct SessionKey(string Member, string ClientId);
