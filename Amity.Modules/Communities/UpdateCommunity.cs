using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Changes the fields that are sent and no others; metadata, tags and categories are replaced as a whole. Its moderators may, and administrators, who
/// alone make a community official or take that back. <c>allowCommentInStory: true</c> counts from administrators only: the SDK sends it
/// with every change, meant or not. Raises <see cref="CommunityMadePrivate"/> when it was public before. A repeat changes nothing but the time.
/// </summary>
public static class UpdateCommunity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => call.Json(CommunitiesJson.Instance.UpdateCommunityRequest) with { CommunityId = call.Path("communityId") },
        "PUT /api/v3/communities/{communityId}");

    [UseCase("updateCommunity", Allow.Users, "Updates a community, field by field.", Asks = ["EDIT_COMMUNITY"])]
    public sealed record Request : CommunityFields
    {
        /// <summary>From the path; what the body says of it does not matter.</summary>
        [JsonIgnore]
        public string CommunityId { get; init; } = "";
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var caller = request.Caller;
            var access = await CommunityAccess.OfLive(tx, caller, request.CommunityId);
            access.Demand(caller, "EDIT_COMMUNITY");
            if (request.IsOfficial is { } official && !caller.IsAdministrator && official != await tx.One<bool>(IsOfficial, new { request.CommunityId }))
            {
                throw Refuse.Permission("Only administrator can change whether a community is official.");
            }

            var entrance = access.Entrance.With(request);
            await CommunityRules.Demand(tx, request, request.CommunityId);
            await tx.Run(Update, new
            {
                request.CommunityId,
                request.DisplayName,
                key = request.DisplayName is { } name ? SortKey.Of(name) : null,
                search = request.DisplayName is { } text ? SearchKey.Of(text) : null,
                request.Description,
                clearsAvatar = request.AvatarFileId is not null,
                Metadata = request.Metadata?.Text,
                entrance.IsPublic,
                entrance.IsDiscoverable,
                entrance.RequiresJoinApproval,
                request.IsOfficial,
                // One setting with three values: to ask for one of the two ends the other.
                onlyAdminCanPost = request.OnlyAdminCanPost ?? (request.NeedApprovalOnPostCreation is true ? false : null),
                needApproval = request.NeedApprovalOnPostCreation ?? (request.OnlyAdminCanPost is true ? false : null),
                allowCommentInStory = caller.IsAdministrator || request.AllowCommentInStory is false ? request.AllowCommentInStory : null,
                request.NotificationMode,
                now = tx.Now,
            });
            if (request.Tags is { } tags)
            {
                await CommunityRules.SetTags(tx, request.CommunityId, tags);
            }

            if (request.CategoryIds is { } categoryIds)
            {
                await CommunityRules.SetCategories(tx, request.CommunityId, categoryIds);
            }

            if (access.IsPublic && !entrance.IsPublic)
            {
                await tx.Raise(new CommunityMadePrivate(request.CommunityId));
                await tx.Raise(new SightLost([], request.CommunityId));
            }

            await tx.Raise(new CommunityUpdated(request.CommunityId));
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, []);
    }

    private const string IsOfficial = """
        select is_official
        from communities
        where community_id = @CommunityId
        """;

    private const string Update = """
        update communities
        set display_name                   = coalesce(@DisplayName, display_name),
            display_name_key               = coalesce(@key, display_name_key),
            display_name_search            = coalesce(@search, display_name_search),
            description                    = coalesce(@Description, description),
            avatar_file_id                 = case when @clearsAvatar then null else avatar_file_id end,
            metadata                       = coalesce(@Metadata, metadata),
            is_public                      = @IsPublic,
            is_discoverable                = @IsDiscoverable,
            requires_join_approval         = @RequiresJoinApproval,
            is_official                    = coalesce(@IsOfficial, is_official),
            only_admin_can_post            = coalesce(@onlyAdminCanPost, only_admin_can_post),
            need_approval_on_post_creation = coalesce(@needApproval, need_approval_on_post_creation),
            allow_comment_in_story         = coalesce(@allowCommentInStory, allow_comment_in_story),
            notification_mode              = coalesce(@NotificationMode, notification_mode),
            updated_at                     = @now
        where community_id = @CommunityId
        """;
}
