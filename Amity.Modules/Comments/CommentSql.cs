using Amity.Modules.Blocks;
using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

internal static class CommentSql
{
    /// <summary>
    /// The comments <c>cm</c> that a caller may see, with their posts <c>p</c>, if they stand below one: where the post may be seen, and
    /// only administrators look behind a deleted post. A deleted comment is among them, because clients show its place; one that is being
    /// removed for good is not, nor one across a block. Reads the parameters of a <see cref="PostViewer"/>; go on with <c>and</c>.
    /// </summary>
    public const string Visible = $"""
        from comments cm
        left join posts p on cm.reference_type = 'post' and p.post_id = cm.reference_id
        where {IsStaying}
          and (cm.reference_type = 'content'
               or (p.post_id is not null
                   and (not p.is_deleted or @isAdministrator)
                   and {PostSql.IsVisible}))
          and {IsKept}
          and {IsNotApart}
        """;

    /// <summary>
    /// The comment <c>cm</c> is not being removed for good, nor is one that it replies to, at any depth. Looks further than into two empty
    /// tables only while something below the same reference is being removed, or an author with all comments.
    /// </summary>
    public const string IsKept = $"""
        (not exists (select 1
                     from comment_removals gone
                     where gone.reference_type = cm.reference_type
                       and gone.reference_id = cm.reference_id
                       and gone.comment_id in (with {Above}
                                               select above.comment_id
                                               from above))
         and not exists (select 1
                         from comment_departures gone
                         where gone.user_id in (with {Above}
                                                select above.user_id
                                                from above)))
        """;

    /// <summary>The author of the comment <c>cm</c> is not being deleted with all comments: for lists that begin at a comment which is kept.</summary>
    public const string IsStaying = "cm.user_id not in (select gone.user_id from comment_departures gone)";

    /// <summary>The comment <c>cm</c> and those that it replies to.</summary>
    private const string Above = """
        recursive above (comment_id, parent_id, user_id) as (
            select cm.comment_id, cm.parent_id, cm.user_id
            union all
            select reply.comment_id, reply.parent_id, reply.user_id
            from above
            join comments reply on reply.comment_id = above.parent_id
        )
        """;

    /// <summary>
    /// There is no block between the viewer and who wrote the comment <c>cm</c>, or the viewer is one of those who judge it: nobody writes what
    /// its moderators cannot read by blocking them.
    /// </summary>
    public const string IsNotApart = $"""
        (not @hasBlocks
         or cm.user_id not in {BlockSql.Apart}
         or (cm.reference_type <> 'post' and @deletesOnWalls)
         or exists (select 1
                    from posts p
                    where cm.reference_type = 'post'
                      and p.post_id = cm.reference_id
                      and {IsJudge}))
        """;

    /// <summary>
    /// Whether the caller reads what the comment <c>cm</c> says, rather than only that it is there: of a deleted one those who may delete
    /// it. Goes with <see cref="Visible"/>.
    /// </summary>
    public const string IsReadable = $"""
        (not cm.is_deleted
         or cm.user_id = @callerId
         or {IsJudge})
        """;

    /// <summary>
    /// The viewer deletes comments where the post <c>p</c> stands, or below content where there is none: by a permission in the whole network
    /// or by a role in its community.
    /// </summary>
    private const string IsJudge = """
        (@isAdministrator
          or (p.target_type = 'community' and @deletesInCommunities)
          or (coalesce(p.target_type, '') <> 'community' and @deletesOnWalls)
          or exists (select 1
                     from community_user_roles held
                     join roles r on r.role_id = held.role_id
                     join role_permissions given on given.role_id = held.role_id
                     where p.target_type = 'community'
                       and held.community_id = p.target_id
                       and held.user_id = @callerId
                       and not r.is_deleted
                       and given.permission = 'DELETE_COMMUNITY_COMMENT'))
        """;
}
