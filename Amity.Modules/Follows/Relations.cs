using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Modules.Blocks;
using Amity.Modules.Settings;
using Amity.Modules.Users;

namespace Amity.Modules.Follows;

/// <summary>The relation of one user to another, and what a change of it answers.</summary>
internal static class Relations
{
    /// <summary>The relation, with status <c>none</c> where there is none; refused for oneself and where one of the users is unknown.</summary>
    public static async Task<FollowRow> Between(IRead db, string fromUserId, string toUserId)
    {
        if (fromUserId == toUserId)
        {
            throw Refuse.BadRequest("Users cannot follow themselves.");
        }

        return await db.One<FollowRow>(Relation, new { fromUserId, toUserId }) ?? throw Refuse.NotFound("User");
    }

    /// <summary>The caller's own relation to a user: <c>blocked</c> where the caller blocks that user, and nothing of blocks the other way.</summary>
    public static async Task<FollowRow> Of(IRead db, Caller caller, string userId)
    {
        var relation = await Between(db, caller.UserId, userId);
        return await db.One<long?>(Blocked, new { callerId = caller.UserId, userId }) is { } since
            ? relation with { Status = FollowBody.Blocked, CreatedAt = since, UpdatedAt = since }
            : relation;
    }

    /// <summary>
    /// Refuses to change what the caller is to a user with a block between them. The same words whoever of the two made it: the blocked one
    /// learns that it cannot follow, which cannot be hidden, and no more.
    /// </summary>
    public static async Task DemandNoBlock(IWrite tx, Caller caller, string userId)
    {
        if (await UserBlocks.IsBetween(tx, caller, userId))
        {
            throw Refuse.Forbidden("This user can be neither followed nor unfollowed.");
        }
    }

    /// <summary>Ends the relation or the request for one, and takes it out of the counts; a repeat changes nothing.</summary>
    /// <param name="tx">The write.</param>
    /// <param name="fromUserId">Who follows or asked to.</param>
    /// <param name="toUserId">Who is followed or was asked.</param>
    /// <param name="byFollower">Whether it is the former who ends it.</param>
    public static async Task End(IWrite tx, string fromUserId, string toUserId, bool byFollower)
    {
        var relation = await Between(tx, fromUserId, toUserId);
        if (relation.Status == "none")
        {
            return;
        }

        await Remove(tx, relation);
        await tx.Raise(new FollowChanged(fromUserId, toUserId, (relation.Status, byFollower) switch
        {
            ("pending", true) => FollowChange.RequestCanceled,
            ("pending", false) => FollowChange.RequestDeclined,
            (_, true) => FollowChange.Unfollowed,
            (_, false) => FollowChange.FollowerDeleted,
        }));
    }

    /// <summary>Removes one that there is.</summary>
    public static async Task Remove(IWrite tx, FollowRow relation)
    {
        await tx.Run(Delete, new { relation.FromUserId, relation.ToUserId });
        await Count(tx, relation, -1);
        if (relation.Status == "accepted" && (await NetworkSettings.Social(tx)).UserPrivacySetting == "private")
        {
            await tx.Raise(new SightLost([relation.FromUserId]));
        }
    }

    /// <summary>Moves the counts that the relation is in: those of both users, or as long as it waits that of whom it waits for.</summary>
    public static Task Count(IWrite tx, FollowRow relation, int by) => relation.Status == "pending"
        ? UserCounters.AddPending(tx, relation.ToUserId, by)
        : UserCounters.AddFollow(tx, relation.FromUserId, relation.ToUserId, by);

    /// <summary>The answer to a change: the relation as it is stored now, with both users.</summary>
    public static async Task<FollowsBody> Answer(IRead read, Caller caller, string fromUserId, string toUserId) => new()
    {
        Follows = [(await Between(read, fromUserId, toUserId)).ToBody()],
        Users = await UserPayloads.ByIds(read, caller, [fromUserId, toUserId]),
    };

    // Clients keep the newest they have seen, so that 'none' needs a time, too. Every change of a relation moves a count of one of its users
    // or of both, and so the time of their last change: the later one is not before the end of the relation.
    private const string Relation = """
        select coalesce(f.follow_id, '')      as follow_id,
               a.user_id                      as from_user_id,
               a.internal_id                  as from_internal_id,
               a.is_deleted                   as from_is_deleted,
               b.user_id                      as to_user_id,
               b.internal_id                  as to_internal_id,
               b.is_deleted                   as to_is_deleted,
               coalesce(f.status, 'none')     as status,
               coalesce(f.created_at, case when a.updated_at > b.updated_at then a.updated_at else b.updated_at end) as created_at,
               coalesce(f.updated_at, case when a.updated_at > b.updated_at then a.updated_at else b.updated_at end) as updated_at
        from users a
        cross join users b
        left join follows f on f.from_user_id = a.user_id and f.to_user_id = b.user_id
        where a.user_id = @fromUserId
          and b.user_id = @toUserId
        """;

    private const string Blocked = """
        select created_at
        from blocks
        where user_id = @callerId
          and blocked_user_id = @userId
        """;

    private const string Delete = """
        delete from follows
        where from_user_id = @FromUserId
          and to_user_id = @ToUserId
        """;
}
