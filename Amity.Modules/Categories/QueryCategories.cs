using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Categories;

/// <summary>Lists the categories of the network, by name unless asked otherwise. Every user may. Changes nothing.</summary>
public static class QueryCategories
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CategoriesJson.Instance.CategoriesBody,
        call => new Request
        {
            SortBy = call.Query.Text("sortBy"),
            IsDeleted = call.Query.Flag("isDeleted"),
            Page = call.Page,
        },
        "GET /api/v3/community-categories");

    [UseCase("queryCategories", Allow.Users, "Lists the categories of communities.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<CategoriesBody>
    {
        public string? SortBy { get; init; }

        /// <summary>Only the deleted, only the live, or both when null.</summary>
        public bool? IsDeleted { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CategoriesBody>
    {
        public async Task<CategoriesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var filters = PageFilters.Of(("isDeleted", request.IsDeleted));
            var page = await Categories.Page(db.Read, request.Caller.Network.Pages, request.Page, request.SortBy, filters, new
            {
                anyDeletion = request.IsDeleted is null,
                isDeleted = request.IsDeleted is true,
            });
            return new CategoriesBody { Categories = [.. page.Rows.Select(row => row.ToBody())], Paging = page.Paging };
        }
    }

    private static readonly PagedSql<CategoryRow> Categories = new(
        "categories.query",
        $$"""
        select {{CategoryRow.Columns}}
        from categories
        where (@anyDeletion or is_deleted = @isDeleted)
        {page}
        """,
        new("name", "name_key", "category_id", row => (row.NameKey, row.CategoryId)),
        new("firstCreated", "created_at", "category_id", row => (row.CreatedAt, row.CategoryId)),
        new("lastCreated", "created_at", "category_id", row => (row.CreatedAt, row.CategoryId), Descending: true));
}
