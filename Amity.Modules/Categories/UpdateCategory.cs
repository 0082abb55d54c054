using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Categories;

/// <summary>
/// Changes the fields that are sent and no others; metadata is replaced as a whole. Holders of EDIT_COMMUNITY_CATEGORY may, as long as the
/// category is live and no other live one has the name. A repeat changes nothing but the time.
/// </summary>
public static class UpdateCategory
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CategoriesJson.Instance.CategoriesBody,
        call => call.Json(CategoriesJson.Instance.UpdateCategoryRequest) with { CategoryId = call.Path("categoryId") },
        "PUT /api/v3/community-categories/{categoryId}");

    [UseCase("updateCategory", Allow.Users, "Updates a category, field by field.", Asks = ["EDIT_COMMUNITY_CATEGORY"])]
    public sealed record Request : CategoryFields
    {
        /// <summary>From the path; what the body says of it does not matter.</summary>
        [JsonIgnore]
        public string CategoryId { get; init; } = "";
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CategoriesBody>, IAnswer<Request, CategoriesBody>
    {
        public async Task<CategoriesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            await request.Demand(tx, "EDIT_COMMUNITY_CATEGORY", request.CategoryId);
            var changed = await tx.Run(Update, new
            {
                request.CategoryId,
                request.Name,
                key = request.Name is { } name ? SortKey.Of(name) : null,
                search = request.Name is { } text ? SearchKey.Of(text) : null,
                Metadata = request.Metadata?.Text,
                now = tx.Now,
            });
            return changed > 0 ? CategoriesBody.Of(request.CategoryId) : throw Refuse.NotFound("Category");
        }

        public Task<CategoriesBody> Answer(Request request, CategoriesBody written, IRead read) => CategoriesBody.ByIds(read, [written.Written]);
    }

    private const string Update = """
        update categories
        set name        = coalesce(@Name, name),
            name_key    = coalesce(@key, name_key),
            name_search = coalesce(@search, name_search),
            metadata    = coalesce(@Metadata, metadata),
            updated_at  = @now
        where category_id = @CategoryId
          and not is_deleted
        """;
}
