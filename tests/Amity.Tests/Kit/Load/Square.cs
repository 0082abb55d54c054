namespace Amity.Tests.Kit.Load;

/// <summary>The posts and communities that everybody may take part in. They are never deleted.</summary>
internal sealed class Square
{
    private readonly List<string> posts = [];
    private readonly List<string> communities = [];
    private readonly List<(string PostId, string CommentId)> comments = [];

    public void Post(string postId) => Add(posts, postId);

    public void Community(string communityId) => Add(communities, communityId);

    public void Comment(string postId, string commentId) => Add(comments, (postId, commentId));

    public string? AnyPost(Random random) => Any(posts, random);

    public string? AnyCommunity(Random random) => Any(communities, random);

    public (string PostId, string CommentId) AnyComment(Random random) => Any(comments, random);

    private void Add<T>(List<T> list, T item)
    {
        lock (this)
        {
            list.Add(item);
        }
    }

    // Mostly one of the newest: there they meet.
    private T? Any<T>(List<T> list, Random random)
    {
        lock (this)
        {
            return list.Count == 0 ? default : list[^random.Next(1, Math.Min(list.Count, random.Next(4) == 0 ? int.MaxValue : 8) + 1)];
        }
    }
}
