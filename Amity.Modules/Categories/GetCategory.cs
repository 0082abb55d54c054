using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Categories;

/// <summary>Reads one category; a deleted one is still answered, marked as deleted. Every user may. Changes nothing.</summary>
public static class GetCategory
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CategoriesJson.Instance.CategoriesBody,
        call => new Request { CategoryId = call.Path("categoryId") },
        "GET /api/v3/community-categories/{categoryId}");

    [UseCase("getCategory", Allow.Users, "Reads a category.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<CategoriesBody>
    {
        public required string CategoryId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CategoriesBody>
    {
        public async Task<CategoriesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var found = await CategoriesBody.ByIds(db.Read, [request.CategoryId]);
            return found.Categories.Count > 0 ? found : throw Refuse.NotFound("Category");
        }
    }
}
