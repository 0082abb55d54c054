using System.Text;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Users;

public sealed class GetUserTests
{
    [Fact]
    public async Task anyone_signed_in_reads_any_user_and_a_stranger_none()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice", "Alice");
        var bob = await amity.Login("bob");

        var user = (await bob.Get("/api/v3/users/alice")).Ok();

        Assert.Equal("Alice", user.First("users").Text("displayName"));
        Assert.Empty(user["files"]!.AsArray());
        Assert.Empty(user.First("users")["roles"]!.AsArray());
        (await amity.Nobody().Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task an_unknown_user_is_not_found()
    {
        await using var amity = await AmityHost.Start();
        var bob = await amity.Login("bob");

        (await bob.Get("/api/v3/users/nobody")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task a_user_is_read_by_either_id_where_the_call_says_which()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var internalId = alice.Session.First("users").Text("_id");

        Assert.Equal(["alice"], (await alice.Get($"/api/v3/users/{internalId}?type=internal")).Ok().All("users", "userId"));
        Assert.Equal(["alice"], (await alice.Get("/api/v3/users/alice?type=public")).Ok().All("users", "userId"));
        (await alice.Get($"/api/v3/users/{internalId}")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v3/users/alice?type=internal")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v3/users/alice?type=both")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task an_id_in_the_path_is_decoded_exactly_once()
    {
        await using var amity = await AmityHost.Start();
        var slash = await amity.Login("a/b", "slash");
        await amity.Login("a%2Fb", "percent");

        Assert.Equal("slash", (await slash.Get("/api/v3/users/a%2Fb")).Ok().First("users").Text("displayName"));
        Assert.Equal("percent", (await slash.Get("/api/v3/users/a%252Fb")).Ok().First("users").Text("displayName"));
    }
}

public sealed class ListUsersTests
{
    [Theory]
    [InlineData("userIds[]=alice&userIds[]=c@d")]
    [InlineData("userIds%5B%5D=alice&userIds%5B%5D=c%40d")]
    [InlineData("userIds[]=alice&userIds[]=c%2540d")]
    [InlineData("userIds[0]=alice&userIds[1]=c%40d")]
    [InlineData("userIds=alice&userIds=c%40d&unknown=1")]
    public async Task ids_are_found_however_they_are_encoded(string query)
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice");
        await amity.Login("c@d");
        var bob = await amity.Login("bob");

        Assert.Equal(["alice", "c@d"], (await bob.Get($"/api/v3/users/list?{query}")).Ok().All("users", "userId"));
    }

    [Fact]
    public async Task an_id_that_is_encoded_twice_is_the_one_that_it_decodes_to_where_that_exists()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("a/b");
        await amity.Login("a%2Fb");
        var percent = await amity.Login("100%25");

        Assert.Equal(["a/b"], (await percent.Get("/api/v3/users/list?userIds[]=a%252Fb")).Ok().All("users", "userId"));
        Assert.Equal(["a%2Fb"], (await percent.Get("/api/v3/users/list?userIds[]=a%25252Fb")).Ok().All("users", "userId"));
        Assert.Equal(["100%25"], (await percent.Get("/api/v3/users/list?userIds[]=100%2525")).Ok().All("users", "userId"));
    }

    [Fact]
    public async Task unknown_ids_are_left_out()
    {
        await using var amity = await AmityHost.Start();
        var bob = await amity.Login("bob");

        Assert.Equal(["bob"], (await bob.Get("/api/v3/users/list?userIds[]=nobody&userIds[]=bob&userIds[]=nobody")).Ok().All("users", "userId"));
    }

    [Fact]
    public async Task none_or_too_many_ids_are_invalid_and_a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var bob = await amity.Login("bob");

        (await bob.Get("/api/v3/users/list")).Refused(ErrorKind.Invalid);
        (await bob.Get("/api/v3/users/list?" + string.Join('&', Enumerable.Range(0, 101).Select(i => $"userIds[]={i}")))).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get("/api/v3/users/list?userIds[]=bob")).Refused(ErrorKind.Unauthenticated);
    }
}

public sealed class QueryUsersTests
{
    [Fact]
    public async Task names_sort_by_letter_then_accent_then_case()
    {
        await using var amity = await AmityHost.Start();
        foreach (var name in (string[])["Kristen", "charlie", "Arthur", "Alice", "Älex", "adam"])
        {
            await amity.Login($"id of {name}", name);
        }

        var names = (await (await amity.Login("zoe", "zoe")).Get("/api/v3/users")).Ok().All("users", "displayName");

        Assert.Equal(["adam", "Älex", "Alice", "Arthur", "charlie", "Kristen", "zoe"], names);
    }

