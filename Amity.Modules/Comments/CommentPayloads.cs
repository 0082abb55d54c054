using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Blocks;
using Amity.Modules.Moderation;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;

namespace Amity.Modules.Comments;

public static partial class CommentPayloads
{
    /// <summary>How many comments a post shows with it. No source names a number; the web UI kit's first page of comments has five.</summary>
    public const int PreviewsOfPost = 5;

    /// <summary>How many replies a comment shows with it.</summary>
    public const int ChildrenOfComment = 5;

    /// <summary>
    /// The comments with these ids, deleted ones too, in the order of the ids, and their first live replies. What a deleted one said is
    /// told to those alone who may delete it. Unknown ids and those that the caller may not see are left out. At most 200 ids.
    /// </summary>
    public static Task<CommentFamily> ByIds(IRead db, Caller caller, IEnumerable<string> commentIds) =>
        Read(db, caller, commentIds, seesAll: false);

    /// <summary>
    /// The same of a comment that the caller has just written, also when its post was deleted or hidden from the caller right after:
    /// clients take an answer without the comment for an error of their own.
    /// </summary>
    internal static Task<CommentFamily> Written(IRead db, Caller caller, string commentId) => Read(db, caller, [commentId], seesAll: true);

    private static async Task<CommentFamily> Read(IRead db, Caller caller, IEnumerable<string> commentIds, bool seesAll)
    {
        var comments = await Bodies(db, caller, commentIds, seesAll);
        return comments.Count == 0 ? CommentFamily.Empty : new CommentFamily
        {
            Comments = comments,
            CommentChildren = await Bodies(db, caller, comments.SelectMany(comment => comment.Children), seesAll),
        };
    }

    /// <summary>The latest live comments at the top level of each post, newest first. At most 200 posts.</summary>
    public static async Task<IReadOnlyList<CommentBody>> Previews(IRead db, Caller caller, IReadOnlyCollection<string> postIds)
    {
        if (postIds.Count == 0)
        {
            return [];
        }

        var latest = (await db.Many<PreviewRow>(LatestOfPosts, (await PostViewer.Of(db, caller)).Args(new { postIds, oldest = PreviewsOfPost - 1 })))
            .ToLookup(row => row.ReferenceId, row => row.CommentId);

        // More than the latest only when the oldest of them shares its millisecond with others.
        return await Bodies(db, caller, postIds.Distinct().SelectMany(id => latest[id].Take(PreviewsOfPost)), seesAll: false);
    }

    private static async Task<IReadOnlyList<CommentBody>> Bodies(IRead db, Caller caller, IEnumerable<string> commentIds, bool seesAll)
    {
        var ids = commentIds.Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        // What a block hides stays hidden below what the caller has just written.
        var viewer = await PostViewer.Of(db, caller);
        var few = viewer.Args(new { ids, last = ChildrenOfComment - 1, highest = long.MaxValue });
        var args = (seesAll ? PostViewer.Unhindered(caller) : viewer).Args(new { ids });
        var rows = (await db.Many<CommentRow>(CommentRow.VisibleByIds, args)).ToDictionary(row => row.CommentId);
        var children = (await db.Many<ChildRow>(FirstReplies, few)).ToLookup(row => row.ParentId, row => row.CommentId);
        var reactions = await ReactionSummaries.Of(db, caller, "comment", ids);
        var flags = await FlagHashes.Of(db, "comment", rows.Values.Select(row => (row.CommentId, row.FlagCount)));
        return
        [
            .. ids.Where(rows.ContainsKey).Select(id => rows[id].ToBody(
                caller.Network, [.. children[id]], reactions.GetValueOrDefault(id, ReactionSummary.None)) with { HashFlag = flags.Of(id) }),
        ];
    }

    // Each post costs the rows that it shows, however many it has: posts come first (SQLite keeps the order of a cross join), and the
    // subquery gives the lower end of a walk on comments_by_parent_created.
    private const string LatestOfPosts = $"""
        select cm.reference_id,
               cm.comment_id
        from posts p
        cross join comments cm
        where p.post_id in @postIds
          and cm.reference_type = 'post'
          and cm.reference_id = p.post_id
          and cm.parent_id is null
          and not cm.is_deleted
          and {CommentSql.IsStaying}
          and {CommentSql.IsNotApart}
          and cm.created_at >= coalesce((select cm.created_at
                                         from comments cm
                                         where cm.reference_type = 'post'
                                           and cm.reference_id = p.post_id
                                           and cm.parent_id is null
                                           and not cm.is_deleted
                                           and {CommentSql.IsStaying}
                                           and {CommentSql.IsNotApart}
                                         order by cm.created_at desc, cm.comment_id desc
                                         limit 1 offset @oldest), 0)
        order by cm.reference_id, cm.created_at desc, cm.comment_id desc
        limit 10000
        -- rests on posts.post_id @postIds, comments.reference_id @postIds, community_user_roles.user_id @callerId, {BlockSql.Rests}
        """;

    // The same, on comments_by_parent.
    private const string FirstReplies = $"""
        select cm.parent_id,
               cm.comment_id
        from comments parent
        cross join comments cm
        where parent.comment_id in @ids
          and cm.parent_id = parent.comment_id
          and not cm.is_deleted
          and {CommentSql.IsStaying}
          and {CommentSql.IsNotApart}
          and cm.segment_number <= coalesce((select cm.segment_number
                                             from comments cm
                                             where cm.parent_id = parent.comment_id
                                               and not cm.is_deleted
                                               and {CommentSql.IsStaying}
                                               and {CommentSql.IsNotApart}
                                             order by cm.segment_number
                                             limit 1 offset @last), @highest)
        order by cm.parent_id, cm.segment_number
        limit 10000
        -- rests on comments.comment_id @ids, comments.parent_id @ids, posts by reference, community_user_roles.user_id @callerId, {BlockSql.Rests}
        """;

    private sealed record PreviewRow
    {
        public string ReferenceId { get; init; } = "";

        public string CommentId { get; init; } = "";
    }

    private sealed record ChildRow
    {
        public string ParentId { get; init; } = "";

        public string CommentId { get; init; } = "";
    }
}
