using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Blocks;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Posts;
using Amity.Modules.Settings;

namespace Amity.Modules.Realtime;

/// <summary>
/// What a member may read now, by the parts of a topic: what HTTP would answer, and less to those who are banned from a community, who are told
/// nothing of it while it happens.
/// </summary>
internal sealed class TopicSight
{
    private readonly IRead read;
    private readonly Caller caller;

    private TopicSight(IRead read, Caller caller) => (this.read, this.caller) = (read, caller);

    public static async Task<TopicSight> Of(IRead read, RealtimeMember member) => new(read, await member.Caller(read));

    /// <summary>For topics that say nothing that not everybody may know who is named in them.</summary>
    public static readonly Func<TopicSight, string[], Task<bool>> Everybody = (_, _) => Task.FromResult(true);

    /// <summary>A user, by internal id. What is for the user's own eyes goes there with an audience.</summary>
    public static async Task<bool> User(TopicSight my, string[] ids) =>
        ids[0] == my.caller.InternalId
        || (await my.PublicId(ids[0]) is { } userId && !await UserBlocks.IsBetween(my.read, my.caller, userId));

    /// <summary>All that stands on a user's wall, by internal id.</summary>
    public static async Task<bool> Wall(TopicSight my, string[] ids)
    {
        if (!await my.HasSocial() || await my.PublicId(ids[0]) is not { } userId)
        {
            return false;
        }

        var viewer = await PostViewer.Of(my.read, my.caller);
        return await viewer.SeesWall(my.read, userId) && !await viewer.IsApart(my.read, my.caller, userId);
    }

    /// <summary>A community and all that stands in it.</summary>
    public static async Task<bool> Community(TopicSight my, string[] ids) =>
        await my.HasSocial() && await CommunityAccess.Of(my.read, my.caller, ids[0]) is { IsDeleted: false, IsBanned: false };

    /// <summary>A post, where its path says that it stands.</summary>
    public static async Task<bool> Post(TopicSight my, string[] ids)
    {
        var (type, target, postId) = (ids[0], ids[1], ids[2]);
        if (!await my.HasSocial() || await PostFacts.Visible(my.read, my.caller, postId) is not { IsDeleted: false } post || post.TargetType != type)
        {
            return false;
        }

        var targetId = type == "user" ? await my.PublicId(target) : target;
        return post.TargetId == targetId && (type != "community" || await Community(my, [target]));
    }

    /// <summary>A comment on a post, where its path says that it stands.</summary>
    public static async Task<bool> Comment(TopicSight my, string[] ids) =>
        await Post(my, ids) && await my.SeesComment(ids[3], "post", ids[2]);

    /// <summary>A comment on content of the application.</summary>
    public static async Task<bool> ContentComment(TopicSight my, string[] ids) =>
        await my.HasSocial() && await my.SeesComment(ids[1], "content", ids[0]);

    private async Task<bool> SeesComment(string commentId, string referenceType, string referenceId) =>
        await CommentFacts.Visible(read, caller, commentId) is { IsDeleted: false } comment
        && comment.ReferenceType == referenceType
        && comment.ReferenceId == referenceId;

    private async Task<bool> HasSocial() => caller.IsAdministrator || (await NetworkSettings.Social(read)).Enabled;

    private Task<string?> PublicId(string internalId) => read.One<string>(ByInternalId, new { internalId });

    private const string ByInternalId = """
        select user_id
        from users
        where internal_id = @internalId
        """;
}
