using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Jobs;
using Amity.Modules.Posts;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Comments;

public sealed class CommentsModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(CreateComment), CreateComment.Map),
        new(typeof(GetComment), GetComment.Map),
        new(typeof(ListComments), ListComments.Map),
        new(typeof(QueryComments), QueryComments.Map),
        new(typeof(EditComment), EditComment.Map),
        new(typeof(DeleteComment), DeleteComment.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<IJob, RemoveThreads>()
        .AddSingleton<RemoveCommentsOfPost>()
        .AddSingleton<IInWrite<PostRemoved>>(provider => provider.GetRequiredService<RemoveCommentsOfPost>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveCommentsOfPost>())
        .AddSingleton<RemoveCommentsByUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveCommentsByUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveCommentsByUser>());
}

[JsonSerializable(typeof(CommentsBody))]
[JsonSerializable(typeof(CommentData))]
[JsonSerializable(typeof(IReadOnlyList<CommentMention>))]
[JsonSerializable(typeof(CreateComment.Request), TypeInfoPropertyName = "CreateCommentRequest")]
[JsonSerializable(typeof(EditComment.Request), TypeInfoPropertyName = "EditCommentRequest")]
[JsonSerializable(typeof(Success))]
internal sealed partial class CommentsJson : JsonSerializerContext
{
    public static readonly CommentsJson Instance = new(AmityJson.Options());
}
