using Amity.Modules.Communities;

namespace Amity.Modules.Comments;

internal static class CommentSql
{
    /// <summary>
    /// The comments <c>cm</c> that a caller may see, with their posts <c>p</c>: where the post may be seen, and only administrators
    /// look behind a deleted post. A deleted comment is among them, because clients show its place. Reads <c>@callerId</c> and
    /// <c>@isAdministrator</c>; go on with <c>and</c>.
    /// </summary>
    public const string Visible = $"""
        from comments cm
        join posts p on cm.reference_type = 'post' and p.post_id = cm.reference_id
        left join communities c on p.target_type = 'community' and c.community_id = p.target_id
        where (p.target_type <> 'community' or {CommunitySql.IsVisible})
          and (not p.is_deleted or @isAdministrator)
        """;
}
