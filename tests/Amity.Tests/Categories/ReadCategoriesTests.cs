using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Categories;

public sealed class ReadCategoriesTests
{
    private const string Path = CategoryCalls.Path;

    [Theory]
    [InlineData("", "Ähren Baum Clematis Dahlie Efeu")]
    [InlineData("sortBy=name&", "Ähren Baum Clematis Dahlie Efeu")]
    [InlineData("sortBy=firstCreated&", "Efeu Baum Dahlie Ähren Clematis")]
    [InlineData("sortBy=lastCreated&", "Clematis Ähren Dahlie Baum Efeu")]
    public async Task pages_lead_there_and_back_in_every_order(string sort, string expected)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        foreach (var name in (string[])["Efeu", "Baum", "Dahlie", "Ähren", "Clematis"])
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await admin.CreatesCategory(name);
        }

        Assert.Equal(expected.Split(' '), await alice.ThereAndBack($"{Path}?{sort}", "categories", "name", size: 2));
    }

    [Fact]
    public async Task deleted_ones_are_among_the_live_ones_alone_or_left_out()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.CreatesCategory("Live");
        await admin.DeletesCategory(await admin.CreatesCategory("Gone"));

        Assert.Equal(["Gone", "Live"], await admin.Categories());
        Assert.Equal(["Gone"], await admin.Categories("isDeleted=true"));
        Assert.Equal(["Live"], await admin.Categories("isDeleted=false"));
    }

    [Fact]
    public async Task a_list_by_ids_keeps_their_order_and_leaves_out_what_is_unknown()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var (a, b) = (await admin.CreatesCategory("A"), await admin.CreatesCategory("B"));
        await admin.DeletesCategory(a);

        var answer = (await alice.Get($"{Path}/list?categoryIds[]={b}&categoryIds[]=nothing&categoryIds[]={a}&categoryIds[]={b}")).Ok();

        Assert.Equal(["B", "A"], answer.All("categories", "name"));
        Assert.Equal([false, true], answer["categories"]!.AsArray().Select(category => category!.Flag("isDeleted")));
        Assert.IsType<JsonArray>(answer["files"]);
        (await alice.Get($"{Path}/list")).Refused(ErrorKind.Invalid);
        (await alice.Get($"{Path}/list?{string.Join('&', Enumerable.Range(0, 101).Select(i => $"categoryIds[]={i}"))}")).Refused(ErrorKind.Invalid);
        Assert.Empty((await alice.Get($"{Path}/list?{string.Join('&', Enumerable.Range(0, 100).Select(i => $"categoryIds[]={i}"))}")).Ok()["categories"]!.AsArray());
    }

    [Fact]
    public async Task every_user_reads_them_and_a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var id = await admin.CreatesCategory("A");

        Assert.Equal("A", (await alice.SeesCategory(id)).Text("name"));
        (await alice.Get($"{Path}/nothing")).Refused(ErrorKind.NotFound);
        foreach (var path in (string[])[Path, $"{Path}/{id}", $"{Path}/list?categoryIds[]={id}"])
        {
            (await amity.Nobody().Get(path)).Refused(ErrorKind.Unauthenticated);
        }
    }

    [Theory]
    [InlineData("sortBy=displayName")]
    [InlineData("isDeleted=2")]
    [InlineData("options[limit]=101")]
    public async Task a_wrong_parameter_is_invalid(string query)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get($"{Path}?{query}")).Refused(ErrorKind.Invalid);
    }
}
