using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Text;
using Amity.Modules.Categories;

namespace Amity.Modules.Communities;

/// <summary>What creating and changing a community have in common inside the write.</summary>
internal static class CommunityRules
{
    /// <summary>
    /// Refuses what the fields name and the network does not have: there are no files yet, and a deleted category is none. Refuses a unique name that
    /// another live community has; <paramref name="communityId"/> itself does not count.
    /// </summary>
    public static async Task Demand(IWrite tx, CommunityFields fields, string communityId)
    {
        if (!string.IsNullOrEmpty(fields.AvatarFileId))
        {
            throw Refuse.NotFound("File");
        }

        if (fields.CategoryIds?.Distinct().ToArray() is { Length: > 0 } categoryIds
            && await CategoryFacts.CountLive(tx, categoryIds) < categoryIds.Length)
        {
            throw Refuse.NotFound("Category");
        }

        if (fields is { IsUniqueDisplayName: true, DisplayName: { } name }
            && await tx.One<long>(Namesakes, new { search = SearchKey.Of(name), communityId }) > 0)
        {
            throw Refuse.Duplicate("A community with this name already exists.");
        }
    }

    /// <summary>Replaces the tags; each is kept once, in the order in which it came.</summary>
    public static async Task SetTags(IWrite tx, string communityId, IEnumerable<string> tags)
    {
        await tx.Run(DeleteTags, new { communityId });
        foreach (var (position, tag) in tags.Distinct(StringComparer.Ordinal).Index())
        {
            await tx.Run(InsertTag, new { communityId, position, tag });
        }
    }

    /// <summary>Replaces the categories; each is kept once, in the order in which it came.</summary>
    public static async Task SetCategories(IWrite tx, string communityId, IEnumerable<string> categoryIds)
    {
        await tx.Run(DeleteCategories, new { communityId });
        foreach (var (position, categoryId) in categoryIds.Distinct(StringComparer.Ordinal).Index())
        {
            await tx.Run(InsertCategory, new { communityId, position, categoryId });
        }
    }

    private const string Namesakes = """
        select count(*)
        from communities
        where display_name_search = @search
          and community_id <> @communityId
          and not is_deleted
        """;

    private const string DeleteCategories = """
        delete from community_categories
        where community_id = @communityId
        """;

    private const string InsertCategory = """
        insert into community_categories (community_id, position, category_id)
        values (@communityId, @position, @categoryId)
        """;

    private const string DeleteTags = """
        delete from community_tags
        where community_id = @communityId
        """;

    private const string InsertTag = """
        insert into community_tags (community_id, position, tag)
        values (@communityId, @position, @tag)
        """;
}
