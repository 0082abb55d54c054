using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Audit;

namespace Amity.Modules.Networks;

/// <summary>
/// Callers for a host that embeds the server and vouches for its users itself. Who is banned from the network or deleted gets none; one that
/// was given earlier writes nothing any more, but still reads: ask anew for every piece of work.
/// </summary>
public interface ICallers
{
    /// <summary>
    /// Acts as a user of the default network, or of the one that is named; the user is created when the id is new. Has no network-wide
    /// rights. Counts against the rate limit like the user's own calls. Throws <see cref="Core.Errors.ErrorKind.GloballyBanned"/> for who is
    /// banned, and <see cref="Core.Errors.ErrorKind.Forbidden"/> for who is deleted.
    /// </summary>
    Task<Caller> User(string userId, string? displayName = null, string? networkId = null);

    /// <summary>Acts with every right, under the user id that is given.</summary>
    Task<Caller> Administrator(string userId = "admin", string? networkId = null);
}

/// <summary>Told of every network when this process first uses it. A singleton, and quick: the network's first request waits for it.</summary>
public interface INetworkOpened
{
    void On(Network opened);
}

/// <summary>Told of a network whose files were closed because nobody uses it, again and again while it rests. A singleton, and quick.</summary>
public interface INetworkIdle
{
    void On(Network idle);
}

/// <summary>
/// Told of a network that was disabled or deleted: who keeps something of it in memory lets go of it. Requests that were under way may still
/// come for a moment. Enabled again it is opened as another object. A singleton, and quick.
/// </summary>
public interface INetworkClosed
{
    void On(Network closed);
}

/// <summary>Networks for the command line.</summary>
public interface INetworkAdministration
{
    /// <summary>All networks, each with the key that its apps are to send: where one is configured, that.</summary>
    IReadOnlyList<NetworkBody> List();

    /// <summary>Makes a network beside the running server, which finds it by its keys.</summary>
    NewNetwork Create(string name);

    /// <summary>
    /// Deletes a network with all its data, for good. Needs the data folder's lock. False when there is none with this id; throws
    /// <see cref="InvalidOperationException"/> for the default network.
    /// </summary>
    Task<bool> Delete(string networkId);

    /// <summary>
    /// Disables or enables a network, also beside the running server, which notices within five seconds. False when
    /// there is none with this id; throws <see cref="InvalidOperationException"/> for the default network.
    /// </summary>
    Task<bool> Switch(string networkId, bool isDisabled);

    /// <summary>Writes down in the data of a backup, before it takes the place of what is there, that it was restored.</summary>
    void NoteRestore(DataFolder restored);
}

/// <summary>What was done to the installation, for the list of all that was done.</summary>
public static partial class ControlAuditLists
{
    /// <summary>The part that lies in the control database: of all networks, or of <c>@networkId</c>.</summary>
    public static PagedSql<AuditRow> Of(bool all, string? actor, string? action) => (all, actor, action) switch
    {
        (false, null, null) => Network,
        (false, _, null) => NetworkByActor,
        (false, null, _) => NetworkByAction,
        (false, _, _) => NetworkByBoth,
        (true, null, null) => All,
        (true, _, null) => AllByActor,
        (true, null, _) => AllByAction,
        (true, _, _) => AllByBoth,
    };
}
