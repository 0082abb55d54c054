using Amity.Core.Data;
using Amity.Core.Pipeline;

namespace Amity.Modules.Networks;

internal sealed class NetworkAdministration(NetworkRegistry networks, NetworkOpening opening, DatabaseOptions storage, TimeProvider time) : INetworkAdministration
{
    public IReadOnlyList<NetworkBody> List() => [.. NetworkRecords.All(networks.Control).Select(opening.ToBody)];

    public NewNetwork Create(string name) => NetworkCreation.Create(networks.Control, name);

    public async Task<bool> Delete(string networkId)
    {
        if (!IsOther(networkId))
        {
            return false;
        }

        await networks.Control.Write(async tx =>
        {
            await NetworkChanges.Delete(tx, networkId);
            await ControlAudit.Add(tx, NetworkChanges.Entry(AuditActor.Command, "deleteNetwork", networkId));
            return true;
        });
        await networks.Remove(networkId);
        return true;
    }

    public async Task<bool> Switch(string networkId, bool isDisabled)
    {
        if (!IsOther(networkId))
        {
            return false;
        }

        await networks.Control.Write(async tx =>
        {
            await NetworkChanges.Switch(tx, networkId, isDisabled);
            await ControlAudit.Add(tx, NetworkChanges.Entry(AuditActor.Command, isDisabled ? "disableNetwork" : "enableNetwork", networkId));
            return true;
        });
        return true;
    }

    public void NoteRestore(DataFolder restored)
    {
        Note().GetAwaiter().GetResult();

        async Task Note()
        {
            await using var control = Database.Open(restored.ControlDatabase, Schema.Control, storage, time);
            var networkId = NetworkRecords.Default(control) ?? "";
            await control.Write(async tx =>
            {
                await ControlAudit.Add(tx, NetworkChanges.Entry(AuditActor.Command, "restore", networkId));
                return true;
            });
        }
    }

    private bool IsOther(string networkId) => NetworkRecords.ById(networks.Control, networkId) switch
    {
        null => false,
        { IsDefault: true } => throw new InvalidOperationException("The default network can be neither disabled nor deleted: stop the server, delete the data folder."),
        _ => true,
    };
}
