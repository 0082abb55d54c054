using System.Collections.Concurrent;
using Amity.Core.Mqtt;

namespace Amity.Tests.Mqtt;

/// <summary>Everybody may do everything, but for what a test says. The member is the user name.</summary>
internal sealed class TestPolicy : IBrokerPolicy
{
    public Func<ConnectPacket, ValueTask<ConnectReturn>> Admits { get; set; } = _ => new(ConnectReturn.Accepted);

    public Func<string, ValueTask<bool>> Subscribes { get; set; } = _ => new(true);

    public Func<string, bool> Publishes { get; set; } = _ => true;

    public int MostSessions { get; set; } = int.MaxValue;

    public ConcurrentQueue<string> Complaints { get; } = [];

    public bool Retains { get; init; } = true;

    public bool PublishesWills { get; init; } = true;

    public async ValueTask<Admission> Admit(ConnectPacket connect)
    {
        var code = await Admits(connect);
        return new Admission(code, code == ConnectReturn.Accepted ? new Member(connect.UserName ?? "") { MostSessions = MostSessions } : null);
    }

    public ValueTask<bool> MaySubscribe(Member member, string filter) => Subscribes(filter);

    public bool MayPublish(Member member, string topic) => Publishes(topic);

    public void Misbehaved(Member? member, string how) => Complaints.Enqueue(how);
}

/// <summary>A store that a test can look into, and that outlives a broker.</summary>
internal sealed class TestStore : ISessionStore
{
    public ConcurrentDictionary<SessionKey, ConcurrentDictionary<string, QoS>> Sessions { get; } = [];

    /// <summary>Awaited before anything is done.</summary>
    public Func<Task> Hesitates { get; set; } = () => Task.CompletedTask;

    public async ValueTask<IReadOnlyList<Subscription>?> Load(SessionKey session)
    {
        await Hesitates();
        return Sessions.TryGetValue(session, out var filters) ? [.. filters.Select(one => new Subscription(one.Key, one.Value))] : null;
    }

    public async ValueTask Open(SessionKey session, Member member, IReadOnlyCollection<string> others)
    {
        await Hesitates();
        Sessions.TryAdd(session, []);
    }

    public async ValueTask Subscribe(SessionKey session, IReadOnlyList<Subscription> added)
    {
        await Hesitates();
        foreach (var (filter, qos) in added)
        {
            Sessions[session][filter] = qos;
        }
    }

    public async ValueTask Unsubscribe(SessionKey session, IReadOnlyList<string> removed)
    {
        await Hesitates();
        foreach (var filter in removed)
        {
            Sessions[session].TryRemove(filter, out _);
        }
    }

    public async ValueTask Forget(SessionKey session)
    {
        await Hesitates();
        Sessions.TryRemove(session, out _);
    }
}
