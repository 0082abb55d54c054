using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Comments;
using Amity.Modules.Jobs;
using Amity.Modules.Networks;
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
        new(typeof(FlagPost), FlagPost.Map) { Feature = Feature.Social },
        new(typeof(UnflagPost), UnflagPost.Map) { Feature = Feature.Social },
        new(typeof(IsPostFlaggedByMe), IsPostFlaggedByMe.Map) { Feature = Feature.Social },
        new(typeof(ClearPostFlags), ClearPostFlags.Map) { Feature = Feature.Social },
        new(typeof(FlagComment), FlagComment.Map) { Feature = Feature.Social },
        new(typeof(UnflagComment), UnflagComment.Map) { Feature = Feature.Social },
        new(typeof(IsCommentFlaggedByMe), IsCommentFlaggedByMe.Map) { Feature = Feature.Social },
        new(typeof(ClearCommentFlags), ClearCommentFlags.Map) { Feature = Feature.Social },
        new(typeof(AddRecords), AddRecords.Map),
        new(typeof(RefreshRecords), RefreshRecords.Map),
        new(typeof(DeleteRecords), DeleteRecords.Map),
        new(typeof(UpdateRecord), UpdateRecord.Map),
        new(typeof(ListRecords), ListRecords.Map),
        new(typeof(AddRules), AddRules.Map),
        new(typeof(QueryRules), QueryRules.Map),
        new(typeof(VerifyTexts), VerifyTexts.Map),
        new(typeof(VerifyUrls), VerifyUrls.Map),
        new(typeof(GetAllowlistSettings), GetAllowlistSettings.Map),
        new(typeof(UpdateAllowlistSettings), UpdateAllowlistSettings.Map),
        new(typeof(GetModerationSettings), GetModerationSettings.Map),
        new(typeof(UpdateModerationSettings), UpdateModerationSettings.Map),
        new(typeof(ListMutes), ListMutes.Map),
        new(typeof(LiftMute), LiftMute.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<TextModeration>()
        .AddSingleton<ITextModeration>(provider => provider.GetRequiredService<TextModeration>())
        .AddSingleton<INetworkIdle>(provider => provider.GetRequiredService<TextModeration>())
        .AddSingleton<IAllowlistSwitch>(provider => provider.GetRequiredService<TextModeration>())
        .AddSingleton<IJob, ForgetTexts>()
        .AddSingleton<RemoveFlagsOfPost>()
        .AddSingleton<IInWrite<PostRemoved>>(provider => provider.GetRequiredService<RemoveFlagsOfPost>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveFlagsOfPost>())
        .AddSingleton<RemoveFlagsOfUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveFlagsOfUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveFlagsOfUser>())
        .AddSingleton<RemoveFlagsByUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveFlagsByUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveFlagsByUser>());
}

[JsonSerializable(typeof(FlaggedBody))]
[JsonSerializable(typeof(UserBody))]
[JsonSerializable(typeof(UsersBody))]
[JsonSerializable(typeof(PostsBody))]
[JsonSerializable(typeof(CommentsBody))]
[JsonSerializable(typeof(AddRecords.Request), TypeInfoPropertyName = "AddRecordsRequest")]
[JsonSerializable(typeof(RefreshRecords.Request), TypeInfoPropertyName = "RefreshRecordsRequest")]
[JsonSerializable(typeof(DeleteRecords.Request), TypeInfoPropertyName = "DeleteRecordsRequest")]
[JsonSerializable(typeof(UpdateRecord.Request), TypeInfoPropertyName = "UpdateRecordRequest")]
[JsonSerializable(typeof(AddRules.Request), TypeInfoPropertyName = "AddRulesRequest")]
[JsonSerializable(typeof(VerifyTexts.Request), TypeInfoPropertyName = "VerifyTextsRequest")]
[JsonSerializable(typeof(VerifyUrls.Request), TypeInfoPropertyName = "VerifyUrlsRequest")]
[JsonSerializable(typeof(UpdateAllowlistSettings.Request), TypeInfoPropertyName = "UpdateAllowlistSettingsRequest")]
[JsonSerializable(typeof(UpdateModerationSettings.Request), TypeInfoPropertyName = "UpdateModerationSettingsRequest")]
[JsonSerializable(typeof(GetAllowlistSettings.Response), TypeInfoPropertyName = "GetAllowlistSettingsResponse")]
[JsonSerializable(typeof(GetModerationSettings.Response), TypeInfoPropertyName = "GetModerationSettingsResponse")]
[JsonSerializable(typeof(UpdateModerationSettings.Response), TypeInfoPropertyName = "UpdateModerationSettingsResponse")]
[JsonSerializable(typeof(ModerationSettings))]
[JsonSerializable(typeof(MutesBody))]
[JsonSerializable(typeof(RecordBody))]
[JsonSerializable(typeof(RecordsBody))]
[JsonSerializable(typeof(RecordsChangedBody))]
[JsonSerializable(typeof(RulesBody))]
[JsonSerializable(typeof(Success))]
internal sealed partial class ModerationJson : JsonSerializerContext
{
    public static readonly ModerationJson Instance = new(AmityJson.Options());
}
