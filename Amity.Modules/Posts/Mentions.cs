using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Blocks;

namespace Amity.Modules.Posts;

public static partial class Mentions
{
    /// <summary>
    /// Refuses whom a text there may not mention: users who do not exist (<see cref="ErrorKind.NotFound"/>), and in a private community
    /// those who are not in it (<see cref="ErrorKind.BadRequest"/>), because they could not read it. At most 100 ids.
    /// </summary>
    /// <param name="db">The write that stores the text.</param>
    /// <param name="userIds">Public ids.</param>
    /// <param name="communityId">Null outside of communities.</param>
    public static async Task Demand(IRead db, IEnumerable<string> userIds, string? communityId)
    {
        var ids = userIds.Distinct().ToArray();
        if (ids.Length == 0)
        {
            return;
        }

        if ((await db.Many<string>(Known, new { ids })).Count < ids.Length)
        {
            throw Refuse.NotFound("Mentioned user");
        }

        if (communityId is not null && (await db.Many<string>(Outside, new { ids, communityId })).Count > 0)
        {
            throw Refuse.BadRequest("Only members of a private community can be mentioned in it.");
        }
    }

    /// <summary>
    /// Those of these users with a block between them and the author. Their names stay in the text, and they are not mentioned by it: an
    /// error would tell the author of the block. At most 100 ids.
    /// </summary>
    public static async Task<IReadOnlyCollection<string>> Apart(IRead db, Caller author, IEnumerable<string> userIds)
    {
        var ids = userIds.Distinct().ToArray();
        return ids.Length > 0 && await UserBlocks.Concern(db, author)
            ? await db.Many<string>(AcrossBlocks, new { ids, callerId = author.UserId })
            : [];
    }

    private const string AcrossBlocks = $"""
        select u.user_id
        from users u
        where u.user_id in @ids
          and u.user_id in {BlockSql.Apart}
        limit 100
        """;

    private const string Known = """
        select user_id
        from users
        where user_id in @ids
          and not is_deleted
        limit 100
        """;

    private const string Outside = """
        select u.user_id
        from communities c
        join users u on u.user_id in @ids
        where c.community_id = @communityId
          and not c.is_public
          and not exists (select 1
                          from community_users m
                          where m.community_id = c.community_id
                            and m.user_id = u.user_id
                            and m.membership = 'member')
        limit 100
        """;
}
