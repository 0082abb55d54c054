using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Blocks;
using Amity.Modules.Communities;
using Amity.Modules.Settings;

namespace Amity.Modules.Posts;

public sealed partial record PostViewer
{
    public required string UserId { get; init; }

    public required bool IsAdministrator { get; init; }

    /// <summary>See <see cref="CommunityViewer.SeesAll"/>.</summary>
    public required bool SeesCommunities { get; init; }

    /// <summary>Whether the viewer reviews the posts of every community that it may see.</summary>
    public required bool IsReviewer { get; init; }

    /// <summary>Whether the viewer reads the walls also of those that it does not follow.</summary>
    public required bool SeesAllWalls { get; init; }

    /// <summary>Whether there is a block between the viewer and anybody.</summary>
    public bool HasBlocks { get; private init; }

    /// <summary>Whether the walls across a block are hidden: not from who deletes posts on all walls, or a block would be a way out of moderation.</summary>
    public bool HidesWalls { get; private init; }

    /// <summary>Whether the viewer deletes the comments in every community that it may see.</summary>
    public bool DeletesInCommunities { get; private init; }

    /// <summary>The same on the walls of all, and below content.</summary>
    public bool DeletesOnWalls { get; private init; }

    public static async Task<PostViewer> Of(IRead db, Caller caller) => Of(
        caller,
        seesAllWalls: caller.IsAdministrator || (await NetworkSettings.Social(db)).UserPrivacySetting != "private",
        hasBlocks: await UserBlocks.Concern(db, caller));

    private static PostViewer Of(Caller caller, bool seesAllWalls, bool hasBlocks) => new()
    {
        UserId = caller.UserId,
        IsAdministrator = caller.IsAdministrator,
        SeesCommunities = CommunityViewer.SeesAll(caller),
        IsReviewer = caller.Sees("REVIEW_COMMUNITY_POST"),
        SeesAllWalls = seesAllWalls,
        HasBlocks = hasBlocks,
        HidesWalls = hasBlocks && !caller.Sees("DELETE_USER_FEED_POST"),
        DeletesInCommunities = caller.Sees("DELETE_COMMUNITY_COMMENT"),
        DeletesOnWalls = caller.Sees("DELETE_USER_FEED_COMMENT"),
    };

    /// <summary>The same user from whom nothing is hidden: for what it has just written itself.</summary>
    public static PostViewer Unhindered(Caller caller) =>
        new() { UserId = caller.UserId, IsAdministrator = true, SeesCommunities = true, IsReviewer = true, SeesAllWalls = true };

    /// <summary>The parameters of <see cref="PostSql"/>'s conditions, beside these.</summary>
    public Arguments Args(object? more = null) => new Arguments(more)
        .With("callerId", UserId)
        .With("isAdministrator", IsAdministrator)
        .With("seesCommunities", SeesCommunities)
        .With("isReviewer", IsReviewer)
        .With("seesAllWalls", SeesAllWalls)
        .With("hasBlocks", HasBlocks)
        .With("hidesWalls", HidesWalls)
        .With("deletesInCommunities", DeletesInCommunities)
        .With("deletesOnWalls", DeletesOnWalls);

    /// <summary>Whether the viewer may read this user's wall.</summary>
    public async Task<bool> SeesWall(IRead db, string userId) =>
        SeesAllWalls || userId == UserId || await db.One<string>(Following, new { callerId = UserId, userId }) is not null;

    /// <summary>Whether this user's wall is hidden from the viewer by a block, whoever of the two made it.</summary>
    public async Task<bool> IsApart(IRead db, Caller caller, string userId) => HidesWalls && await UserBlocks.IsBetween(db, caller, userId);

    private const string Following = """
        select to_user_id
        from follows
        where from_user_id = @callerId
          and to_user_id = @userId
          and status = 'accepted'
        -- rests on follows.from_user_id @callerId
        """;
}
