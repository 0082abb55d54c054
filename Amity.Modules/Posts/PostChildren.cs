using System.Text.Json;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Polls;

namespace Amity.Modules.Posts;

/// <summary>
/// What a post shows beside its text: a child post for each attachment. A child stands where its parent stands, is by the same author and
/// is as old, is reviewed and deleted with it, and has comments and reactions of its own.
/// </summary>
internal static class PostChildren
{
    /// <summary>Attachments of one post: the product's FAQ names it for images and videos.</summary>
    public const int Max = 10;

    /// <summary>Makes the child that shows the caller's poll, which no other post may show.</summary>
    public static async Task AddPoll(IWrite tx, Caller caller, string parentId, string pollId)
    {
        var data = JsonSerializer.Serialize(new PollData { PollId = pollId }, PostsJson.Instance.PollData);
        await PollCommands.Show(tx, caller, pollId, await Add(tx, parentId, PostTypes.Poll, data));
    }

    /// <summary>The poll that the post shows; null for a post that is no poll's child.</summary>
    public static string? PollOf(PostRow post) =>
        post.DataType == PostTypes.Poll ? JsonSerializer.Deserialize(post.Data, PostsJson.Instance.PollData)?.PollId : null;

    private static async Task<string> Add(IWrite tx, string parentId, string dataType, string data)
    {
        var childId = tx.NewId();
        await tx.Run(Insert, new { childId, parentId, dataType, data, now = tx.Now });
        return childId;
    }

    private const string Insert = """
        insert into posts (post_id, feed_id, target_type, target_id, feed_type, parent_post_id, user_id, data_type, data,
                           edited_at, created_at, updated_at)
        select @childId, feed_id, target_type, target_id, feed_type, post_id, user_id, @dataType, @data,
               created_at, created_at, @now
        from posts
        where post_id = @parentId
        """;

    internal sealed record PollData
    {
        public string? PollId { get; init; }
    }
}
