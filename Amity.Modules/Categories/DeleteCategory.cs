using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Categories;

/// <summary>
/// Deletes a category softly. Holders of DELETE_COMMUNITY_CATEGORY may. It stays readable, marked as deleted; no community names it any
/// more and none is found by it: that is decided where communities are read, because any number of them may be in it. Its name is free
/// again. A repeat succeeds and changes nothing.
/// </summary>
public static class DeleteCategory
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CategoriesJson.Instance.Success,
        call => new Request { CategoryId = call.Path("categoryId") },
        "DELETE /api/v3/community-categories/{categoryId}");

    [UseCase("deleteCategory", Allow.Users, "Deletes a category softly.", Asks = ["DELETE_COMMUNITY_CATEGORY"])]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        /// <summary>From the path; the description has it in the query once more, where it does not matter.</summary>
        public required string CategoryId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            CategoryRights.Demand(request.Caller, "DELETE_COMMUNITY_CATEGORY");
            var args = new { request.CategoryId, isDeleted = true, now = tx.Now };
            if (await tx.Run(Delete, args) == 0 && await tx.One<long>(Known, args) == 0)
            {
                throw Refuse.NotFound("Category");
            }

            return Success.Yes;
        }
    }

    private const string Delete = """
        update categories
        set is_deleted = @isDeleted,
            updated_at = @now
        where category_id = @CategoryId
          and not is_deleted
        """;

    private const string Known = """
        select count(*)
        from categories
        where category_id = @CategoryId
        """;
}
