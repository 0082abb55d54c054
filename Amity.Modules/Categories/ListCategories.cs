using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Categories;

/// <summary>Reads categories by their ids, deleted ones too; unknown ids are left out. Every user may. Changes nothing.</summary>
public static class ListCategories
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CategoriesJson.Instance.CategoriesBody,
        call => new Request { CategoryIds = call.Query.List("categoryIds") },
        "GET /api/v3/community-categories/list");

    [UseCase("listCategories", Allow.Users, "Reads up to 100 categories by ids.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<CategoriesBody>
    {
        public required IReadOnlyList<string> CategoryIds { get; init; }

        public override void Validate(Checks check) => check.Items(CategoryIds, "categoryIds", max: 100, maxLength: 50, min: 1);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CategoriesBody>
    {
        public Task<CategoriesBody> Handle(Request request, CancellationToken cancellationToken) =>
            CategoriesBody.ByIds(db.Read, request.CategoryIds);
    }
}
