using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Modules.Comments;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Realtime;

/// <summary>
/// Tells those who listen that the posts and comments which go with a deleted user are gone: the newest <see cref="Most"/> of each, which are those that
/// people have before their eyes. Read in the write, before they are hidden from everybody, and not at all where nobody listens to anything.
/// </summary>
internal sealed class LastOfUsers(RealtimeServer server, OpenNetworks networks) : IInWrite<UserLeaving>
{
    public const int Most = 100;

    public async Task On(UserLeaving raised, IWrite tx)
    {
        if (server.Broker.Subscriptions == 0 || networks.Of(tx.Database) is not { } network)
        {
            return;
        }

        var args = new { raised.UserId, most = Most };
        if (raised.TakesPosts)
        {
            var body = await PostPayloads.ByIds(tx, Caller.Nobody(network), await tx.Many<string>(Posts, args));
            foreach (var post in body.Posts)
            {
                await tx.Raise(new PostDeleted(post.PostId, Alone(body, post)));
            }
        }

        if (raised.TakesComments)
        {
            var body = await CommentsBody.Neutral(tx, network, await tx.Many<string>(Comments, args));
            foreach (var comment in body.Comments)
            {
                await tx.Raise(new CommentDeleted(comment.CommentId, body with { Comments = [comment with { IsDeleted = true }], CommentChildren = [] }));
            }
        }
    }

    private static PostsBody Alone(PostsBody body, PostBody post) => body with
    {
        Posts = [post with { IsDeleted = true }],
        PostChildren = [],
        Communities = [.. body.Communities.Where(one => one.CommunityId == post.TargetId)],
        CommunityUsers = [.. body.CommunityUsers.Where(row => row.CommunityId == post.TargetId)],
        Feeds = [.. body.Feeds.Where(feed => feed.FeedId == post.FeedId)],
    };

    private const string Posts = """
        select post_id
        from posts
        where user_id = @UserId
          and parent_post_id is null
          and feed_type = 'published'
          and not is_deleted
        order by created_at desc, post_id desc
        limit @most
        """;

    private const string Comments = """
        select comment_id
        from comments
        where user_id = @UserId
          and not is_deleted
        order by comment_id desc
        limit @most
        """;
}
