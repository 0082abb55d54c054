using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Communities;
using Amity.Modules.Jobs;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Posts;

public sealed class PostsModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(CreatePost), CreatePost.Map),
        new(typeof(GetPost), GetPost.Map),
        new(typeof(ListPosts), ListPosts.Map),
        new(typeof(QueryPosts), QueryPosts.Map),
        new(typeof(EditPost), EditPost.Map),
        new(typeof(ReviewPost), ReviewPost.Map),
        new(typeof(DeletePost), DeletePost.Map),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IInWrite<UserCreated>, TargetFeeds>()
        .AddSingleton<RemovePostsByUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemovePostsByUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemovePostsByUser>());
        services.AddSingleton<IInWrite<CommunityCreated>, TargetFeeds>();
    }
}

[JsonSerializable(typeof(PostsBody))]
[JsonSerializable(typeof(Success))]
[JsonSerializable(typeof(IReadOnlyList<PostMention>), TypeInfoPropertyName = "IReadOnlyListPostMention")]
[JsonSerializable(typeof(PostContent.TextData))]
[JsonSerializable(typeof(PostChildren.PollData))]
[JsonSerializable(typeof(CreatePost.Request), TypeInfoPropertyName = "CreatePostRequest")]
[JsonSerializable(typeof(EditPost.Request), TypeInfoPropertyName = "EditPostRequest")]
internal sealed partial class PostsJson : JsonSerializerContext
{
    public static readonly PostsJson Instance = new(AmityJson.Options());
}
