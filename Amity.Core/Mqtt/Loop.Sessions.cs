namespace Amity.Core.Mqtt;

/// <summary>Sessions, whose they are, and how they begin and end.</summary>
internal sealed partial class Loop
{
    private readonly Dictionary<SessionKey, Session> sessions = [];
    private readonly Dictionary<string, List<Session>> ofMembers = [];
    private readonly Deadlines<Connection> silences = new(Now);
    private readonly Deadlines<Session> absences = new(Now);
    private readonly Queue<(Connection Connection, long Due)> leaving = [];

    /// <summary>Ends the sessions of a member, with their connections and all that waits; with a condition those alone whose last member meets it.</summary>
    public void End(string memberKey, Func<Member, bool>? condition)
    {
        foreach (var session in ofMembers.TryGetValue(memberKey, out var list) ? list.ToArray() : [])
        {
            if (condition is null || condition(session.Member!))
            {
                End(session);
            }
        }
    }

    private void End(Session session)
    {
        if (session.Connection is { } connection)
        {
            // What was published before may be what tells the client why.
            Flush(connection);
            leaving.Enqueue((connection, Now + (long)broker.Options.Goodbye.TotalMilliseconds));
        }

        Remove(session);
        broker.ForgetStored(session);
    }

    private void CloseAll()
    {
        Flush();
        foreach (var session in sessions.Values)
        {
            session.Connection?.Close();
        }

        foreach (var (connection, _) in leaving)
        {
            connection.Close();
        }
    }

    /// <summary>The session of a connection, while it is that connection's.</summary>
    private static Session? Of(Connection connection) => connection.Session is { } session && session.Connection == connection ? session : null;

    private static void TakeOver(Session session)
    {
        if (session.Connection is { } old)
        {
            old.Close();
            session.Detach(Now);
        }
    }

    /// <summary>Makes the subscriptions what they are known to be: others are not allowed any more.</summary>
    private void Restore(Session session, IReadOnlyList<Subscription> known)
    {
        var order = session.NextOrder();
        foreach (var (filter, qos) in known)
        {
            Subscribe(session, filter, qos, order);
        }

        if (session.Filters.Count > known.Count)
        {
            Revoke(session, [.. session.Filters.Keys.Except(known.Select(one => one.Filter))]);
        }
    }

    /// <summary>What has waited for this moment may be sent.</summary>
    private void Resume(Connection connection)
    {
        connection.IsReady = true;
        GoOn(connection);
    }

    /// <summary>Sends what waits, unless it has to wait on.</summary>
    private void GoOn(Connection connection)
    {
        if (Of(connection) is not { } session || !connection.IsReady || withheld.ContainsKey(session.Key.Member))
        {
            return;
        }

        connection.IsResumed = true;
        if (connection.HasBegun)
        {
            session.Pump(connection);
        }
        else
        {
            connection.HasBegun = true;
            session.Begin(connection);
        }

        MarkDirty(connection);
        SendRetained(connection);
    }

    /// <summary>Sends a part of what was retained for the session of the connection; the next part after what else waits for the loop.</summary>
    private void SendRetained(Connection connection)
    {
        if (Of(connection) is { } session && session.SendRetained(connection))
        {
            Post(() => SendRetained(connection));
        }

        MarkDirty(connection);
    }

    private Session Add(SessionKey key, bool isClean, Member member)
    {
        var session = new Session(key, isClean, broker.Options);
        sessions.Add(key, session);
        if (!ofMembers.TryGetValue(key.Member, out var list))
        {
            ofMembers[key.Member] = list = [];
        }

        list.Add(session);
        if (list.Count > member.MostSessions)
        {
            End(list.Where(one => one != session).OrderBy(one => one.Connection is null ? 0 : 1).ThenBy(one => one.LeftAt).First());
        }

        return session;
    }

    /// <summary>The connection of the session is over.</summary>
    private void Left(Session session)
    {
        session.Detach(Now);
        if (session.IsClean)
        {
            Remove(session);
        }
        else if (!session.IsScheduled)
        {
            session.IsScheduled = true;
            absences.Add(session, Now + (long)broker.Options.SessionLife.TotalMilliseconds);
        }
    }

    private void Remove(Session session)
    {
        foreach (var filter in session.Filters.Keys.ToList())
        {
            Unsubscribe(session, filter);
        }

        session.End(Now);
        sessions.Remove(session.Key);
        var list = ofMembers[session.Key.Member];
        list.Remove(session);
        if (list.Count == 0)
        {
            ofMembers.Remove(session.Key.Member);
        }
    }

    /// <summary>Whether it has to be stored: it is new, or has another quality than before.</summary>
    private bool Subscribe(Session session, string filter, QoS qos, int order)
    {
        var isSame = session.Filters.TryGetValue(filter, out var before) && before.QoS == qos;
        session.Filters[filter] = new Grant(qos, order);
        topics.Add(filter, session, qos);
        return !isSame;
    }

    private bool Unsubscribe(Session session, string filter) => session.Filters.Remove(filter) && topics.Remove(filter, session);

    /// <summary>Closes the silent, section 3.1.2.10, and those that have had their goodbye, and forgets sessions that were left for too long.</summary>
    private void Tick()
    {
        var now = Now;
        var life = (long)broker.Options.SessionLife.TotalMilliseconds;
        silences.Pass(now, connection =>
        {
            if (connection.IsClosed)
            {
                return null;
            }

            var last = Math.Min(connection.LastPacket, now);
            if (now - last > connection.Patience)
            {
                connection.Close();
                return null;
            }

            return last + connection.Patience;
        });
        while (leaving.TryPeek(out var first) && first.Due <= now)
        {
            leaving.Dequeue().Connection.Close();
        }

        absences.Pass(now, session =>
        {
            session.IsScheduled = false;
            if (session.IsOver || session.Connection is not null)
            {
                return null;
            }

            if (now - session.LeftAt > life)
            {
                End(session);
                return null;
            }

            session.IsScheduled = true;
            return session.LeftAt + life;
        });
    }
}
