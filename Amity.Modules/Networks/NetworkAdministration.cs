using Amity.Core.Data;

namespace Amity.Modules.Networks;

internal sealed class NetworkAdministration(NetworkRegistry networks, DataFolder folder) : INetworkAdministration
{
    public IReadOnlyList<NetworkRecord> List() => NetworkRecords.All(networks.Control);

    public NewNetwork Create(string name) => NetworkCreation.Create(networks.Control, name);

    public async Task<bool> Delete(string networkId)
    {
        if (NetworkRecords.ById(networks.Control, networkId) is not { } network)
        {
            return false;
        }

        if (network.IsDefault)
        {
            throw new InvalidOperationException("The default network cannot be deleted: delete the data folder instead.");
        }

        await networks.Control.Write(async tx =>
        {
            await tx.Run(DeleteRow, new { networkId });
            return await tx.Run(InsertAudit, new { entryId = tx.NewId(), networkId, now = tx.Now });
        });
        if (Directory.Exists(folder.NetworkFolder(networkId)))
        {
            folder.DeleteNetwork(networkId);
        }

        return true;
    }

    private const string DeleteRow = """
        delete from networks
        where network_id = @networkId
        """;

    private const string InsertAudit = """
        insert into audit_log (entry_id, actor, action, network_id, created_at)
        values (@entryId, 'server', 'network.delete', @networkId, @now)
        """;
}
