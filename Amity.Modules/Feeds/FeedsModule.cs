using System.Text.Json.Serialization;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Feeds;

/// <summary>Ways to read posts. It has no tables: it reads those of Posts, Follows and Communities.</summary>
public sealed class FeedsModule : AmityModule
{
    public override Feature Feature => Feature.Social;

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

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<FeedIndexes>()
        .AddSingleton<INetworkOpened>(provider => provider.GetRequiredService<FeedIndexes>())
        .AddSingleton<INetworkClosed>(provider => provider.GetRequiredService<FeedIndexes>());
}

[JsonSerializable(typeof(PostsBody))]
[JsonSerializable(typeof(CountUserFeed.Response), TypeInfoPropertyName = "CountUserFeedResponse")]
internal sealed partial class FeedsJson : JsonSerializerContext
{
    public static readonly FeedsJson Instance = new(AmityJson.Options());
}
