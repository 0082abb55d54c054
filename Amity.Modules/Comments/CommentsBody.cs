using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Modules.Communities;
using Amity.Modules.Users;

namespace Amity.Modules.Comments;

public sealed partial record CommentsBody
{
    /// <summary>What a write leaves to be read after its commit.</summary>
    [JsonIgnore]
    public string? WrittenId { get; init; }

    public IReadOnlyList<CommentBody> Comments { get; init; } = [];

    public IReadOnlyList<CommentBody> CommentChildren { get; init; } = [];

    /// <summary>What the authors are in the communities whose posts they commented on.</summary>
    public IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; } = [];

    public IReadOnlyList<UserBody> Users { get; init; } = [];

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public Paging? Paging { get; init; }

    /// <summary>The comments with these ids that the caller may see, in their order, and all that travels with them.</summary>
    internal static async Task<CommentsBody> Of(IRead db, Caller caller, IEnumerable<string> commentIds, Paging? paging = null) =>
        await Of(db, caller, await CommentPayloads.ByIds(db, caller, commentIds)) with { Paging = paging };

    /// <summary>A comment for everybody who may read it, deleted or not, with what travels with it; empty where there is none any more.</summary>
    public static Task<CommentsBody> Neutral(IRead db, Network network, string commentId) => Neutral(db, network, [commentId]);

    /// <summary>The same of several, at most 200.</summary>
    public static Task<CommentsBody> Neutral(IRead db, Network network, IEnumerable<string> commentIds) => Of(db, Caller.Nobody(network), commentIds);

    /// <summary>
    /// The comment that the caller has just written, and all that travels with it; <see cref="ErrorKind.NotFound"/> when it was deleted for
    /// good right after.
    /// </summary>
    internal static async Task<CommentsBody> Written(IRead db, Caller caller, string commentId) =>
        await CommentPayloads.Written(db, caller, commentId) is { Comments.Count: > 0 } family
            ? await Of(db, caller, family)
            : throw Refuse.NotFound("Comment");

    private static async Task<CommentsBody> Of(IRead db, Caller caller, CommentFamily family)
    {
        var inCommunities = family.All.Where(comment => comment.TargetType == "community");
        return new CommentsBody
        {
            Comments = family.Comments,
            CommentChildren = family.CommentChildren,
            CommunityUsers = await CommunityPayloads.Authors(
                db, inCommunities.Select(comment => (comment.TargetId!, comment.UserId)).Distinct()),
            Users = await UserPayloads.ByIds(db, caller, family.All.Select(comment => comment.UserId)),
        };
    }
}
