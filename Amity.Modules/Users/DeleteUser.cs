using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Users;

/// <summary>
/// Deletes a user for good; administrators only, and not themselves. At once the profile is erased, all tokens are dead and the id is never
/// registered again; relations to users and communities, and content that the flags name, go in jobs of the modules that hold them. A repeat
/// is refused.
/// </summary>
public static class DeleteUser
{
    /// <summary>What a deleted user is called.</summary>
    private const string Name = "Deleted user";

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        UsersJson.Instance.Success,
        call => new Request
        {
            UserId = call.Path("userId"),
            DeleteAll = call.Query.Flag("deleteAll") ?? false,
            MarkMessageDeleted = call.Query.Flag("markMessageDeleted") ?? false,
            HardDeletePost = call.Query.Flag("hardDeletePost") ?? false,
            HardDeleteComment = call.Query.Flag("hardDeleteComment") ?? false,
        },
        "DELETE /api/v4/users/{userId}");

    [UseCase("deleteUser", Allow.Administrators, "Deletes a user for good, with or without what the user wrote.")]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string UserId { get; init; }

        /// <summary>Also all that the user wrote, reacted, voted and reported, with what others put below it.</summary>
        public bool DeleteAll { get; init; }

        public bool MarkMessageDeleted { get; init; }

        public bool HardDeletePost { get; init; }

        /// <summary>With the replies to them.</summary>
        public bool HardDeleteComment { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var user = await UserFacts.Of(tx, request.UserId) ?? throw Refuse.NotFound("User");
            if (user.IsDeleted)
            {
                throw Refuse.BadRequest("User is already deleted");
            }

            if (user.UserId == request.Caller.UserId)
            {
                throw Refuse.Forbidden("Administrators cannot delete themselves.");
            }

            await tx.Run(Erase, new { user.UserId, isDeleted = true, Name, key = SortKey.Of(Name), search = SearchKey.Of(Name), now = tx.Now });
            await tx.Run(DeleteRoles, new { user.UserId });
            await tx.Raise(new UserLeaving(user.UserId, request.DeleteAll || request.HardDeletePost, request.DeleteAll || request.HardDeleteComment));
            await tx.Raise(new UserDeleted(
                user.UserId, request.DeleteAll, request.MarkMessageDeleted, request.HardDeletePost, request.HardDeleteComment));
            return Success.Yes;
        }
    }

    private const string Erase = """
        update users
        set is_deleted          = @isDeleted,
            display_name        = @Name,
            display_name_key    = @key,
            display_name_search = @search,
            description         = '',
            avatar_file_id      = null,
            avatar_custom_url   = null,
            metadata            = '{}',
            updated_at          = @now
        where user_id = @UserId
        """;

    private const string DeleteRoles = """
        delete from user_roles
        where user_id = @UserId
        """;
}
