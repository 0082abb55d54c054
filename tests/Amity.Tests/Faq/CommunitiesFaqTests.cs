using Amity.Core.Errors;
using Amity.Tests.Categories;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of communities. The numbers are those of its questions.</summary>
public sealed class CommunitiesFaqTests
{
    /// <summary>Question 3.</summary>
    [Fact]
    public async Task the_next_page_is_read_with_the_token_of_the_last()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await CreateTwentyFive(alice);
        const string query = "/api/v3/communities?filter=all&sortBy=lastCreated";

        var first = (await alice.Get(query)).Ok();
        var second = (await alice.Get($"{query}&options[token]={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Ok();

        Assert.Equal(
            Enumerable.Range(1, 25).Reverse().Select(i => $"{i}"),
            first.All("communities", "displayName").Concat(second.All("communities", "displayName")));
    }

    /// <summary>Questions 9 and 35.</summary>
    [Fact]
    public async Task my_joined_communities_are_found_by_filter_member()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var a = await alice.Creates(new { displayName = "A" });
        await alice.Creates(new { displayName = "B" });
        var c = await alice.Creates(new { displayName = "C" });
        await bob.Joins(a);
        await bob.Joins(c);

        var mine = (await bob.Get("/api/v3/communities?filter=member&sortBy=lastCreated&options[limit]=100")).Ok();

        Assert.Equal(["C", "A"], mine.All("communities", "displayName"));
    }

