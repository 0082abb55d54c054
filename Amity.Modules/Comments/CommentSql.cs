using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

internal static class CommentSql
{
    /// <summary>
    /// The comments <c>cm</c> that a caller may see, with their posts <c>p</c>, if they stand below one: where the post may be seen, and
    /// only administrators look behind a deleted post. A deleted comment is among them, because clients show its place; one that is being
    /// removed for good is not. Reads the parameters of a <see cref="PostViewer"/>; go on with <c>and</c>.
    /// </summary>
    public const string Visible = $"""
        from comments cm
        left join posts p on cm.reference_type = 'post' and p.post_id = cm.reference_id
        where (cm.reference_type = 'content'
               or (p.post_id is not null
                   and (not p.is_deleted or @isAdministrator)
                   and {PostSql.IsVisible}))
          and {IsKept}
        """;

    /// <summary>
    /// The comment <c>cm</c> is not being removed for good, nor is one that it replies to, at any depth. Looks further than into an empty
    /// table only while something below the same reference is being removed.
    /// </summary>
    public const string IsKept = """
        not exists (select 1
                    from comment_removals gone
                    where gone.reference_type = cm.reference_type
                      and gone.reference_id = cm.reference_id
                      and gone.comment_id in (with recursive above (comment_id, parent_id) as (
                                                  select cm.comment_id, cm.parent_id
                                                  union all
                                                  select reply.comment_id, reply.parent_id
                                                  from above
                                                  join comments reply on reply.comment_id = above.parent_id
                                              )
                                              select above.comment_id
                                              from above))
        """;
}
