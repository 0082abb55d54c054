using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Communities;

/// <summary>
/// Takes a user who was deleted out of all communities: memberships with their roles, bans, requests to join. Nothing is refused: a community
/// may be left without a moderator, or without a member, and administrators look after it.
/// </summary>
internal sealed class RemoveMembershipsOfUser : IInWrite<UserDeleted>, IJob
{
    /// <summary>Each with the roles of the member and the count of the community.</summary>
    private const int AtOnce = 20;

    public string Kind => "memberships.ofUser";

    public Task On(UserDeleted raised, IWrite tx) => JobQueue.Start(tx, Kind, raised.UserId);

    public async Task<bool> Step(IWrite tx, string argument)
    {
        var args = new { userId = argument, most = AtOnce };
        var some = await tx.Many<Row>(Some, args);
        foreach (var row in some)
        {
            await tx.Run(Delete, new { row.CommunityId, userId = argument });
            await CommunityMembers.Changed(tx, row.CommunityId, row.Membership == "member" ? -1 : 0);
            await tx.Raise(new CommunityMembersChanged(row.CommunityId, [argument], MembersChange.Gone));
        }

        return some.Count == 0 && await tx.Run(DeleteRequests, args) < AtOnce;
    }

    private const string Some = """
        select community_id,
               membership
        from community_users
        where user_id = @userId
        limit @most
        """;

    // The roles go with it.
    private const string Delete = """
        delete from community_users
        where community_id = @CommunityId
          and user_id = @userId
        """;

    private const string DeleteRequests = """
        delete from community_join_requests
        where user_id = @userId
          and community_id in (select community_id
                               from community_join_requests
                               where user_id = @userId
                               limit @most)
        """;

    private sealed record Row
    {
        public string CommunityId { get; init; } = "";

        public string Membership { get; init; } = "";
    }
}