    /// <summary>Question 16.</summary>
    [Fact]
    public async Task users_of_a_community_are_found_by_their_role()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        Assert.Equal(["alice"], await alice.Members(id, "memberships[]=member&roles[]=community-moderator&options[limit]=10"));
        Assert.Empty(await alice.Members(id, "memberships[]=member&roles[]=moderator&options[limit]=10"));
    }

    /// <summary>Questions 16 and 24: both roles that the examples name can be given and asked for.</summary>
    [Theory]
    [InlineData("community-moderator")]
    [InlineData("moderator")]
    public async Task roles_are_given_to_users_of_a_community(string role)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("test", "other");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "test", "other" } });

        var answer = (await alice.Post($"/api/v4/communities/{id}/users/roles", new { roles = new[] { role }, userIds = new[] { "test" } })).Ok();

        Assert.Equal([role], answer.Row("test")["roles"]!.AsArray().Select(held => held!.GetValue<string>()));
        Assert.Contains("test", await alice.Members(id, $"memberships[]=member&roles[]={role}&options[limit]=10"));
        Assert.DoesNotContain("other", await alice.Members(id, $"memberships[]=member&roles[]={role}&options[limit]=10"));
        (await (await amity.Login("other")).Post($"/api/v4/communities/{id}/users/roles", new { roles = new[] { role }, userIds = new[] { "other" } })).Refused(ErrorKind.PermissionDenied);
    }

    /// <summary>Question 21.</summary>
    [Fact]
    public async Task deleted_communities_are_excluded_by_is_deleted_false()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Creates(new { displayName = "Kept" });
        (await alice.Delete($"/api/v3/communities/{await alice.Creates(new { displayName = "Gone" })}")).Ok();

        var live = (await alice.Get("/api/v3/communities?filter=all&isDeleted=false")).Ok();
        var all = (await alice.Get("/api/v3/communities?filter=all")).Ok();

        Assert.Equal(["Kept"], live.All("communities", "displayName"));
        Assert.Equal(["Gone", "Kept"], all.All("communities", "displayName"));
        Assert.Equal([true, false], all["communities"]!.AsArray().Select(community => community!.Flag("isDeleted")));
    }

    /// <summary>Question 22.</summary>
    [Fact]
    public async Task nobody_lists_the_communities_of_another_user()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        await alice.Creates(new { displayName = "Hers" });
        await bob.Creates(new { displayName = "His" });

        Assert.Equal(["His"], (await bob.Get("/api/v3/communities?filter=member&userId=alice")).Ok().All("communities", "displayName"));
        Assert.Empty((await admin.Get("/api/v3/communities?filter=member&userId=alice")).Ok()["communities"]!.AsArray());
    }

    /// <summary>Question 23.</summary>
    [Fact]
    public async Task twenty_items_are_returned_unless_a_limit_says_otherwise()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await CreateTwentyFive(alice);

        var first = (await alice.Get("/api/v3/communities")).Ok();
        var second = (await alice.Get($"/api/v3/communities?options[token]={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Ok();

        Assert.Equal(20, first["communities"]!.AsArray().Count);
        Assert.Equal(5, second["communities"]!.AsArray().Count);
        Assert.Null(second["paging"]!["next"]);
        Assert.Equal(25, (await alice.Get("/api/v3/communities?options[limit]=100")).Ok()["communities"]!.AsArray().Count);
    }

    /// <summary>Question 25.</summary>
    [Fact]
    public async Task members_are_removed_by_their_ids()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        var answer = (await alice.Delete($"/api/v3/communities/{id}/users?userIds[]=bob")).Ok();

        Assert.Equal("none", answer.Membership("bob"));
        Assert.Equal(1, answer.First("communities").Number("membersCount"));
    }

    /// <summary>Question 26.</summary>
    [Fact]
    public async Task a_closed_community_is_shown_as_deleted()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });

        Assert.Equal("""{"success":true}""", (await alice.Delete($"/api/v3/communities/{id}")).Ok().ToJsonString());

        Assert.True((await alice.Sees(id)).Flag("isDeleted"));
    }

    /// <summary>Questions 29 and 68: a pinned post's id is an example.</summary>
    [Fact]
    public async Task metadata_of_a_community_is_a_free_object_that_its_moderators_change()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", metadata = new { a = new { b = new object[] { 1, "x", true, 1.5 } } } });
        Assert.Equal("""{"a":{"b":[1,"x",true,1.5]}}""", (await bob.Sees(id))["metadata"]!.ToJsonString());

        (await bob.Put($"/api/v3/communities/{id}", new { metadata = new { pinPostID = "his" } })).Refused(ErrorKind.PermissionDenied);
        (await alice.Put($"/api/v3/communities/{id}", new { metadata = new { pinPostID = "hers" } })).Ok();

        Assert.Equal("""{"pinPostID":"hers"}""", (await bob.Sees(id))["metadata"]!.ToJsonString());
    }

    /// <summary>Question 29.</summary>
    [Fact]
    public async Task metadata_of_a_category_is_a_free_object_too()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");

        var id = (await admin.Post("/api/v3/community-categories", new { name = "A", metadata = new { a = new { b = new object[] { 1, "x", true } } } })).Ok()
            .First("categories").Text("categoryId");

        Assert.Equal("""{"a":{"b":[1,"x",true]}}""", (await alice.SeesCategory(id))["metadata"]!.ToJsonString());
    }

    /// <summary>Question 64.</summary>
    [Fact]
    public async Task invitations_can_be_kept_as_community_ids_in_a_users_metadata()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        string[] ids = [await alice.Creates(new { displayName = "A" }), await alice.Creates(new { displayName = "B" })];
        var user = (await bob.Put("/api/v3/users", new { userId = "bob", metadata = new { invitedCommunity = ids } })).Ok().First("users");

        var query = string.Join('&', user["metadata"]!["invitedCommunity"]!.AsArray().Select(id => $"communityIds[]={id}"));

        Assert.Equal(["A", "B"], (await bob.Get($"/api/v3/communities/list?{query}")).Ok().All("communities", "displayName"));
    }

    /// <summary>Question 77.</summary>
    [Fact]
    public async Task a_wrong_token_is_answered_with_query_token_is_invalid()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var error = (await alice.Get("/api/v3/communities?options[token]=abc")).Refused(ErrorKind.BadRequest);

        Assert.Equal("Query Token is invalid", error.Text("message"));
    }

    /// <summary>Question 94.</summary>
    [Fact]
    public async Task html_tags_are_plain_text()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        const string html = "<b>x</b><script>alert(1)</script>";

        var community = await alice.Sees(await alice.Creates(new { displayName = html, description = html }));

        Assert.Equal((html, html), (community.Text("displayName"), community.Text("description")));
    }

    private static async Task CreateTwentyFive(Person person)
    {
        for (var i = 1; i <= 25; i++)
        {
            await person.Creates(new { displayName = $"{i}" });
        }
    }
}
