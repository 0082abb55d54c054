using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Text;

namespace Amity.Modules.Categories;

/// <summary>What a category is described by when it is created and when it is changed. What is null was not sent.</summary>
public abstract record CategoryFields : AmityRequest<CategoriesBody>, IWriteRequest
{
    public string? Name { get; init; }

    public string? AvatarFileId { get; init; }

    public RawJson? Metadata { get; init; }

    public override void Validate(Checks check) => check
        .Text(Name, "name", max: 1000, min: 1)
        .Text(AvatarFileId, "avatarFileId", max: 50)
        .Metadata(Metadata);

    /// <summary>
    /// Refuses a caller without the permission in the whole network, what the network does not have (there are no files yet), and a name
    /// that another live category has, in any case; <paramref name="categoryId"/> itself does not count.
    /// </summary>
    internal async Task Demand(IWrite tx, string permission, string categoryId)
    {
        CategoryRights.Demand(Caller, permission);
        if (!string.IsNullOrEmpty(AvatarFileId))
        {
            throw Refuse.NotFound("File");
        }

        if (Name is not null && await tx.One<long>(Namesakes, new { search = SearchKey.Of(Name), categoryId }) > 0)
        {
            throw Refuse.Duplicate("A category with this name already exists.");
        }
    }

    private const string Namesakes = """
        select count(*)
        from categories
        where name_search = @search
          and category_id <> @categoryId
          and not is_deleted
        """;
}
