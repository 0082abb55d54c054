using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Ranking;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>The posts of a page with all that travels with them.</summary>
internal static class FeedPosts
{
    /// <summary>
    /// The index may know of less or more than the reader's snapshot. A post that is deleted there, or not published yet, is not shown,
    /// whatever else its author may see of it.
    /// </summary>
    public static async Task<PostsBody> Of(IRead db, Caller caller, FeedSlice slice)
    {
        var body = await PostPayloads.ByIds(db, caller, slice.Posts.Select(post => post.Id));
        return body.Posts.All(IsShown) ? body : body with { Posts = [.. body.Posts.Where(IsShown)] };
    }

    private static bool IsShown(PostBody post) => !post.IsDeleted && post.FeedType == "published";
}
