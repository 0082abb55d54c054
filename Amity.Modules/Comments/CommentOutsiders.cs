using Amity.Core.Data;

namespace Amity.Modules.Comments;

public static partial class CommentOutsiders
{
    /// <summary>
    /// The internal ids of all who would not find the comment over HTTP because there is a block between them and its author: the other side of
    /// <see cref="CommentSql.IsNotApart"/>. As there, those who judge comments where it stands are none of them.
    /// </summary>
    public static async Task<IReadOnlyList<string>> Of(IRead db, CommentBody comment)
    {
        var communityId = comment.TargetType == "community" ? comment.TargetId : null;
        return await db.Many<string>(Apart, new
        {
            userId = comment.UserId,
            communityId = communityId ?? "",
            everywhere = communityId is null ? "DELETE_USER_FEED_COMMENT" : "DELETE_COMMUNITY_COMMENT",
        });
    }

    private const string Apart = """
        select u.internal_id
        from (select mine.blocked_user_id as user_id
              from blocks mine
              where mine.user_id = @userId
              union
              select theirs.user_id
              from blocks theirs
              where theirs.blocked_user_id = @userId) apart
        join users u on u.user_id = apart.user_id
        where not exists (select 1
                          from user_roles held
                          join roles r on r.role_id = held.role_id
                          join role_permissions given on given.role_id = held.role_id
                          where held.user_id = apart.user_id
                            and r.is_network_wide
                            and not r.is_deleted
                            and given.permission = @everywhere)
          and not exists (select 1
                          from community_user_roles held
                          join roles r on r.role_id = held.role_id
                          join role_permissions given on given.role_id = held.role_id
                          where held.community_id = @communityId
                            and held.user_id = apart.user_id
                            and not r.is_deleted
                            and given.permission = 'DELETE_COMMUNITY_COMMENT')
        limit 100000
        """;
}
