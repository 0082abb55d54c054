using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;

namespace Amity.Modules.Networks;

/// <summary>
/// The networks of this server. The control database is the authority; what it says is kept in memory, and asked again when a key or an
/// id is not there yet, because the command line may have added a network beside the running server. Databases open at first use. What a
/// commit has changed is never overwritten by what was read before it: readers keep what they read only if <see cref="changes"/> stands still.
/// </summary>
internal sealed partial class NetworkRegistry : INetworks, IAsyncDisposable, IDisposable
{
    private readonly AmityOptions options;
    private readonly DataFolder folder;
    private readonly TimeProvider time;
    private readonly NetworkOpening opening;
    private readonly Lazy<Database> control;
    private readonly Lazy<Network> first;
    private readonly ConcurrentDictionary<string, Lazy<Network>> networks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Kind, string Value), KnownKey> keys = new();
    private readonly ConcurrentDictionary<string, Task> closing = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long changes;

    public NetworkRegistry(AmityOptions options, DatabaseOptions storage, DataFolder folder, TimeProvider time, NetworkOpening opening)
    {
        this.options = options;
        this.folder = folder;
        this.time = time;
        this.opening = opening;
        control = new(() =>
        {
            folder.Create();
            return Database.Open(folder.ControlDatabase, Schema.Control, storage, time);
        });
        first = new(() =>
        {
            var id = NetworkRecords.Default(control.Value) ?? NetworkCreation.First(control.Value, folder, options);
            return ById(id)!;
        });
    }

    public Network Default => first.Value;

    public Database Control => control.Value;

    /// <summary>Whether the control database is there and open: asking for it would make it.</summary>
    public bool IsUsed => control.IsValueCreated;

    public IEnumerable<Network> Open => networks.Values.Where(network => network.IsValueCreated).Select(network => network.Value);

    /// <summary>The clock by which keys end.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Network? ById(string networkId)
    {
        if (networks.TryGetValue(networkId, out var known))
        {
            return Opened(networkId, known);
        }

        while (DataFolder.IsNetworkId(networkId))
        {
            var before = Interlocked.Read(ref changes);
            if (NetworkRecords.ById(control.Value, networkId) is not { IsDisabled: false } record)
            {
                return null;
            }

            lock (gate)
            {
                if (before != changes)
                {
                    continue;
                }

                if (closing.ContainsKey(networkId))
                {
                    throw Refuse.Busy("The network is being closed. Try again.");
                }

                known = networks.GetOrAdd(networkId, _ => new Lazy<Network>(() => opening.Open(record)));
            }

            return Opened(networkId, known);
        }

        return null;
    }

    public Network? ByApiKey(string apiKey) => options.ApiKey is { Length: > 0 } configured && Same(configured, apiKey)
        ? Default
        : ByKey(KeyKind.Api, apiKey);

    public Network? ByServerKey(string serverKey) => options.ServerKey is { Length: > 0 } configured && Same(configured, serverKey)
        ? Default
        : ByKey(KeyKind.Server, NetworkKeys.Hash(serverKey));

    private Network? ByKey(string kind, string value)
    {
        if (!keys.TryGetValue((kind, value), out var key))
        {
            var before = Interlocked.Read(ref changes);
            key = NetworkRecords.Key(control.Value, kind, value);
            lock (gate)
            {
                if (key is not null && before == changes)
                {
                    keys.TryAdd((kind, value), key);
                }
            }
        }

        // A configured key is the default network's only one: what was stored before it is dead while it is configured.
        return key?.Lives(Now) == true && ById(key.NetworkId) is { } network && !opening.IsConfigured(network, kind) ? network : null;
    }

    private Network Opened(string networkId, Lazy<Network> network)
    {
        try
        {
            return network.Value;
        }
        catch
        {
            // It would fail for ever: the next request tries again.
            networks.TryRemove(new KeyValuePair<string, Lazy<Network>>(networkId, network));
            throw;
        }
    }

    private static bool Same(string configured, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(configured), Encoding.UTF8.GetBytes(sent));
}
