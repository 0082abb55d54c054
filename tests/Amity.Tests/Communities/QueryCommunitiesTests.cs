using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class QueryCommunitiesTests
{
    [Fact]
    public async Task communities_are_listed_by_the_callers_membership()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        await alice.Creates(new { displayName = "A" });
        await bob.Joins(await alice.Creates(new { displayName = "B" }));
        await alice.Creates(new { displayName = "C", isPublic = false });

        Assert.Equal(["B"], await Names(bob, "filter=member"));
        Assert.Equal(["A"], await Names(bob, "filter=notMember"));
        Assert.Equal(["B", "A"], await Names(bob, "filter=all"));
        Assert.Equal(["B", "A"], await Names(bob, "filter="));
        Assert.Equal(["C", "B", "A"], await Names(alice, "filter=member"));
        Assert.Empty(await Names(alice, "filter=notMember"));
        Assert.Equal(["C", "B", "A"], await Names(admin, "filter=all"));
        Assert.Empty(await Names(admin, "filter=member"));
    }

    [Fact]
    public async Task the_callers_own_rows_come_along_and_no_row_where_there_is_no_membership()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await alice.Creates(new { displayName = "A" });
        var b = await alice.Creates(new { displayName = "B" });
        await bob.Joins(b);

        var member = (await bob.Get("/api/v3/communities?filter=member")).Ok();
        var notMember = (await bob.Get("/api/v3/communities?filter=notMember")).Ok();
        var all = (await bob.Get("/api/v3/communities")).Ok();

        member.IsWhole();
        Assert.Equal("member", member.Membership("bob"));
        Assert.Empty(notMember["communityUsers"]!.AsArray());
        Assert.Equal(["A"], notMember.All("communities", "displayName"));
        Assert.Equal([b], all.All("communityUsers", "communityId"));
        Assert.Equal([true, false], all["communities"]!.AsArray().Select(community => community!.Flag("isJoined")));
    }

    [Fact]
    public async Task a_banned_user_is_no_member()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await amity.Bans(await alice.Creates(new { displayName = "Open" }), "bob");
        await amity.Bans(await alice.Creates(new { displayName = "Secret", isPublic = false }), "bob");

        Assert.Empty(await Names(bob, "filter=member"));
        Assert.Equal(["Open"], await Names(bob, "filter=notMember"));
    }

    [Fact]
    public async Task a_keyword_is_found_anywhere_in_any_case_and_letter_for_letter()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var name in (string[])["Wet meadow", "Alpine MEADOW club", "100%_sure", "100 sure"])
        {
            await alice.Creates(new { displayName = name });
        }

        Assert.Equal(["Alpine MEADOW club", "Wet meadow"], await Names(alice, "keyword=Meadow"));
        Assert.Equal(["100%_sure"], await Names(alice, "keyword=%25_"));
        Assert.Equal(["100 sure", "100%_sure"], await Names(alice, "keyword=100"));
        Assert.Equal(4, (await Names(alice, "keyword=")).Count);
        Assert.Empty(await Names(alice, "keyword=meadows"));
    }

    [Fact]
    public async Task a_query_by_tags_finds_what_carries_all_of_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await bob.Joins(await alice.Creates(new { displayName = "Both", tags = new[] { "x", "y" } }));
        await alice.Creates(new { displayName = "One", tags = new[] { "x" } });
        await alice.Creates(new { displayName = "Hidden", tags = new[] { "x", "y" }, isPublic = false });
        await alice.Creates(new { displayName = "None" });

        Assert.Equal(["One", "Both"], await Names(bob, "tags[]=x"));
        Assert.Equal(["Both"], await Names(bob, "tags[]=y&tags[]=x"));
        Assert.Equal(["Both"], await Names(bob, "tags[0]=x&tags[1]=y&tags[2]=x"));
        Assert.Equal(["Both"], await Names(bob, "tags[]=x&filter=member"));
        Assert.Equal(["One"], await Names(bob, "tags[]=x&filter=notMember"));
        Assert.Empty(await Names(bob, "tags[]=X"));
        Assert.Equal(3, (await Names(bob, "tags[]=")).Count);
    }

    [Fact]
    public async Task deleted_ones_are_among_the_live_ones_alone_or_left_out()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Creates(new { displayName = "Kept" });
        (await alice.Delete($"/api/v3/communities/{await alice.Creates(new { displayName = "Doomed" })}")).Ok();

        foreach (var filter in (string[])["all", "member"])
        {
            Assert.Equal(["Doomed", "Kept"], await Names(alice, $"filter={filter}"));
            Assert.Equal(["Doomed"], await Names(alice, $"filter={filter}&isDeleted=true"));
            Assert.Equal(["Kept"], await Names(alice, $"filter={filter}&isDeleted=false"));
        }
    }

    [Fact]
    public async Task nothing_is_flagged_yet_and_an_empty_category_is_no_filter()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Creates(new { displayName = "A" });

        Assert.Empty(await Names(alice, "hasFlag=true"));
        Assert.Equal(["A"], await Names(alice, "hasFlag=false&categoryId="));
    }

    [Theory]
    [InlineData("lastCreated", "g e a f d b c")]
    [InlineData("firstCreated", "c b d f a e g")]
    [InlineData("displayName", "a b c d e f g")]
    public async Task pages_lead_there_and_back_in_every_order(string sortBy, string names)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var name in (string[])["c", "b", "d", "f", "a", "e", "g"])
        {
            await alice.Creates(new { displayName = name, tags = new[] { "t" } });
        }

        foreach (var filter in (string[])["", "&filter=member", "&tags[]=t", "&keyword=&isDeleted=false"])
        {
            Assert.Equal(names.Split(' '), await alice.ThereAndBack($"/api/v3/communities?sortBy={sortBy}{filter}", "communities", "displayName", size: 3));
        }
    }

    [Fact]
    public async Task hidden_ones_take_no_place_on_a_page()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        foreach (var name in (string[])["a", "x", "b", "y", "c", "z", "d", "w", "e"])
        {
            await alice.Creates(new { displayName = name, isPublic = name[0] < 'w', tags = new[] { "t" } });
        }

        foreach (var filter in (string[])["", "&tags[]=t", "&filter=notMember"])
        {
            Assert.Equal(["a", "b", "c", "d", "e"], await bob.ThereAndBack($"/api/v3/communities?sortBy=firstCreated{filter}", "communities", "displayName", size: 2));
        }
    }

    [Fact]
    public async Task a_token_carries_its_order_and_fits_its_filters_only()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var name in (string[])["c", "a", "b"])
        {
            await alice.Creates(new { displayName = name, tags = new[] { "x", "y" } });
        }

        var page = (await alice.Get("/api/v3/communities?sortBy=displayName&filter=member&tags[]=x&tags[]=y&options[limit]=1")).Ok();
        var token = Uri.EscapeDataString(page["paging"]!.Text("next"));

        Assert.Equal(["b"], await Names(alice, $"filter=member&tags[]=y&tags[]=x&options[token]={token}"));
        Assert.Equal(["b"], await Names(alice, $"sortBy=displayName&filter=member&tags[]=x&tags[]=y&token={token}"));
        foreach (var other in (string[])["tags[]=x&tags[]=y", "filter=member&tags[]=x", "filter=member&tags[]=x&tags[]=y&keyword=a", "filter=member&tags[]=x&tags[]=y&sortBy=lastCreated", "filter=member&tags[]=x&tags[]=y&isDeleted=false"])
        {
            (await alice.Get($"/api/v3/communities?{other}&options[token]={token}")).Refused(ErrorKind.BadRequest);
        }
    }

    [Fact]
    public async Task fields_that_only_the_client_knows_change_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Creates(new { displayName = "A" });
        await alice.Creates(new { displayName = "B" });

        Assert.Equal(["B", "A"], await Names(alice, "displayName=A&membership=notMember&includeDeleted=false&includeDiscoverablePrivateCommunity=true&isDeleted=false&filter=all"));
    }

    [Theory]
    [InlineData("filter=mine")]
    [InlineData("sortBy=engagement")]
    [InlineData("isDeleted=1")]
    [InlineData("hasFlag=maybe")]
    [InlineData("options[limit]=0")]
    [InlineData("options[limit]=101")]
    [InlineData("options%5Blimit%5D=ten")]
    [InlineData("keyword=a%00b")]
    [InlineData("tags[]=1&tags[]=2&tags[]=3&tags[]=4&tags[]=5&tags[]=6&tags[]=7&tags[]=8&tags[]=9&tags[]=10&tags[]=11")]
    public async Task a_wrong_parameter_is_invalid(string query)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get($"/api/v3/communities?{query}")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task a_stranger_and_an_overlong_keyword_are_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get($"/api/v3/communities?keyword={new string('k', 100)}")).Ok();
        (await alice.Get($"/api/v3/communities?keyword={new string('k', 101)}")).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get("/api/v3/communities")).Refused(ErrorKind.Unauthenticated);
    }

    private static async Task<IReadOnlyList<string>> Names(Person person, string query) =>
        (await person.Get($"/api/v3/communities?{query}")).Ok().All("communities", "displayName");
}