    [Fact]
    public async Task a_keyword_matches_any_case_but_letter_for_letter()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("1", "Alice");
        await amity.Login("2", "Älise");
        await amity.Login("3", "100%_sure");

        Assert.Equal(["Alice"], await Names("keyword=ALI"));
        Assert.Equal(["Älise"], await Names("keyword=%C3%A4li"));
        Assert.Equal(["100%_sure"], await Names("keyword=%25_"));
        Assert.Empty(await Names("keyword=Alic&exactMatchKeyword=true"));
        Assert.Equal(["Alice"], await Names("keyword=alice&exactMatchKeyword=true"));
        Assert.Equal(3, (await Names("keyword=")).Count);
        Assert.Equal(["Alice"], await Names("keyword=lic&matchType=partial"));
        Assert.Equal(["Alice"], await Names("keyword=ali&matchType=default"));

        async Task<IReadOnlyList<string>> Names(string query) => (await alice.Get($"/api/v3/users?{query}")).Ok().All("users", "displayName");
    }

    [Theory]
    [InlineData("displayName")]
    [InlineData("firstCreated")]
    [InlineData("lastCreated")]
    public async Task pages_lead_there_and_back(string sortBy)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("user 00");
        for (var i = 1; i < 14; i++)
        {
            await amity.Login($"user {i:00}");
        }

        var path = $"/api/v3/users?sortBy={sortBy}&options[limit]=5";
        var first = (await alice.Get(path)).Ok();
        var second = await Follow(first, "next");
        var third = await Follow(second, "next");
        var back = await Follow(third, "previous");
        var start = await Follow(back, "previous");

        Assert.Equal(14, first.All("users", "userId").Concat(second.All("users", "userId")).Concat(third.All("users", "userId")).Distinct().Count());
        Assert.Null(third["paging"]!["next"]);
        Assert.Null(first["paging"]!["previous"]);
        Assert.Equal(second.All("users", "userId"), back.All("users", "userId"));
        Assert.Equal(first.All("users", "userId"), start.All("users", "userId"));
        Assert.Null(start["paging"]!["previous"]);

        async Task<System.Text.Json.Nodes.JsonNode> Follow(System.Text.Json.Nodes.JsonNode page, string direction) =>
            (await alice.Get($"/api/v3/users?sortBy={sortBy}&options%5Btoken%5D={Uri.EscapeDataString(page["paging"]!.Text(direction))}")).Ok();
    }

    [Theory]
    [InlineData("options[limit]=0")]
    [InlineData("options[limit]=101")]
    [InlineData("options[limit]=ten")]
    [InlineData("limit=99999999999")]
    [InlineData("sortBy=engagement")]
    [InlineData("filter=everyone")]
    [InlineData("matchType=fuzzy")]
    [InlineData("isDeleted=maybe")]
    [InlineData("keyword=a%00b")]
    public async Task a_wrong_parameter_is_invalid(string query)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get($"/api/v3/users?{query}")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task filters_show_those_who_were_flagged_and_those_who_were_deleted()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await amity.Login("carol");
        (await alice.Post("/api/v4/me/flags/bob")).Ok();
        await amity.Network.Database.Write(tx => tx.Run("update users set is_deleted = true where user_id = 'carol'"));

        Assert.Equal(["alice", "bob"], await Ids(""));
        Assert.Equal(["bob"], await Ids("filter=flagged"));
        Assert.Equal(["carol"], await Ids("isDeleted=true"));
        Assert.Empty(await Ids("keyword=carol"));

        async Task<IReadOnlyList<string>> Ids(string query) => (await alice.Get($"/api/v3/users?{query}")).Ok().All("users", "userId");
    }

    [Fact]
    public async Task a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();

        (await amity.Nobody(("x-api-key", AmityHost.ApiKey)).Get("/api/v3/users")).Refused(ErrorKind.Unauthenticated);
    }
}

public sealed class UpdateUserTests
{
    [Theory]
    [InlineData("/api/v3/users")]
    [InlineData("/api/v3/users/")]
    [InlineData("/api/v2/users")]
    public async Task only_the_fields_that_are_sent_change(string path)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");
        var before = (await alice.Put(path, new { userId = "alice", description = "d", metadata = new { a = 1, b = "x" }, createNewUserWhenNotFound = false })).Ok().First("users");

