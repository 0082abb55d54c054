using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Comments;
using Amity.Modules.Moderation;
using Amity.Modules.Reactions;

namespace Amity.Modules.Posts;

/// <summary>The tags and hashtags of one post, in their order.</summary>
internal sealed record PostMarks(IReadOnlyList<string> Tags, IReadOnlyList<string> Hashtags);

/// <summary>What belongs to posts and is stored beside them, by post id.</summary>
internal sealed record PostParts
{
    public required IReadOnlyDictionary<string, PostMarks> Marks { get; init; }

    public required ILookup<string, PostRow> Children { get; init; }

    public required ILookup<string, string> Comments { get; init; }

    public required IReadOnlyList<CommentBody> Previews { get; init; }

    private IReadOnlyDictionary<string, ReactionSummary> Reactions { get; init; } = new Dictionary<string, ReactionSummary>();

    private IReadOnlyDictionary<string, RawJson> Flags { get; init; } = new Dictionary<string, RawJson>();

    /// <summary>Who flagged the post, as clients read it; null when nobody did.</summary>
    public RawJson? FlagsOn(string postId) => Flags.Of(postId);

    public ReactionSummary ReactionsTo(string postId) => Reactions.GetValueOrDefault(postId, ReactionSummary.None);

    public string StructureOf(PostRow post)
    {
        var types = Children[post.PostId].Select(child => child.DataType).Distinct().ToList();
        return types.Count == 0 ? post.DataType : types.Count == 1 ? types[0] : "mixed";
    }

    /// <summary>The parts of these posts and of their children.</summary>
    public static async Task<PostParts> Of(IRead db, Caller caller, IEnumerable<PostRow> posts, IReadOnlyCollection<PostRow> children)
    {
        var rows = posts.Concat(children).ToArray();
        var ids = rows.Select(row => row.PostId).Distinct().ToArray();
        var previews = await CommentPayloads.Previews(db, caller, ids);
        return new PostParts
        {
            Marks = await db.Keep("post marks", ids, MarksOf),
            Children = children.ToLookup(row => row.ParentPostId!),
            Reactions = await ReactionSummaries.Of(db, caller, "post", ids),
            Flags = await FlagHashes.Of(db, "post", rows.Select(row => (row.PostId, row.FlagCount))),
            Comments = previews.ToLookup(comment => comment.ReferenceId, comment => comment.CommentId),
            Previews = previews,
        };
    }

    private static async Task<Dictionary<string, PostMarks>> MarksOf(IRead db, string[] ids)
    {
        var tags = ids.Length == 0 ? null : (await db.Many<TagRow>(TagsByIds, new { ids })).ToLookup(row => row.PostId, row => row.Tag);
        var hashtags = ids.Length == 0 ? null : (await db.Many<HashtagRow>(HashtagsByIds, new { ids })).ToLookup(row => row.PostId, row => row.Hashtag);
        return ids.ToDictionary(id => id, id => new PostMarks([.. tags![id]], [.. hashtags![id]]));
    }

    private const string TagsByIds = """
        select post_id, tag
        from post_tags
        where post_id in @ids
        order by post_id, position
        limit 10000
        -- rests on post_tags.post_id @ids
        """;

    private const string HashtagsByIds = """
        select post_id, hashtag
        from post_hashtags
        where post_id in @ids
        order by post_id, position
        limit 10000
        -- rests on post_hashtags.post_id @ids
        """;

    private sealed record HashtagRow
    {
        public string PostId { get; init; } = "";

        public string Hashtag { get; init; } = "";
    }

    private sealed record TagRow
    {
        public string PostId { get; init; } = "";

        public string Tag { get; init; } = "";
    }
}
