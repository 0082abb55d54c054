using Amity.Core.Identity;

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

/// <summary>Networks for the command line and, later, the control plane.</summary>
public interface INetworkAdministration
{
    IReadOnlyList<NetworkRecord> List();

    /// <summary>Makes a network beside the running server, which finds it by its keys.</summary>
    NewNetwork Create(string name);

    /// <summary>
    /// Deletes a network with all its data, for good. Needs the data folder's lock. False when there is none with this id; throws
    /// <see cref="InvalidOperationException"/> for the default network.
    /// </summary>
    Task<bool> Delete(string networkId);
}
