using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
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
    public static string First(Database control, DataFolder folder, AmityOptions options)
    {
        var network = Create(control, "default", isDefault: true);
        if (string.IsNullOrEmpty(options.ServerKey))
        {
            var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var note = new StreamWriter(folder.FirstRunNote, file);
            note.Write(string.Create(CultureInfo.InvariantCulture, $"""
                Network:    {network.NetworkId}
                API key:    {(string.IsNullOrEmpty(options.ApiKey) ? network.ApiKey : "as configured")}
                Server key: {network.ServerKey}

                The server key is shown only here. Keep it on your own servers, then delete this file.

                """));
        }

        return network.NetworkId;
    }

    public static NewNetwork Create(Database control, string name, bool isDefault)
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
            return new NewNetwork(networkId, apiKey, serverKey);
        }).GetAwaiter().GetResult();
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
