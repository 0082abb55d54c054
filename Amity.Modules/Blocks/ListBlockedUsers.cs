using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Follows;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Blocks;

/// <summary>
/// Lists whom the caller blocks, newest first, and says how many they are; deleted users are left out. Nobody sees the list of another, nor
/// who blocks the caller. Changes nothing.
/// </summary>
public static class ListBlockedUsers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        BlocksJson.Instance.BlocksBody,
        call => new Request { Page = call.Page },
        "GET /api/v4/me/user-blocks");

    [UseCase("listBlockedUsers", Allow.Users, "Lists the users whom the caller blocks.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<BlocksBody>
    {
        public PageRequest Page { get; init; } = PageRequest.First;
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, BlocksBody>
    {
        public async Task<BlocksBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (read, caller) = (db.Read, request.Caller);
            var args = new { callerId = caller.UserId };
            var page = await Blocked.Page(read, caller.Network.Pages, request.Page, null, PageFilters.Of(("userId", caller.UserId)), args);
            return new BlocksBody
            {
                Follows = [.. page.Rows.Select(row => row.ToBody(caller))],
                Users = await UserPayloads.ByIds(read, caller, page.Rows.Select(row => row.UserId)),
                Paging = new BlockPaging
                {
                    Next = page.Paging.Next,
                    Previous = page.Paging.Previous,
                    Total = await read.One<long>(Total, args),
                },
            };
        }
    }

    private const string OfCaller = """
        from blocks b
        join users u on u.user_id = b.blocked_user_id
        where b.user_id = @callerId
          and not u.is_deleted
        """;

    private static readonly PagedSql<Row> Blocked = new(
        "blocks.list",
        $$"""
        select b.block_id,
               u.user_id,
               u.internal_id,
               b.created_at
        {{OfCaller}}
        {page}
        """,
        new Order<Row>("lastCreated", "b.block_id", "b.block_id", row => (row.BlockId, row.BlockId), Descending: true));

    private const string Total = $"""
        select count(*)
        {OfCaller}
        """;

    private sealed record Row
    {
        public string BlockId { get; init; } = "";

        public string UserId { get; init; } = "";

        public string InternalId { get; init; } = "";

        public long CreatedAt { get; init; }

        public FollowBody ToBody(Caller caller) => new()
        {
            From = caller.UserId,
            FromUserPublicId = caller.UserId,
            FromUserInternalId = caller.InternalId,
            To = UserId,
            ToUserPublicId = UserId,
            ToUserInternalId = InternalId,
            Status = FollowBody.Blocked,
            CreatedAt = CreatedAt,
            UpdatedAt = CreatedAt,
        };
    }
}
