using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Users;

/// <summary>Reads users by their public ids. Ids that do not exist are left out: an error would make the SDK refuse all of them.</summary>
public static class ListUsers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        UsersJson.Instance.UsersBody,
        call => new Request { UserIds = call.Query.List("userIds"), Candidates = call.Query.Ids("userIds") },
        "GET /api/v3/users/list");

    [UseCase("listUsers", Allow.Users, "Reads up to 100 users by public ids.")]
    public sealed record Request : AmityRequest<UsersBody>
    {
        public required IReadOnlyList<string> UserIds { get; init; }

        /// <summary>The ids in the ways in which they may be encoded; the same as <see cref="UserIds"/> for a caller in process.</summary>
        public IReadOnlyList<string>? Candidates { get; init; }

        public override void Validate(Checks check) => check.Items(UserIds, "userIds", max: 100, maxLength: 900, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UsersBody>
    {
        public async Task<UsersBody> Handle(Request request, CancellationToken cancellationToken) => new()
        {
            Users = await UserPayloads.ByIds(db.Read, request.Caller.Network, request.Candidates ?? request.UserIds),
        };
    }
}
