using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Lists whom the caller or another user follows, newest first. Every user may, or where the network keeps users private, their followers and
/// administrators. Changes nothing.
/// </summary>
public static class ListFollowings
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(FollowsJson.Instance.FollowsBody, call => Bind(call, call.Caller.UserId), "GET /api/v4/me/following");
        app.MapUseCase(FollowsJson.Instance.FollowsBody, call => Bind(call, call.Path("userId")), "GET /api/v4/users/{userId}/following");
    }

    private static Request Bind(Call call, string userId) => new()
    {
        UserId = userId,
        Status = call.Query.Text("status") ?? "all",
        Page = call.Page,
    };

    [UseCase("listFollowings", Allow.Users, "Lists whom a user follows.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<FollowsBody>
    {
        public required string UserId { get; init; }

        public string Status { get; init; } = "all";

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check.OneOf(Status, "status", FollowLists.Statuses);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FollowsBody>
    {
        public Task<FollowsBody> Handle(Request request, CancellationToken cancellationToken) =>
            FollowLists.OfFollowings(db.Read, request.Caller, request.UserId, request.Status, request.Page);
    }
}
