using System.Collections.Concurrent;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Networks;

namespace Amity.Modules.Sessions;

/// <summary>
/// What the roles of a network give, as lives on which those of sessions rest that remember what their users may do. A change of any role
/// ends the network's, and with it all of these at one stroke, however many they are: each is read anew at its next call. The database
/// itself tells of the change, whichever statement makes it, before whoever made it is answered.
/// </summary>
internal sealed class RoleMatrices : INetworkOpened, INetworkClosed
{
    private readonly ConcurrentDictionary<string, Matrix> matrices = new(StringComparer.Ordinal);

    void INetworkOpened.On(Network opened)
    {
        var matrix = matrices.GetOrAdd(opened.Id, _ => new Matrix());
        opened.Database.Watch(new Watch(matrix, "roles", "role_id", ["is_network_wide", "is_deleted"]));
        opened.Database.Watch(new Watch(matrix, "role_permissions", "permission", ["role_id", "permission"]));
    }

    void INetworkClosed.On(Network closed) => matrices.TryRemove(closed.Id, out _);

    /// <summary>The network's matrix as it is. To be asked before the rights are read that rest on it.</summary>
    public SessionLife Of(Network network) => matrices.GetOrAdd(network.Id, _ => new Matrix()).Current;

    private sealed class Matrix
    {
        private volatile SessionLife current = new(long.MaxValue);

        public SessionLife Current => current;

        public void Change()
        {
            // The next first: who asks while the former ends must not get one that has ended.
            var former = current;
            current = new SessionLife(long.MaxValue);
            former.End();
        }
    }

    private sealed class Watch(Matrix matrix, string table, string key, string[] columns) : IRowWatch
    {
        public string Table => table;

        public string Key => key;

        public string Group => "role_id";

        public IReadOnlyList<string> Columns => columns;

        public Task<Action?> Changing(IRead tx, IReadOnlyList<TouchedRow> rows) => Task.FromResult<Action?>(matrix.Change);

        public void Lost(Exception? error) => matrix.Change();

        public void Idle()
        {
            // A life takes no memory worth giving back.
        }
    }
}
