using Amity.Core.Identity;

namespace Amity.Modules.Realtime;

/// <summary>
/// All connections that are open, MQTT and the legacy socket, by the token that opened them: they end with it. Counts the devices behind them: all
/// connections of a device are one.
/// </summary>
internal sealed class Connections(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Connected>> byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<Network, Devices> networks = [];
    private readonly HashSet<Network> closed = [];
    private long endings;

    /// <summary>How often tokens have ended. Who looks a token up takes the number first: see <see cref="TryAdd"/>.</summary>
    public long Endings => Interlocked.Read(ref endings);

    /// <summary>False when tokens have ended since the number was taken: the one that was looked up may be among them, and is to be looked up again.</summary>
    public bool TryAdd(Connected connection, long endingsBefore)
    {
        lock (gate)
        {
            if (endings != endingsBefore)
            {
                return false;
            }

            if (!byToken.TryGetValue(connection.Holder.TokenHash, out var list))
            {
                byToken[connection.Holder.TokenHash] = list = new List<Connected>(1);
            }

            list.Add(connection);
            DevicesOf(connection.Holder.Network).Add(connection.Holder.DeviceId, time.GetUtcNow());
            return true;
        }
    }

    public void Remove(Connected connection)
    {
        lock (gate)
        {
            if (byToken.TryGetValue(connection.Holder.TokenHash, out var list) && list.Remove(connection))
            {
                if (list.Count == 0)
                {
                    byToken.Remove(connection.Holder.TokenHash);
                }

                DevicesOf(connection.Holder.Network).Remove(connection.Holder.DeviceId);
                ForgetClosed(connection.Holder.Network);
            }
        }
    }

    /// <summary>Ends the connections of these tokens. Called after the commit that ended the tokens.</summary>
    public void End(IEnumerable<string> hashes)
    {
        var over = new List<Connected>();
        lock (gate)
        {
            endings++;
            foreach (var hash in hashes)
            {
                over.AddRange(byToken.GetValueOrDefault(hash, []));
            }
        }

        End(over);
    }

    /// <summary>Ends all of a network that was closed, and forgets it with the last of them.</summary>
    public void End(Network network)
    {
        lock (gate)
        {
            endings++;
        }

        End([.. Of(network)]);
        lock (gate)
        {
            closed.Add(network);
            ForgetClosed(network);
        }
    }

    /// <summary>Ends those whose token has expired; called once a second, and so for all.</summary>
    public void EndExpired()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<Connected> over;
        lock (gate)
        {
            over = [.. byToken.Values.SelectMany(list => list).Where(one => one.Holder.ExpiresAt <= now)];
        }

        End(over);
    }

    /// <summary>Those of a network that are open now.</summary>
    public IReadOnlyList<Connected> Of(Network network)
    {
        lock (gate)
        {
            return [.. byToken.Values.SelectMany(list => list).Where(one => one.Holder.Network == network)];
        }
    }

    /// <summary>The devices of all networks that are connected now.</summary>
    public long DevicesNow
    {
        get
        {
            lock (gate)
            {
                return networks.Values.Sum(devices => (long)devices.Now);
            }
        }
    }

    /// <summary>The devices of a network that are connected now, and the most at a time in this month while this process lives.</summary>
    public (int Now, DevicePeak? Peak) DevicesIn(Network network)
    {
        lock (gate)
        {
            return networks.TryGetValue(network, out var devices) ? (devices.Now, devices.Peak(time.GetUtcNow())) : (0, null);
        }
    }

    /// <summary>The peaks that have grown since they were last <see cref="Stored"/>.</summary>
    public IReadOnlyList<(Network Network, DevicePeak Peak)> NewPeaks()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return [.. networks.Select(one => (one.Key, one.Value.NewPeak(now))).Where(one => one.Item2 is not null).Select(one => (one.Key, one.Item2!))];
        }
    }

    public void Stored(Network network, DevicePeak peak)
    {
        lock (gate)
        {
            networks.GetValueOrDefault(network)?.Stored(peak);
        }
    }

    private static void End(List<Connected> connections)
    {
        foreach (var connection in connections)
        {
            connection.Over();
            connection.End(connection);
        }
    }

    private void ForgetClosed(Network network)
    {
        if (closed.Contains(network) && networks.GetValueOrDefault(network) is null or { Now: 0 })
        {
            networks.Remove(network);
            closed.Remove(network);
        }
    }

    private Devices DevicesOf(Network network)
    {
        if (!networks.TryGetValue(network, out var devices))
        {
            networks[network] = devices = new Devices();
        }

        return devices;
    }
}
