using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Modules.Comments;
using Amity.Modules.Jobs;
using Amity.Modules.Posts;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Moderation;

public sealed class ModerationModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(FlagUser), FlagUser.Map),
        new(typeof(UnflagUser), UnflagUser.Map),
        new(typeof(IsUserFlaggedByMe), IsUserFlaggedByMe.Map),
        new(typeof(ClearUserFlags), ClearUserFlags.Map),
        new(typeof(FlagPost), FlagPost.Map),
        new(typeof(UnflagPost), UnflagPost.Map),
        new(typeof(IsPostFlaggedByMe), IsPostFlaggedByMe.Map),
        new(typeof(ClearPostFlags), ClearPostFlags.Map),
        new(typeof(FlagComment), FlagComment.Map),
        new(typeof(UnflagComment), UnflagComment.Map),
        new(typeof(IsCommentFlaggedByMe), IsCommentFlaggedByMe.Map),
        new(typeof(ClearCommentFlags), ClearCommentFlags.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<RemoveFlagsOfPost>()
        .AddSingleton<IInWrite<PostRemoved>>(provider => provider.GetRequiredService<RemoveFlagsOfPost>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveFlagsOfPost>());
}

[JsonSerializable(typeof(FlaggedBody))]
[JsonSerializable(typeof(UserBody))]
[JsonSerializable(typeof(UsersBody))]
[JsonSerializable(typeof(PostsBody))]
[JsonSerializable(typeof(CommentsBody))]
internal sealed partial class ModerationJson : JsonSerializerContext
{
    public static readonly ModerationJson Instance = new(AmityJson.Options());
}
