using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using Amity.Modules.Roles;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Creates a community. Every user may; only an administrator makes an official one. Its creator is its first member and moderator, the
/// users named are members from the start. Raises <see cref="CommunityCreated"/>. A repeat creates another one.
/// </summary>
public static class CreateCommunity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => call.Json(CommunitiesJson.Instance.CreateCommunityRequest),
        "POST /api/v3/communities");

    [UseCase("createCommunity", Allow.Users, "Creates a community with the caller as its moderator.", Asks = [Right.Everybody])]
    public sealed record Request : CommunityFields
    {
        /// <summary>Members from the start, beside the creator.</summary>
        public IReadOnlyList<string>? UserIds { get; init; }

        public override void Validate(Checks check)
        {
            check.Required(DisplayName, "displayName").Items(UserIds, "userIds", max: 1000, maxLength: 50);
            base.Validate(check);
        }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var caller = request.Caller;
            if (request.IsOfficial is true && !caller.IsAdministrator)
            {
                throw Refuse.Permission("Only administrator can make a community official.");
            }

            var communityId = tx.NewId();
            var entrance = Entrance.Open.With(request);
            await CommunityRules.Demand(tx, request, communityId);
            await tx.Run(Insert, new
            {
                communityId,
                caller.UserId,
                request.DisplayName,
                key = SortKey.Of(request.DisplayName),
                search = SearchKey.Of(request.DisplayName!),
                description = request.Description ?? "",
                metadata = (request.Metadata ?? RawJson.EmptyObject).Text,
                entrance.IsPublic,
                entrance.IsDiscoverable,
                entrance.RequiresJoinApproval,
                isOfficial = request.IsOfficial ?? false,
                onlyAdminCanPost = request.OnlyAdminCanPost ?? false,
                needApproval = request.NeedApprovalOnPostCreation ?? false,
                allowCommentInStory = request.AllowCommentInStory ?? true,
                notificationMode = request.NotificationMode ?? "default",
                now = tx.Now,
            });
            await CommunityRules.SetTags(tx, communityId, request.Tags ?? []);
            await CommunityRules.SetCategories(tx, communityId, request.CategoryIds ?? []);
            await CommunityMembers.Add(tx, caller, communityId, [caller.UserId, .. request.UserIds ?? []]);
            await CommunityRoles.Give(tx, communityId, [caller.UserId], [RoleIds.CommunityModerator]);
            await tx.Raise(new CommunityCreated(communityId));
            return new CommunitiesBody { CreatedId = communityId };
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, written.CreatedId, []);
    }

    private const string Insert = """
        insert into communities (community_id, user_id, display_name, display_name_key, display_name_search, description, metadata,
                                 is_public, is_discoverable, requires_join_approval, is_official, only_admin_can_post, need_approval_on_post_creation,
                                 allow_comment_in_story, notification_mode, created_at, updated_at)
        values (@communityId, @UserId, @DisplayName, @key, @search, @description, @metadata,
                @IsPublic, @IsDiscoverable, @RequiresJoinApproval, @isOfficial, @onlyAdminCanPost, @needApproval,
                @allowCommentInStory, @notificationMode, @now, @now)
        """;
}
