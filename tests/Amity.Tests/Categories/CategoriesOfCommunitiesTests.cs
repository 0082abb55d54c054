using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Categories;

public sealed class CategoriesOfCommunitiesTests
{
    [Fact]
    public async Task a_community_names_its_categories_in_their_order_and_brings_them_along()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var (a, b) = (await admin.CreatesCategory("A"), await admin.CreatesCategory("B"));

        var answer = (await alice.Post("/api/v3/communities", new { displayName = "Hers", categoryIds = new[] { b, a, b } })).Ok();

        answer.IsWhole();
        Assert.Equal([b, a], Ids(answer.First("communities")));
        Assert.Equal(["B", "A"], answer.All("categories", "name"));
        var read = (await alice.Get($"/api/v3/communities/{answer.First("communities").Text("communityId")}")).Ok();
        Assert.Equal(answer["categories"]!.ToJsonString(), read["categories"]!.ToJsonString());
    }

    [Fact]
    public async Task an_update_replaces_them_as_a_whole_or_leaves_them()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var (a, b) = (await admin.CreatesCategory("A"), await admin.CreatesCategory("B"));
        var id = await alice.Creates(new { displayName = "Hers", categoryIds = new[] { a } });

        Assert.Equal([a], Ids((await alice.Put($"/api/v3/communities/{id}", new { displayName = "Still hers" })).Ok().First("communities")));
        Assert.Equal([b], Ids((await alice.Put($"/api/v3/communities/{id}", new { categoryIds = new[] { b } })).Ok().First("communities")));
        Assert.Empty(Ids((await alice.Put($"/api/v3/communities/{id}", new { categoryIds = Array.Empty<string>() })).Ok().First("communities")));
    }

    [Fact]
    public async Task an_unknown_or_deleted_category_is_not_found_and_nothing_is_changed()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var (kept, gone) = (await admin.CreatesCategory("Kept"), await admin.CreatesCategory("Gone"));
        await admin.DeletesCategory(gone);
        var id = await alice.Creates(new { displayName = "Hers", categoryIds = new[] { kept } });

        foreach (var wrong in (string[])["made-up", gone])
        {
            var categoryIds = new[] { kept, wrong };
            Assert.Equal("Category not found.", (await alice.Post("/api/v3/communities", new { displayName = "B", categoryIds })).Refused(ErrorKind.NotFound).Text("message"));
            (await alice.Put($"/api/v3/communities/{id}", new { displayName = "B", categoryIds })).Refused(ErrorKind.NotFound);
        }

        var community = await alice.Sees(id);
        Assert.Equal(("Hers", kept), (community.Text("displayName"), Assert.Single(Ids(community))));
        Assert.Single((await alice.Get("/api/v3/communities")).Ok()["communities"]!.AsArray());
    }

    [Fact]
    public async Task ten_are_the_most()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var ids = new List<string>();
        for (var i = 0; i < 11; i++)
        {
            ids.Add(await admin.CreatesCategory($"{i}"));
        }

        (await alice.Post("/api/v3/communities", new { displayName = "A", categoryIds = ids })).Refused(ErrorKind.Invalid);

        var id = await alice.Creates(new { displayName = "A", categoryIds = ids.Take(10) });
        Assert.Equal(ids.Take(10), Ids(await alice.Sees(id)));
    }

    [Fact]
    public async Task a_deleted_category_stays_on_no_community_and_finds_none()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var (kept, gone) = (await admin.CreatesCategory("Kept"), await admin.CreatesCategory("Gone"));
        var id = await alice.Creates(new { displayName = "Hers", categoryIds = new[] { gone, kept } });
        Assert.Equal(["Hers"], await Found(alice, $"categoryId={gone}"));

        await admin.DeletesCategory(gone);

        var answer = (await alice.Get($"/api/v3/communities/{id}")).Ok();
        Assert.Equal([kept], Ids(answer.First("communities")));
        Assert.Equal(["Kept"], answer.All("categories", "name"));
        Assert.Empty(await Found(alice, $"categoryId={gone}"));
        Assert.Empty(await Found(alice, $"categoryId={gone}&filter=member"));
        Assert.Equal(["Hers"], await Found(alice, $"categoryId={kept}"));
    }

    [Fact]
    public async Task communities_are_found_by_a_category_together_with_all_other_filters()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var (parks, ponds) = (await admin.CreatesCategory("Parks"), await admin.CreatesCategory("Ponds"));
        await alice.Creates(new { displayName = "Lake", categoryIds = new[] { ponds }, tags = new[] { "wet" } });
        await alice.Creates(new { displayName = "Meadow", categoryIds = new[] { parks } });
        await alice.Creates(new { displayName = "Swamp", categoryIds = new[] { parks, ponds }, tags = new[] { "wet" } });
        await bob.Creates(new { displayName = "Secret", isPublic = false, categoryIds = new[] { parks } });
        await bob.Joins((await alice.Get("/api/v3/communities?keyword=swamp")).Ok().First("communities").Text("communityId"));

        Assert.Equal(["Swamp", "Meadow"], await Found(alice, $"categoryId={parks}"));
        Assert.Equal(["Secret", "Swamp", "Meadow"], await Found(admin, $"categoryId={parks}"));
        Assert.Equal(["Secret", "Swamp"], await Found(bob, $"categoryId={parks}&filter=member"));
        Assert.Equal(["Meadow"], await Found(bob, $"categoryId={parks}&filter=notMember"));
        Assert.Equal(["Swamp"], await Found(alice, $"categoryId={parks}&tags[]=wet"));
        Assert.Equal(["Swamp"], await Found(alice, $"categoryId={parks}&keyword=sw"));
        Assert.Equal(["Meadow", "Swamp"], await Found(alice, $"categoryId={parks}&sortBy=displayName"));
        Assert.Empty(await Found(alice, "categoryId=made-up"));
    }

    [Fact]
    public async Task a_list_by_category_is_paged_and_its_token_fits_no_other_category()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var (parks, ponds) = (await admin.CreatesCategory("Parks"), await admin.CreatesCategory("Ponds"));
        for (var i = 1; i <= 5; i++)
        {
            await alice.Creates(new { displayName = $"{i}", categoryIds = new[] { parks, ponds } });
            await alice.Creates(new { displayName = $"other {i}" });
        }

        Assert.Equal(["5", "4", "3", "2", "1"], await alice.ThereAndBack($"/api/v3/communities?categoryId={parks}", "communities", "displayName", size: 2));
        var token = (await alice.Get($"/api/v3/communities?categoryId={parks}&options[limit]=2")).Ok()["paging"]!.Text("next");
        (await alice.Get($"/api/v3/communities?categoryId={ponds}&options[token]={Uri.EscapeDataString(token)}")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task posts_bring_the_categories_of_their_communities_along()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var parks = await admin.CreatesCategory("Parks");
        var id = await alice.Creates(new { displayName = "Hers", categoryIds = new[] { parks } });
        var body = new { targetType = "community", targetId = id, data = new { text = "Hello" } };

        var created = (await alice.Post("/api/v4/posts", body)).Ok();
        var read = (await alice.Get($"/api/v3/posts/{created.First("posts").Text("postId")}")).Ok();

        Assert.Equal(["Parks"], created.All("categories", "name"));
        Assert.Equal([parks], read.All("categories", "categoryId"));
        Assert.Equal([parks], Ids(read.First("communities")));
    }

    private static string[] Ids(JsonNode community) => [.. community["categoryIds"]!.AsArray().Select(id => id!.GetValue<string>())];

    private static async Task<IReadOnlyList<string>> Found(Person person, string query) =>
        (await person.Get($"/api/v3/communities?{query}")).Ok().All("communities", "displayName");
}
