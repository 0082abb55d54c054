using System.Text;
using Amity.Core.Identity;
using Amity.Core.Mqtt;
using Amity.Modules.Sessions;

namespace Amity.Modules.Realtime;

/// <summary>
/// Who may do what over MQTT: users connect with their internal id and an access token, read what they could read over HTTP, and publish nothing. A dead
/// or wrong credential is answered with 2, on which the SDK stops for good, not with 4 or 5, on which it tries for ever; what throws is trouble that passes.
/// </summary>
internal sealed class RealtimePolicy(ITokenHolders holders, Connections connections, Misbehaviour misbehaviour) : IBrokerPolicy
{
    private const int LongestClientId = 512;
    private const int MostTries = 10;

    /// <summary>Ends the MQTT connections of a token; set by who has the broker.</summary>
    public Action<Connected> End { get; set; } = _ => { };

    public bool Retains => false;

    public bool PublishesWills => false;

    public async ValueTask<Admission> Admit(ConnectPacket connect)
    {
        var token = connect.Password is { Length: > 0 } password ? Encoding.UTF8.GetString(password) : "";
        if (connect.ClientId.Length > LongestClientId)
        {
            return Admission.Refused(ConnectReturn.IdentifierRejected);
        }

        for (var tries = 0; tries < MostTries; tries++)
        {
            var endings = connections.Endings;
            if (await holders.Of(token) is not { } holder || holder.InternalId != connect.UserName)
            {
                return Admission.Refused(ConnectReturn.IdentifierRejected);
            }

            var connected = new Connected(holder) { ClientId = connect.ClientId, End = End };
            if (connections.TryAdd(connected, endings))
            {
                return new Admission(ConnectReturn.Accepted, new RealtimeMember(connected)
                {
                    MostSessions = StoredSessions.MostOfUser,
                    Alias = holder.Kind is CallerKind.Administrator || holder.IsVerified ? RealtimeMember.VouchedKeyOf(holder.Network, holder.InternalId) : null,
                });
            }
        }

        return Admission.Refused(ConnectReturn.ServerUnavailable);
    }

    public ValueTask<bool> MaySubscribe(Member member, string filter) =>
        member is RealtimeMember { Connected.IsOver: false } user ? Topics.MaySubscribe(user, filter) : new ValueTask<bool>(false);

    public bool MayPublish(Member member, string topic) => false;

    public void Left(Member member) => connections.Remove(((RealtimeMember)member).Connected);

    public void Misbehaved(Member? member, string how) => misbehaviour.Note(member is RealtimeMember user ? user.Holder.InternalId : "", how);
}
