using System.Text.Json.Serialization;
using Amity.Core.Json;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>Ways to read posts. It has no tables: it reads those of Posts, Follows and Communities.</summary>
public sealed class FeedsModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(GetCommunityFeed), GetCommunityFeed.Map),
        new(typeof(GetUserFeed), GetUserFeed.Map),
        new(typeof(CountUserFeed), CountUserFeed.Map),
        new(typeof(GetAuthoredFeed), GetAuthoredFeed.Map),
        new(typeof(GetContentFeed), GetContentFeed.Map),
        new(typeof(GetFollowingFeed), GetFollowingFeed.Map),
        new(typeof(GetGlobalFeed), GetGlobalFeed.Map),
        new(typeof(GetRankedFeed), GetRankedFeed.Map),
    ];
}

[JsonSerializable(typeof(PostsBody))]
[JsonSerializable(typeof(CountUserFeed.Response), TypeInfoPropertyName = "CountUserFeedResponse")]
internal sealed partial class FeedsJson : JsonSerializerContext
{
    public static readonly FeedsJson Instance = new(AmityJson.Options());
}
