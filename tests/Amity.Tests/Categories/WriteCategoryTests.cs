using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Categories;

public sealed class WriteCategoryTests
{
    private const string Path = CategoryCalls.Path;

    [Fact]
    public async Task a_new_category_is_as_it_was_asked_for()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");

        var answer = (await admin.Post(Path, new { name = "Gardens", metadata = new { colour = "green" }, avatarFileId = "" })).Ok();

        var category = Assert.Single(answer["categories"]!.AsArray())!;
        Assert.Equal(("Gardens", """{"colour":"green"}""", false), (category.Text("name"), category["metadata"]!.ToJsonString(), category.Flag("isDeleted")));
        Assert.Matches("^[0-9a-f]{24}$", category.Text("categoryId"));
        Assert.Equal(category.Text("createdAt"), category.Text("updatedAt"));
        Assert.IsType<JsonArray>(answer["files"]);
        Assert.Equal(category.ToJsonString(), (await alice.SeesCategory(category.Text("categoryId"))).ToJsonString());
    }

    [Fact]
    public async Task an_update_changes_what_it_names_and_leaves_the_rest()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var admin = await amity.Administrator();
        var id = (await admin.Post(Path, new { name = "Gardens", metadata = new { a = 1 } })).Ok().First("categories").Text("categoryId");
        clock.Advance(TimeSpan.FromSeconds(1));

        var renamed = (await admin.Put($"{Path}/{id}", new { categoryId = "other", name = "Parks" })).Ok().First("categories");
        var changed = (await admin.Put($"{Path}/{id}", new { metadata = new { b = 2 } })).Ok().First("categories");

        Assert.Equal((id, "Parks", """{"a":1}"""), (renamed.Text("categoryId"), renamed.Text("name"), renamed["metadata"]!.ToJsonString()));
        Assert.True(string.CompareOrdinal(renamed.Text("updatedAt"), renamed.Text("createdAt")) > 0);
        Assert.Equal(("Parks", """{"b":2}"""), (changed.Text("name"), changed["metadata"]!.ToJsonString()));
        Assert.Equal(["Parks"], await admin.Categories());
    }

    [Fact]
    public async Task a_deleted_one_stays_readable_and_a_repeat_changes_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var id = await admin.CreatesCategory("Gardens");
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("""{"success":true}""", (await admin.Delete($"{Path}/{id}?categoryId={id}")).Ok().ToJsonString());
        var deleted = await alice.SeesCategory(id);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await admin.Delete($"{Path}/{id}")).Ok();

        Assert.True(deleted.Flag("isDeleted"));
        Assert.True(string.CompareOrdinal(deleted.Text("updatedAt"), deleted.Text("createdAt")) > 0);
        Assert.Equal(deleted.ToJsonString(), (await alice.SeesCategory(id)).ToJsonString());
        (await admin.Put($"{Path}/{id}", new { name = "Again" })).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task live_names_are_unique_in_any_case_and_those_of_deleted_ones_are_free()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var parks = await admin.CreatesCategory("Parks");
        var gardens = await admin.CreatesCategory("Gardens");

        (await admin.Post(Path, new { name = "pARKS" })).Refused(ErrorKind.Duplicate);
        (await admin.Put($"{Path}/{gardens}", new { name = "PARKS" })).Refused(ErrorKind.Duplicate);
        (await admin.Put($"{Path}/{parks}", new { name = "PARKS" })).Ok();
        await admin.DeletesCategory(parks);
        (await admin.Put($"{Path}/{gardens}", new { name = "Parks" })).Ok();
        await admin.DeletesCategory(gardens);

        var third = await admin.CreatesCategory("Parks");

        Assert.Equal(3, new[] { parks, gardens, third }.Distinct().Count());
        Assert.Equal(["Parks"], await admin.Categories("isDeleted=false"));
    }

    [Fact]
    public async Task two_who_ask_for_one_name_at_once_do_not_both_get_it()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => admin.Post(Path, new { name = "Parks" })));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.Refused(ErrorKind.Duplicate));
        Assert.Equal(["Parks"], await admin.Categories());
    }

    [Fact]
    public async Task users_create_change_and_delete_none_whatever_they_moderate()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var id = await admin.CreatesCategory("Parks");
        (await alice.Post("/api/v3/communities", new { displayName = "Hers", categoryIds = new[] { id } })).Ok();

        (await alice.Post(Path, new { name = "Mine" })).Refused(ErrorKind.PermissionDenied);
        (await alice.Put($"{Path}/{id}", new { name = "Mine" })).Refused(ErrorKind.PermissionDenied);
        (await alice.Delete($"{Path}/{id}")).Refused(ErrorKind.PermissionDenied);
        (await amity.Nobody().Post(Path, new { name = "Mine" })).Refused(ErrorKind.Unauthenticated);

        Assert.Equal(["Parks"], await alice.Categories());
        Assert.False((await alice.SeesCategory(id)).Flag("isDeleted"));
    }

    [Fact]
    public async Task what_does_not_exist_is_not_found()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var id = await admin.CreatesCategory("Parks");

        (await admin.Put($"{Path}/nothing", new { name = "A" })).Refused(ErrorKind.NotFound);
        (await admin.Delete($"{Path}/nothing")).Refused(ErrorKind.NotFound);
        (await admin.Post(Path, new { name = "A", avatarFileId = "made-up" })).Refused(ErrorKind.NotFound);
        (await admin.Put($"{Path}/{id}", new { name = "A", avatarFileId = "made-up" })).Refused(ErrorKind.NotFound);

        Assert.Equal(["Parks"], await admin.Categories());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":"A","metadata":[]}""")]
    [InlineData("""{"name":"A\u0000"}""")]
    public async Task a_wrong_body_is_invalid(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        (await admin.Post(Path, new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);

        Assert.Empty(await admin.Categories());
    }

    [Fact]
    public async Task a_name_has_at_most_1000_characters()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var id = await admin.CreatesCategory(new string('a', 1000));

        (await admin.Post(Path, new { name = new string('b', 1001) })).Refused(ErrorKind.Invalid);
        (await admin.Put($"{Path}/{id}", new { name = new string('b', 1001) })).Refused(ErrorKind.Invalid);
        (await admin.Put($"{Path}/{id}", new { name = "" })).Refused(ErrorKind.Invalid);

        Assert.Equal(1000, (await admin.SeesCategory(id)).Text("name").Length);
    }
}
