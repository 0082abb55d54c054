using Amity.Core.Data;

namespace Amity.Modules.Posts;

/// <summary>Deletes a post for good, with its children and all that is stored beside them. Files and polls stay, and no id is given again.</summary>
internal static class PostRemoval
{
    /// <summary>The most rows that a post touches beside its tags: its own, its id, its feed's and its community's,
    /// and what listeners forget and store to go on with.</summary>
    public const int RowsOfOne = 8;

    /// <summary>How many rows it touched at most.</summary>
    public static async Task<int> Remove(IWrite tx, PostFacts post)
    {
        var touched = 0;
        var childIds = await tx.Many<string>(Children, new { post.PostId });
        foreach (var postId in childIds.Append(post.PostId))
        {
            touched += await tx.Run(DeleteTags, new { postId }) + await tx.Run(DeleteHashtags, new { postId }) + RowsOfOne;
            await tx.Run(Delete, new { postId });
            await tx.Run(Remember, new { postId });
            await tx.Raise(new PostRemoved(postId));
        }

        if (!post.IsDeleted && post.ParentPostId is null)
        {
            await TargetFeeds.AddPosts(tx, post.TargetType, post.TargetId, post.FeedType, -1);
        }

        return touched;
    }

    // A post has at most ten children.
    private const string Children = """
        select post_id
        from posts
        where parent_post_id = @PostId
        limit 100
        """;

    private const string DeleteTags = """
        delete from post_tags
        where post_id = @postId
        """;

    private const string DeleteHashtags = """
        delete from post_hashtags
        where post_id = @postId
        """;

    private const string Remember = """
        insert into removed_posts (post_id)
        values (@postId)
        """;

    private const string Delete = """
        delete from posts
        where post_id = @postId
        """;
}
