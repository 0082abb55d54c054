using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Settings;

namespace Amity.Modules.Posts;

public sealed partial record PostViewer
{
    public required string UserId { get; init; }

    public required bool IsAdministrator { get; init; }

    /// <summary>Whether the viewer reviews the posts of every community that it may see.</summary>
    public required bool IsReviewer { get; init; }

    /// <summary>Whether the viewer reads the walls also of those that it does not follow.</summary>
    public required bool SeesAllWalls { get; init; }

    public static async Task<PostViewer> Of(IRead db, Caller caller) => new()
    {
        UserId = caller.UserId,
        IsAdministrator = caller.IsAdministrator,
        IsReviewer = caller.Sees("REVIEW_COMMUNITY_POST"),
        SeesAllWalls = caller.IsAdministrator || (await NetworkSettings.Social(db)).UserPrivacySetting != "private",
    };

    /// <summary>The same user from whom nothing is hidden: for what it has just written itself.</summary>
    public static PostViewer Unhindered(Caller caller) =>
        new() { UserId = caller.UserId, IsAdministrator = true, IsReviewer = true, SeesAllWalls = true };

    /// <summary>The parameters of <see cref="PostSql"/>'s conditions, beside these.</summary>
    public Arguments Args(object? more = null) => new Arguments(more)
        .With("callerId", UserId)
        .With("isAdministrator", IsAdministrator)
        .With("isReviewer", IsReviewer)
        .With("seesAllWalls", SeesAllWalls);

    /// <summary>Whether the viewer may read this user's wall.</summary>
    public async Task<bool> SeesWall(IRead db, string userId) =>
        SeesAllWalls || userId == UserId || await db.One<string>(Following, new { callerId = UserId, userId }) is not null;

    private const string Following = """
        select to_user_id
        from follows
        where from_user_id = @callerId
          and to_user_id = @userId
          and status = 'accepted'
        -- rests on follows.from_user_id @callerId
        """;
}
