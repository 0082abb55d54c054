using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Settings;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Users;

/// <summary>
/// Changes the fields that are sent and no others; metadata is replaced as a whole. A user may change itself; others need
/// EDIT_USER, other roles than a user has ASSIGN_USER_ROLE and all that these give, all of which administrators have. A repeat changes
/// nothing but the time.
/// </summary>
public static class UpdateUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        UsersJson.Instance.UsersBody,
        call => call.Json(UsersJson.Instance.UpdateUserRequest),
        "PUT /api/v2/users",
        "PUT /api/v3/users");

    [UseCase("updateUser", Allow.Users, "Updates a user's profile and metadata, field by field.", Asks = [Right.Own, "EDIT_USER"])]
    public sealed record Request : AmityRequest<UsersBody>, IWriteRequest
    {
        public string? UserId { get; init; }

        public string? DisplayName { get; init; }

        public string? Description { get; init; }

        public string? AvatarFileId { get; init; }

        public string? AvatarCustomUrl { get; init; }

        /// <summary>All that the user is to hold in the network; what is not named is taken away.</summary>
        public IReadOnlyList<string>? Roles { get; init; }

        public RawJson? Metadata { get; init; }

        public override void Validate(Checks check) => check
            .Required(UserId, "userId")
            .Text(UserId, "userId", max: 50)
            .Text(DisplayName, "displayName", max: 100, min: 1)
            .Text(Description, "description", max: 500)
            .Text(AvatarFileId, "avatarFileId", max: 50)
            .Text(AvatarCustomUrl, "avatarCustomUrl", max: 1000)
            .That(IsWebAddress(AvatarCustomUrl), "The 'avatarCustomUrl' field must be an http or https URL.")
            .Items(Roles, "roles", max: UserRoles.Most, maxLength: 100)
            .Metadata(Metadata);

        /// <summary>An empty one takes the address away.</summary>
        private static bool IsWebAddress(string? text) => text is null or ""
            || (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps));
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UsersBody>, IAnswer<Request, UsersBody>
    {
        public async Task<UsersBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            if (request.UserId != request.Caller.UserId && !request.Caller.Has("EDIT_USER"))
            {
                throw Refuse.Permission("Only administrator can update user.");
            }

            if (await UserFacts.Of(tx, request.UserId!) is not { IsDeleted: false } user)
            {
                throw Refuse.NotFound("User");
            }

            // There are no files yet, so none of them can be an avatar; an empty id takes the avatar away.
            if (request.AvatarFileId is { Length: > 0 })
            {
                throw Refuse.NotFound("File");
            }

            if (request.DisplayName is { } name && name != user.DisplayName)
            {
                await DemandRenaming(tx, request.Caller);
                await UserCommands.Rename(tx, request.UserId!, name);
            }

            if (request.Roles is { } roles)
            {
                await UserRoles.Replace(tx, request.Caller, user.UserId, roles);
            }

            await tx.Run(Update, new
            {
                request.UserId,
                request.Description,
                clearsAvatar = request.AvatarFileId is not null,
                setsCustomUrl = request.AvatarCustomUrl is not null,
                customUrl = request.AvatarCustomUrl is { Length: > 0 } url ? url : null,
                Metadata = request.Metadata?.Text,
                now = tx.Now,
            });
            await tx.Raise(new UserUpdated(request.UserId!));
            return new UsersBody { Users = [] };
        }

        public async Task<UsersBody> Answer(Request request, UsersBody written, IRead read) =>
            written with { Users = await UserPayloads.ByIds(read, request.Caller, [request.UserId!]) };
    }

    private static async Task DemandRenaming(IWrite tx, Caller caller)
    {
        if (!caller.Has("EDIT_USER") && !(await NetworkSettings.Users(tx)).IsAllowUpdateDisplayName)
        {
            // An official application tells this refusal from others by its very words.
            throw Refuse.Permission("Only administrator can update user display name.");
        }
    }

    private const string Update = """
        update users
        set description       = coalesce(@Description, description),
            avatar_file_id    = case when @clearsAvatar then null else avatar_file_id end,
            avatar_custom_url = case when @setsCustomUrl then @customUrl else avatar_custom_url end,
            metadata          = coalesce(@Metadata, metadata),
            updated_at        = @now
        where user_id = @UserId
        """;
}
