using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Comments;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Moderation;

/// <summary>The flags on one thing: at most one of each user, and the count on the thing itself.</summary>
/// <param name="ReferenceType"><c>user</c>, <c>post</c> or <c>comment</c>.</param>
/// <param name="ReferenceId">Of the thing.</param>
/// <param name="CommunityId">Where it stands; null elsewhere.</param>
internal sealed record Flags(string ReferenceType, string ReferenceId, string? CommunityId = null)
{
    /// <summary>How many a thing takes. That there is an end is the API's, the number is ours: moderators learn nothing from more.</summary>
    private const int Most = 1000;

    /// <summary>Puts the user's flag there; one that is there already stays. Refuses more than a thing takes.</summary>
    public async Task Add(IWrite tx, string userId)
    {
        if (await tx.Run(Insert, new { ReferenceType, ReferenceId, userId, CommunityId, now = tx.Now }) == 0)
        {
            return;
        }

        if (await tx.One<long>(Number, new { ReferenceType, ReferenceId }) > Most)
        {
            throw Refuse.Forbidden("Number of flag already exceed.");
        }

        await Count(tx, 1);
    }

    /// <summary>Takes the user's flag away; where there is none, nothing changes.</summary>
    public async Task Withdraw(IWrite tx, string userId)
    {
        if (await tx.Run(Delete, new { ReferenceType, ReferenceId, userId }) > 0)
        {
            await Count(tx, -1);
        }
    }

    /// <summary>Takes all flags away, which are not many.</summary>
    public async Task Clear(IWrite tx)
    {
        if (await tx.Run(DeleteAll, new { ReferenceType, ReferenceId }) is > 0 and var removed)
        {
            await Count(tx, -removed);
        }
    }

    public async Task<FlaggedBody> By(IRead db, string userId) =>
        FlaggedBody.Of(await db.One<string>(One, new { ReferenceType, ReferenceId, userId }) is not null);

    /// <summary>Moves the count of the thing.</summary>
    public Task Count(IWrite tx, int by) => ReferenceType switch
    {
        "post" => PostCounters.AddFlags(tx, ReferenceId, by),
        "comment" => CommentCounters.AddFlags(tx, ReferenceId, by),
        "user" => UserCounters.AddFlags(tx, ReferenceId, by),
        _ => throw new InvalidOperationException($"Nothing counts the flags on a {ReferenceType}."),
    };

    private const string Insert = """
        insert into flags (reference_type, reference_id, user_id, community_id, created_at)
        values (@ReferenceType, @ReferenceId, @userId, @CommunityId, @now)
        on conflict (reference_type, reference_id, user_id) do nothing
        """;

    private const string Number = """
        select count(*)
        from flags
        where reference_type = @ReferenceType
          and reference_id = @ReferenceId
        """;

    private const string One = """
        select user_id
        from flags
        where reference_type = @ReferenceType
          and reference_id = @ReferenceId
          and user_id = @userId
        """;

    private const string Delete = """
        delete from flags
        where reference_type = @ReferenceType
          and reference_id = @ReferenceId
          and user_id = @userId
        """;

    private const string DeleteAll = """
        delete from flags
        where reference_type = @ReferenceType
          and reference_id = @ReferenceId
        """;
}
