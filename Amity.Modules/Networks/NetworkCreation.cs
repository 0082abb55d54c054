using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amity.Core;
using Amity.Core.Data;

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
        Create(control, "default", isDefault: true, network =>
        {
            if (string.IsNullOrEmpty(options.ServerKey))
            {
                Note(network, folder, options);
            }
        }).NetworkId;

    public static NewNetwork Create(Database control, string name) => Create(control, name, isDefault: false, _ => { });

    // Noted before it is stored, although a file has no place in a write: of a start that is killed between the two there must remain
    // no network whose key nobody knows. A note without its network is replaced by the next start.
    private static NewNetwork Create(Database control, string name, bool isDefault, Action<NewNetwork> note)
    {
        var apiKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var serverKey = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
        return control.Write(async tx =>
        {
            var networkId = tx.NewId();
            await tx.Run(InsertNetwork, new { networkId, name, isDefault, now = tx.Now });
            await tx.Run(InsertKey, new { keyId = tx.NewId(), networkId, kind = "api", value = apiKey, now = tx.Now });
            await tx.Run(InsertKey, new { keyId = tx.NewId(), networkId, kind = "server", value = NetworkRegistry.Hash(serverKey), now = tx.Now });
            foreach (var purpose in (string[])["access-token", "page-token"])
            {
                var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
                await tx.Run(InsertSecret, new { networkId, purpose, secret, now = tx.Now });
            }

            await tx.Run(InsertAudit, new { entryId = tx.NewId(), networkId, now = tx.Now });
            var network = new NewNetwork(networkId, apiKey, serverKey);
            note(network);
            return network;
        }).GetAwaiter().GetResult();
    }

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

    private const string InsertKey = """
        insert into network_keys (key_id, network_id, kind, key_value, created_at)
        values (@keyId, @networkId, @kind, @value, @now)
        """;

    private const string InsertSecret = """
        insert into network_secrets (network_id, purpose, secret, created_at)
        values (@networkId, @purpose, @secret, @now)
        """;

    private const string InsertAudit = """
        insert into audit_log (entry_id, actor, action, network_id, created_at)
        values (@entryId, 'server', 'network.create', @networkId, @now)
        """;
}
