using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Core.Pipeline;

/// <summary>Who acts, as it is written down.</summary>
/// <param name="Kind"><c>administrator</c>, <c>user</c>, <c>command</c> (of the command line) or <c>server</c> (by itself).</param>
/// <param name="Name">The user id; the command's or server's kind again.</param>
/// <param name="CredentialId">The administrator's token or the session; empty for commands and for callers of an embedding host.</param>
public sealed record AuditActor(string Kind, string Name, string CredentialId)
{
    public static readonly AuditActor Command = new("command", "command", "");

    public static readonly AuditActor Server = new("server", "server", "");

    public static AuditActor Of(Caller caller) => new(caller.IsAdministrator ? "administrator" : "user", caller.UserId, caller.SessionId);
}

/// <summary>An administrative action, as it is written down in the transaction that did it.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What: the name of the use case, or of the command.</param>
/// <param name="NetworkId">The network that it concerns.</param>
/// <param name="Target">On what: a JSON object of ids, numbers and switches, never of texts or secrets.</param>
/// <param name="Permissions">The network-wide permissions of a user that it rested on; empty for administrators, who need none.</param>
public sealed record AuditEntry(AuditActor Actor, string Action, string NetworkId, string Target, IReadOnlyList<string> Permissions)
{
    /// <summary>
    /// The entry for a write that has succeeded; null for one that nobody keeps account of. Kept account is of every write of an
    /// administrator, and of a user's where a network-wide permission was asked for in the write, and found.
    /// </summary>
    public static AuditEntry? Of<TRequest, TResponse>(TRequest request, TResponse written)
        where TRequest : AmityRequest<TResponse>
    {
        var caller = request.Caller;
        var permissions = caller.TakeUsed();
        if (!caller.IsAdministrator && permissions.Count == 0)
        {
            return null;
        }

        var target = AuditTarget.Of(request, written);
        return new AuditEntry(
            AuditActor.Of(caller), UseCase<TRequest>.Info.Name, target["networkId"]?.GetValue<string>() ?? caller.Network.Id, target.ToJsonString(), permissions);
    }
}

/// <summary>Writes entries into a network's database, inside the write that they tell of.</summary>
public interface IAuditLog
{
    Task Add(IWrite tx, AuditEntry entry);
}

/// <summary>The same for the control database.</summary>
public interface IControlAuditLog
{
    Task Add(IWrite tx, AuditEntry entry);
}
