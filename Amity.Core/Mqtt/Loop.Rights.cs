namespace Amity.Core.Mqtt;

/// <summary>
/// Members who may have lost a right. From the moment at which that is known until the policy has been asked again, what is published for them waits
/// in their sessions: they hear nothing that they may not, and nobody else has to wait for their sake.
/// </summary>
internal sealed partial class Loop
{
    /// <summary>With the number of the last time: who asked the policy before that has asked too early.</summary>
    private readonly Dictionary<string, long> withheld = new(StringComparer.Ordinal);

    private long withholdings;

    /// <summary>Those who are not connected are asked about when they come.</summary>
    public void Withhold(string memberKey)
    {
        foreach (var session in SessionsOf(memberKey))
        {
            if (session.Connection is { } connection)
            {
                connection.IsResumed = false;
                withheld[memberKey] = ++withholdings;
            }
        }
    }

    /// <summary>The same for all with a filter that begins with these levels, and who they are.</summary>
    public HashSet<string> WithholdBelow(string topic)
    {
        found.Clear();
        topics.Below(topic, found);
        var keys = found.Select(session => session.Key.Member).ToHashSet(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            Withhold(key);
        }

        return keys;
    }

    /// <summary>What the policy has to be asked about the member, and the number to <see cref="Release"/> it with.</summary>
    public (long Number, List<(Session Session, Member Member, string[] Filters)> Questions) BeginRecheck(string memberKey)
    {
        Withhold(memberKey);
        return (
            withheld.GetValueOrDefault(memberKey),
            [.. SessionsOf(memberKey).Where(session => session.Connection is not null).Select(session => (session, session.Member!, session.Filters.Keys.ToArray()))]);
    }

    /// <summary>Ends subscriptions that are not allowed any more, and forgets what waits from them.</summary>
    public void Revoke(Session session, IEnumerable<string> filters)
    {
        if (filters.Count(filter => Unsubscribe(session, filter)) > 0)
        {
            session.ForgetUncovered();
        }
    }

    /// <summary>The member has been asked about: what waited is sent, unless there is something to be asked again.</summary>
    public void Release(string memberKey, long number)
    {
        if (!withheld.TryGetValue(memberKey, out var last) || last != number)
        {
            return;
        }

        withheld.Remove(memberKey);
        foreach (var session in SessionsOf(memberKey))
        {
            if (session.Connection is { } connection)
            {
                GoOn(connection);
            }
        }
    }

    /// <summary>The clients of a member that have a session.</summary>
    public IReadOnlyList<string> ClientsOf(string memberKey) => [.. SessionsOf(memberKey).Select(session => session.Key.ClientId)];

    private IReadOnlyList<Session> SessionsOf(string memberKey) => ofMembers.TryGetValue(memberKey, out var list) ? list : [];
}
