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
        call => new Request { UserIds = call.Query.List("userIds"), MayBeEncoded = true },
        "GET /api/v3/users/list");

    [UseCase("listUsers", Allow.Users, "Reads up to 100 users by public ids.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<UsersBody>
    {
        public required IReadOnlyList<string> UserIds { get; init; }

        /// <summary>
        /// Over HTTP an id may have been encoded twice, as the SDK does: then what it decodes to is looked for first, and what was sent
        /// where that does not exist.
        /// </summary>
        public bool MayBeEncoded { get; init; }

        public override void Validate(Checks check) => check.Items(UserIds, "userIds", max: 100, maxLength: 900, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UsersBody>
    {
        public async Task<UsersBody> Handle(Request request, CancellationToken cancellationToken)
        {
            if (!request.MayBeEncoded)
            {
                return new UsersBody { Users = await UserPayloads.ByIds(db.Read, request.Caller, request.UserIds) };
            }

            var wanted = request.UserIds.Select(sent => (Sent: sent, Decoded: Uri.UnescapeDataString(sent))).ToList();
            var found = (await UserPayloads.ByIds(db.Read, request.Caller, wanted.SelectMany(id => new[] { id.Decoded, id.Sent }))).ToDictionary(user => user.UserId);
            return new UsersBody
            {
                Users = [.. wanted.Select(id => found.GetValueOrDefault(id.Decoded) ?? found.GetValueOrDefault(id.Sent)).OfType<UserBody>().Distinct()],
            };
        }
    }
}