        var after = (await alice.Put(path, new { userId = "alice", metadata = new { c = new[] { 1, 2 } } })).Ok().First("users");

        Assert.Equal("Alice", after.Text("displayName"));
        Assert.Equal("d", after.Text("description"));
        Assert.Equal("""{"c":[1,2]}""", after["metadata"]!.ToJsonString());
        Assert.True(string.CompareOrdinal(after.Text("updatedAt"), before.Text("updatedAt")) > 0);
    }

    [Fact]
    public async Task nobody_else_may_but_an_administrator()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();

        (await bob.Put("/api/v3/users", new { userId = "alice", displayName = "Mallory" })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal("Alice", (await alice.Get("/api/v3/users/alice")).Ok().First("users").Text("displayName"));
        Assert.Equal("A.", (await admin.Put("/api/v3/users", new { userId = "alice", displayName = "A." })).Ok().First("users").Text("displayName"));
        (await admin.Put("/api/v3/users", new { userId = "nobody", displayName = "x" })).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task metadata_is_limited_in_bytes_of_utf8()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var fits = new string('é', (5000 - """{"k":""}""".Length) / 2);

        (await alice.Put("/api/v3/users", new { userId = "alice", metadata = new { k = fits } })).Ok();
        (await alice.Put("/api/v3/users", new { userId = "alice", metadata = new { k = fits + "é" } })).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("""{"userId":"alice","metadata":[1]}""")]
    [InlineData("""{"userId":"alice","metadata":"text"}""")]
    [InlineData("""{"userId":"alice","metadata":{"a":"\u0000"}}""")]
    [InlineData("""{"userId":"alice","metadata":{"a\u0000":1}}""")]
    [InlineData("""{"userId":"alice","metadata":{"a":"\udc00"}}""")]
    [InlineData("""{"userId":"alice","displayName":7}""")]
    [InlineData("""{"userId":"alice","displayName":""}""")]
    [InlineData("""{"userId":"alice","displayName":"a\u0000"}""")]
    [InlineData("""{"userId":["alice"]}""")]
    [InlineData("""{"userId":"alice","avatarCustomUrl":"a.png"}""")]
    [InlineData("""{"userId":"alice","avatarCustomUrl":"/a.png"}""")]
    [InlineData("""{"userId":"alice","avatarCustomUrl":"javascript:alert(1)"}""")]
    [InlineData("""{"userId":"alice","avatarCustomUrl":"ftp://example.com/a.png"}""")]
    [InlineData("""{"displayName":"x"}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""7""")]
    public async Task a_wrong_body_is_invalid_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");

        (await alice.Put("/api/v3/users", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        Assert.Equal("Alice", (await alice.Get("/api/v3/users/alice")).Ok().First("users").Text("displayName"));
    }

    [Fact]
    public async Task texts_come_back_as_they_were_sent()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        const string text = " <b>x</b><script>alert(1)</script> & \"q\" \\ \t 日本 😀 e\u0301 ";

        var user = (await alice.Put("/api/v3/users", new { userId = "alice", description = text, displayName = text, metadata = new { text } })).Ok().First("users");

        Assert.Equal(text, user.Text("description"));
        Assert.Equal(text, user.Text("displayName"));
        Assert.Equal(text, user["metadata"]!.Text("text"));
    }

    [Fact]
    public async Task an_avatar_must_be_a_file_that_exists()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Put("/api/v3/users", new { userId = "alice", avatarFileId = "made-up" })).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task an_avatar_may_be_an_address_on_the_web_and_an_empty_one_takes_it_away()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        Assert.Equal("https://example.com/a.png", (await Avatar("https://example.com/a.png"))?.GetValue<string>());
        Assert.Equal("https://example.com/a.png", (await Avatar(null))?.GetValue<string>());
        Assert.Equal("http://example.com/ü?b=1", (await Avatar("http://example.com/ü?b=1"))?.GetValue<string>());
        Assert.Null(await Avatar(""));

        async Task<System.Text.Json.Nodes.JsonNode?> Avatar(string? avatarCustomUrl) =>
            (await alice.Put("/api/v3/users", new { userId = "alice", avatarCustomUrl })).Ok().First("users")["avatarCustomUrl"];
    }
}
