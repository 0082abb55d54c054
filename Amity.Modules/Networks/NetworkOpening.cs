using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;

namespace Amity.Modules.Networks;

/// <summary>Makes the network of a record, keeps it as the record and the configuration say, and tells who listens of its beginning and its end.</summary>
internal sealed class NetworkOpening(
    AmityOptions options,
    DatabaseOptions storage,
    DataFolder folder,
    TimeProvider time,
    IInWriteDispatcher listeners,
    IEnumerable<INetworkOpened> openings,
    IEnumerable<INetworkClosed> closings)
{
    private volatile Network? first;

    public Network Open(NetworkRecord record)
    {
        folder.CreateNetwork(record.NetworkId);
        var network = new Network
        {
            Id = record.NetworkId,
            Name = record.Name,
            ApiKey = ApiKeyOf(record),
            Database = Database.Open(folder.NetworkDatabase(record.NetworkId), Schema.Network, storage, time, listeners),
            SigningKey = Convert.FromBase64String(record.SigningKey),
            PageKey = Convert.FromBase64String(record.PageKey),
            SecureMode = SecureModeOf(record),
        };
        if (record.IsDefault)
        {
            first = network;
        }

        foreach (var opening in openings)
        {
            opening.On(network);
        }

        return network;
    }

    /// <summary>What may change while a network is open.</summary>
    public void Take(Network network, NetworkRecord record) => (network.ApiKey, network.SecureMode) = (ApiKeyOf(record), SecureModeOf(record));

    public void Close(Network network)
    {
        network.Close();
        foreach (var closing in closings)
        {
            closing.On(network);
        }
    }

    /// <summary>Whether the configuration says which key of this kind the network has.</summary>
    public bool IsConfigured(Network network, string kind) =>
        network == first && !string.IsNullOrEmpty(kind == KeyKind.Api ? options.ApiKey : options.ServerKey);

    /// <summary>Refuses to change keys that the configuration would overrule.</summary>
    public void DemandNotConfigured(Network network, string kind)
    {
        if (IsConfigured(network, kind))
        {
            var key = kind == KeyKind.Api ? "Amity:ApiKey" : "Amity:ServerKey";
            throw Refuse.BadRequest($"{key} is configured and is the only key of its kind: change it in the configuration.");
        }
    }

    /// <summary>Whether the configuration says if the network is in secure mode.</summary>
    public bool IsSecureModeConfigured(Network network) => network == first && options.SecureMode is not null;

    /// <summary>The key that the network's apps are to send.</summary>
    private string ApiKeyOf(NetworkRecord record) => record.IsDefault && options.ApiKey is { Length: > 0 } configured ? configured : record.ApiKey;

    public NetworkBody ToBody(NetworkRecord record) => new()
    {
        NetworkId = record.NetworkId,
        Name = record.Name,
        ApiKey = ApiKeyOf(record),
        IsDefault = record.IsDefault,
        IsDisabled = record.IsDisabled,
        CreatedAt = record.CreatedAt,
    };

    public SecurityBody SecurityOf(Network network) => new()
    {
        ApiKey = network.ApiKey,
        IsApiKeyConfigured = IsConfigured(network, KeyKind.Api),
        IsServerKeyConfigured = IsConfigured(network, KeyKind.Server),
        SecureMode = network.SecureMode,
        IsSecureModeConfigured = IsSecureModeConfigured(network),
    };

    private bool SecureModeOf(NetworkRecord record) => (record.IsDefault ? options.SecureMode : null) ?? record.SecureMode;
}
