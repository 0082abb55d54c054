using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Users;

namespace Amity.Modules.Communities;

/// <summary>
/// Requests to join communities that ask for approval. A user has one to a community, the newest; while it waits the user is neither a
/// member nor banned. Who may add members answers it.
/// </summary>
internal static class JoinRequests
{
    /// <summary>What a request is or was.</summary>
    public static readonly string[] Statuses = ["pending", "approved", "rejected", "cancelled"];

    /// <summary>Whoever has this permission sees requests, answers them, and never has to ask.</summary>
    public const string Permission = "ADD_COMMUNITY_USER";

    /// <summary>Lets the caller's request wait; one that waits already stays as it is, one that has ended begins anew.</summary>
    public static Task Ask(IWrite tx, Caller caller, string communityId) =>
        tx.Run(Insert, new { communityId, caller.UserId, now = tx.Now });

    /// <summary>Ends those of the users' requests that wait. The caller is the one who responds, but not to the own request.</summary>
    public static Task<int> End(IWrite tx, Caller caller, string communityId, IEnumerable<string> userIds, string status) =>
        tx.Run(Update, new { communityId, userIds = userIds.Distinct().ToArray(), status, callerId = caller.UserId, now = tx.Now });

    /// <summary>A user's request, or null.</summary>
    public static Task<JoinRequestRow?> Of(IRead db, string communityId, string userId) =>
        db.One<JoinRequestRow>(OfUser, new { communityId, userId });

    /// <summary>
    /// The request that the caller wants to answer with this status: one that waits, or that was answered so already. The SDK names the user
    /// by the internal id; the public one does as well, unless it is another user's internal one.
    /// </summary>
    public static async Task<JoinRequestRow> ToAnswer(IWrite tx, Caller caller, string communityId, string userId, string status)
    {
        (await CommunityAccess.OfFindable(tx, caller, communityId)).Demand(caller, Permission);
        var publicId = await tx.One<string>(PublicId, new { userId }) ?? userId;
        return await Of(tx, communityId, publicId) is { } request && (request.IsPending || request.Status == status)
            ? request
            : throw Refuse.NotFound("Join request");
    }

    /// <summary>The answer that shows these requests, with every user whom they name.</summary>
    public static async Task<JoinRequestsBody> Show(IRead db, Caller caller, IReadOnlyCollection<JoinRequestRow> rows, Paging? paging = null) => new()
    {
        JoinRequests = [.. rows.Select(row => row.ToBody(caller.Network))],
        Users = await UserPayloads.ByIds(db, caller, rows.SelectMany(row => row.UserIds)),
        Paging = paging,
    };

    private const string Insert = """
        insert into community_join_requests (community_id, user_id, status, created_at, updated_at)
        values (@communityId, @UserId, 'pending', @now, @now)
        on conflict (community_id, user_id) do update
        set status       = excluded.status,
            responder_id = null,
            created_at   = excluded.created_at,
            updated_at   = excluded.updated_at
        where community_join_requests.status <> 'pending'
        """;

    private const string Update = """
        update community_join_requests
        set status       = @status,
            responder_id = nullif(@callerId, user_id),
            updated_at   = @now
        where community_id = @communityId
          and user_id in @userIds
          and status = 'pending'
        """;

    private const string PublicId = """
        select user_id
        from users
        where internal_id = @userId
        """;

    private const string OfUser = $"""
        select {JoinRequestRow.Columns}
        from community_join_requests r
        {JoinRequestRow.Users}
        where r.community_id = @communityId
          and r.user_id = @userId
        """;
}
