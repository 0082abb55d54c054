using System.Text.Json.Nodes;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using Amity.Modules.Audit;
using Amity.Modules.Users;

namespace Amity.Modules.Sessions;

/// <summary>The answer to a registration.</summary>
public sealed record SessionBody
{
    public required string AccessToken { get; init; }

    /// <summary>For SDKs that expect one; there is no operation that takes it.</summary>
    public required string RefreshToken { get; init; }

    public required Instant IssuedAt { get; init; }

    public required Instant ExpiresAt { get; init; }

    /// <summary>Newer SDKs treat anything else as a visitor.</summary>
    public string UserType => "signed-in";

    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];
}

/// <summary>Administrators' tokens, for the command line and the control plane.</summary>
public static class AdminTokens
{
    public const int MostDays = 3650;

    public static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(365);

    /// <summary>
    /// Makes a token with administrator rights in the network and stores its hash. The token is answered once and cannot be read again.
    /// Works beside a running server, which looks the token up when it first sees it. Refused for the name of a user who is no administrator, was
    /// deleted or is banned: such a token would be dead.
    /// </summary>
    /// <param name="network">Whose.</param>
    /// <param name="name">Who or what uses it; also the administrator's user id.</param>
    /// <param name="lifetime">Until it expires.</param>
    /// <param name="time">The clock.</param>
    /// <param name="actor">Who makes it, in the server's process; the command line when left out.</param>
    public static async Task<string> Create(Network network, string name, TimeSpan lifetime, TimeProvider time, AuditActor? actor = null)
    {
        var token = NewAdminToken.Of(network, name, lifetime, time);
        await network.Database.Write(async tx =>
        {
            var tokenId = await token.Store(tx);
            if (actor is not null)
            {
                // By the server itself, which writes users as well: nobody else can become this one before the token is used.
                await Administrator.Register(tx, name);
            }

            var target = new JsonObject { ["tokenId"] = tokenId }.ToJsonString();
            await AuditEntries.Add(tx, new AuditEntry(actor ?? AuditActor.Command, "createAdminToken", network.Id, target, []));
            return tokenId;
        });
        return token.Text;
    }
}
