using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;

namespace Amity.Modules.Networks;

/// <summary>What is done to a network as a whole, inside a write of the control database.</summary>
internal static class NetworkChanges
{
    /// <summary>Networks of others are the business of who runs the installation: the administrators of the default network.</summary>
    public static void DemandOperator(Caller caller, INetworks networks)
    {
        if (caller.Network != networks.Default)
        {
            throw Refuse.Permission("Only administrators of the default network can do this");
        }
    }

    /// <summary>The network, which must not be the default one: without that nobody could undo it.</summary>
    public static async Task<NetworkRecord> Other(IRead db, string networkId)
    {
        var network = await NetworkRecords.ById(db, networkId) ?? throw Refuse.NotFound("Network");
        return network.IsDefault ? throw Refuse.Forbidden("The default network can be neither disabled nor deleted.") : network;
    }

    public static Task Switch(IWrite tx, string networkId, bool isDisabled) => tx.Run(SetDisabled, new { networkId, isDisabled });

    /// <summary>The row goes with the keys and secrets, so that nothing leads to the network any more; its folder goes afterwards.</summary>
    public static async Task Delete(IWrite tx, string networkId)
    {
        await tx.Run(InsertDeletion, new { networkId, now = tx.Now });
        await tx.Run(DeleteRow, new { networkId });
    }

    /// <summary>The folder is gone.</summary>
    public static Task Deleted(IWrite tx, string networkId) => tx.Run(DeleteDeletion, new { networkId });

    /// <summary>An entry of the audit log for what no request asked for.</summary>
    public static AuditEntry Entry(AuditActor actor, string action, string networkId) =>
        new(actor, action, networkId, new JsonObject { ["networkId"] = networkId }.ToJsonString(), []);

    private const string SetDisabled = """
        update networks
        set is_disabled = @isDisabled
        where network_id = @networkId
        """;

    private const string InsertDeletion = """
        insert into network_deletions (network_id, created_at)
        values (@networkId, @now)
        on conflict (network_id) do nothing
        """;

    private const string DeleteRow = """
        delete from networks
        where network_id = @networkId
        """;

    private const string DeleteDeletion = """
        delete from network_deletions
        where network_id = @networkId
        """;
}
