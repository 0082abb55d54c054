using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Categories;

/// <summary>
/// Creates a category that communities can be put into. Holders of CREATE_COMMUNITY_CATEGORY may. A repeat is refused: no two live
/// categories have one name; that of a deleted one is free again.
/// </summary>
public static class CreateCategory
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CategoriesJson.Instance.CategoriesBody,
        call => call.Json(CategoriesJson.Instance.CreateCategoryRequest),
        "POST /api/v3/community-categories");

    [UseCase("createCategory", Allow.Users, "Creates a category of communities.", Asks = ["CREATE_COMMUNITY_CATEGORY"])]
    public sealed record Request : CategoryFields
    {
        public override void Validate(Checks check)
        {
            check.Required(Name, "name");
            base.Validate(check);
        }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CategoriesBody>, IAnswer<Request, CategoriesBody>
    {
        public async Task<CategoriesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var categoryId = tx.NewId();
            await request.Demand(tx, "CREATE_COMMUNITY_CATEGORY", categoryId);
            await tx.Run(Insert, new
            {
                categoryId,
                request.Name,
                key = SortKey.Of(request.Name),
                search = SearchKey.Of(request.Name),
                metadata = (request.Metadata ?? RawJson.EmptyObject).Text,
                now = tx.Now,
            });
            return CategoriesBody.Of(categoryId);
        }

        public Task<CategoriesBody> Answer(Request request, CategoriesBody written, IRead read) => CategoriesBody.ByIds(read, [written.Written]);
    }

    private const string Insert = """
        insert into categories (category_id, name, name_key, name_search, metadata, created_at, updated_at)
        values (@categoryId, @Name, @key, @search, @metadata, @now, @now)
        """;
}
