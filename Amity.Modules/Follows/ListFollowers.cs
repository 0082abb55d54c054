using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Lists who follows the caller or another user, newest first. Every user may, or where the network keeps users private, their followers and
/// administrators. Changes nothing.
/// </summary>
public static class ListFollowers
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(FollowsJson.Instance.FollowsBody, call => Bind(call, call.Caller.UserId), "GET /api/v4/me/followers");
        app.MapUseCase(FollowsJson.Instance.FollowsBody, call => Bind(call, call.Path("userId")), "GET /api/v4/users/{userId}/followers");
    }

    private static Request Bind(Call call, string userId) => new()
    {
        UserId = userId,
        Status = call.Query.Text("status") ?? "all",
        Page = call.Page,
    };

    [UseCase("listFollowers", Allow.Users, "Lists the followers of a user.", Asks = [Right.Sight])]
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
            FollowLists.OfFollowers(db.Read, request.Caller, request.UserId, request.Status, request.Page);
    }
}
