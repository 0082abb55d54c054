using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Pipeline;

namespace Amity.Modules.Networks;

/// <summary>What is shown once of a new network.</summary>
public sealed record NewNetwork(string NetworkId, string ApiKey, string ServerKey);

/// <summary>Makes networks: a row, keys, secrets; the database and its folder follow at first use.</summary>
internal static class NetworkCreation
{
    private const int SecretBytes = 32;

    /// <summary>
    /// The default network of an empty data folder. A generated server key is written once to <c>first-run.txt</c>, which only the owner
    /// may read; the database knows its hash.
    /// </summary>
    public static string First(Database control, DataFolder folder, AmityOptions options) =>
        Create(control, "default", isDefault: true, AuditActor.Server, network =>
        {
            if (string.IsNullOrEmpty(options.ServerKey))
            {
                Note(network, folder, options);
            }
        }).NetworkId;

    /// <summary>A further one, by the command line.</summary>
    public static NewNetwork Create(Database control, string name) =>
        Create(control, name, isDefault: false, AuditActor.Command, _ => { });

    /// <summary>The rows of a network, inside a write of the control database.</summary>
    public static async Task<NewNetwork> Add(IWrite tx, string name, bool isDefault)
    {
        var networkId = tx.NewId();
        await tx.Run(InsertNetwork, new { networkId, name, isDefault, now = tx.Now });
        var apiKey = await NetworkKeys.Add(tx, networkId, KeyKind.Api);
        var serverKey = await NetworkKeys.Add(tx, networkId, KeyKind.Server);
        foreach (var purpose in (string[])["access-token", "page-token"])
        {
            var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
            await tx.Run(InsertSecret, new { networkId, purpose, secret, now = tx.Now });
        }

        return new NewNetwork(networkId, apiKey.Key, serverKey.Key);
    }

    // Noted before it is stored, although a file has no place in a write: of a start that is killed between the two there must remain
    // no network whose key nobody knows. A note without its network is replaced by the next start.
    private static NewNetwork Create(Database control, string name, bool isDefault, AuditActor actor, Action<NewNetwork> note) =>
        control.Write(async tx =>
        {
            var network = await Add(tx, name, isDefault);
            await ControlAudit.Add(tx, NetworkChanges.Entry(actor, "createNetwork", network.NetworkId));
            note(network);
            return network;
        }).GetAwaiter().GetResult();

    private static void Note(NewNetwork network, DataFolder folder, AmityOptions options)
    {
        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var output = new FileStream(folder.FirstRunNote, file);
        output.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            Network:    {network.NetworkId}
            API key:    {(string.IsNullOrEmpty(options.ApiKey) ? network.ApiKey : "as configured")}
            Server key: {network.ServerKey}

            The server key is shown only here. Keep it on your own servers, then delete this file.

            """)));
        output.Flush(flushToDisk: true);
    }

    private const string InsertNetwork = """
        insert into networks (network_id, name, is_default, created_at)
        values (@networkId, @name, @isDefault, @now)
        """;

    private const string InsertSecret = """
        insert into network_secrets (network_id, purpose, secret, created_at)
        values (@networkId, @purpose, @secret, @now)
        """;
}
