using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Modules.Networks;

/// <summary>
/// The networks of this server. The control database is the authority; what it says is kept in memory, and asked again when a key or an
/// id is not there yet, because the command line may have added a network beside the running server. Databases open at first use.
/// </summary>
internal sealed class NetworkRegistry : INetworks, IAsyncDisposable, IDisposable
{
    private readonly AmityOptions options;
    private readonly DataFolder folder;
    private readonly TimeProvider time;
    private readonly IInWriteDispatcher listeners;
    private readonly DatabaseOptions storage;
    private readonly IEnumerable<INetworkOpened> openings;
    private readonly Lazy<Database> control;
    private readonly Lazy<Network> first;
    private readonly ConcurrentDictionary<string, Lazy<Network>> networks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Kind, string Value), string> keys = new();
    private IDisposable? held;

    public NetworkRegistry(
        AmityOptions options,
        DatabaseOptions storage,
        DataFolder folder,
        TimeProvider time,
        IInWriteDispatcher listeners,
        IEnumerable<INetworkOpened> openings)
    {
        this.options = options;
        this.storage = storage;
        this.folder = folder;
        this.time = time;
        this.listeners = listeners;
        this.openings = openings;
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

    public IEnumerable<Network> Open => networks.Values.Where(network => network.IsValueCreated).Select(network => network.Value);

    public Network? ById(string networkId)
    {
        if (networks.TryGetValue(networkId, out var known))
        {
            return known.Value;
        }

        return DataFolder.IsNetworkId(networkId) && NetworkRecords.ById(control.Value, networkId) is { IsDisabled: false } record
            ? networks.GetOrAdd(networkId, _ => new Lazy<Network>(() => Load(record))).Value
            : null;
    }

    public Network? ByApiKey(string apiKey) => options.ApiKey is { Length: > 0 } configured && Same(configured, apiKey)
        ? Default
        : ByKey("api", apiKey, options.ApiKey);

    public Network? ByServerKey(string serverKey) => options.ServerKey is { Length: > 0 } configured && Same(configured, serverKey)
        ? Default
        : ByKey("server", Hash(serverKey), options.ServerKey);

    /// <summary>SHA-256, hexadecimal: how server keys are stored.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Keeps a second server off the data folder until the databases are closed.</summary>
    public void Hold() => held ??= folder.Lock();

    public async ValueTask DisposeAsync()
    {
        foreach (var network in Open)
        {
            await network.Database.DisposeAsync();
        }

        if (control.IsValueCreated)
        {
            await control.Value.DisposeAsync();
        }

        held?.Dispose();
    }

    /// <summary>For a host that disposes its services synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Network? ByKey(string kind, string value, string? configured)
    {
        if (!keys.TryGetValue((kind, value), out var networkId))
        {
            if (NetworkRecords.ByKey(control.Value, kind, value, time.GetUtcNow().ToUnixTimeMilliseconds()) is not { } found)
            {
                return null;
            }

            keys.TryAdd((kind, value), networkId = found);
        }

        // A configured key is the default network's only one: what was stored before it is dead while it is configured.
        return ById(networkId) is { } network && (string.IsNullOrEmpty(configured) || network != Default) ? network : null;
    }

    private Network Load(NetworkRecord record)
    {
        folder.CreateNetwork(record.NetworkId);
        var network = new Network
        {
            Id = record.NetworkId,
            Name = record.Name,
            ApiKey = record.IsDefault && options.ApiKey is { Length: > 0 } configured ? configured : record.ApiKey,
            Database = Database.Open(folder.NetworkDatabase(record.NetworkId), Schema.Network, storage, time, listeners),
            SigningKey = Convert.FromBase64String(record.SigningKey),
            PageKey = Convert.FromBase64String(record.PageKey),
            SecureMode = record.IsDefault && options.SecureMode,
        };
        foreach (var opening in openings)
        {
            opening.On(network);
        }

        return network;
    }

    private static bool Same(string configured, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(configured), Encoding.UTF8.GetBytes(sent));
}
