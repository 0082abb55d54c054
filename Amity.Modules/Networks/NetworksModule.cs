using System.Text.Json.Serialization;
using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Networks;

/// <summary>The tenants: their keys and how their sessions are guarded, for their administrators, and they themselves for those of the default network.</summary>
public sealed class NetworksModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(ListNetworks), ListNetworks.Map),
        new(typeof(CreateNetwork), CreateNetwork.Map),
        new(typeof(DisableNetwork), DisableNetwork.Map),
        new(typeof(EnableNetwork), EnableNetwork.Map),
        new(typeof(DeleteNetwork), DeleteNetwork.Map),
        new(typeof(ListKeys), ListKeys.Map),
        new(typeof(CreateKey), CreateKey.Map),
        new(typeof(RevokeKey), RevokeKey.Map),
        new(typeof(GetSecurity), GetSecurity.Map),
        new(typeof(UpdateSecurity), UpdateSecurity.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton(provider => Storage(provider.GetRequiredService<AmityOptions>().Storage))
        .AddSingleton(provider => new DataFolder(provider.GetRequiredService<AmityOptions>().DataDirectory))
        .AddSingleton<NetworkOpening>()
        .AddSingleton<NetworkRegistry>()
        .AddSingleton<INetworks>(provider => provider.GetRequiredService<NetworkRegistry>())
        .AddSingleton<INetworkAdministration, NetworkAdministration>()
        .AddSingleton<IControlAuditLog, ControlAudit>()
        .AddSingleton<ICallers, Callers>()
        .AddHostedService<FolderLock>()
        .AddHostedService<IdleSweep>()
        .AddHostedService<ControlWatch>();

    private static DatabaseOptions Storage(AmityOptions.StorageOptions options) =>
        new() { Durability = options.Durability, AnswerBytes = options.AnswerMegabytes * 1024 * 1024 };
}

[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(NetworkBody))]
[JsonSerializable(typeof(NewNetworkBody))]
[JsonSerializable(typeof(SecurityBody))]
[JsonSerializable(typeof(Success))]
[JsonSerializable(typeof(ListKeys.Response), TypeInfoPropertyName = "ListKeysResponse")]
[JsonSerializable(typeof(ListNetworks.Response), TypeInfoPropertyName = "ListNetworksResponse")]
[JsonSerializable(typeof(CreateKey.Request), TypeInfoPropertyName = "CreateKeyRequest")]
[JsonSerializable(typeof(CreateNetwork.Request), TypeInfoPropertyName = "CreateNetworkRequest")]
[JsonSerializable(typeof(UpdateSecurity.Request), TypeInfoPropertyName = "UpdateSecurityRequest")]
internal sealed partial class NetworksJson : JsonSerializerContext
{
    public static readonly NetworksJson Instance = new(AmityJson.Options());
}
