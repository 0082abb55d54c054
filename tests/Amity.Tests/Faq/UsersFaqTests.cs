using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of users. The numbers are those of its questions.</summary>
public sealed class UsersFaqTests
{
    /// <summary>Question 13.</summary>
    [Theory]
    [InlineData("v2")]
    [InlineData("v3")]
    public async Task the_metadata_of_a_user_is_updated_alone(string version)
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("Test", "A tester");
        var admin = await amity.Administrator();
        var before = (await admin.Put("/api/v3/users", new
        {
            userId = "Test",
            avatarCustomUrl = "https://example.com/a.png",
            roles = new[] { "moderator" },
            metadata = new { old = 1 },
        })).Ok().First("users").AsObject();

        var after = (await admin.Put($"/api/{version}/users", new { userId = "Test", metadata = new { testmeta = "usermetaUpdate" } })).Ok().First("users").AsObject();

        Assert.Equal("""{"testmeta":"usermetaUpdate"}""", after["metadata"]!.ToJsonString());
        Assert.All(before.Where(field => field.Key is not ("metadata" or "updatedAt")), field => Assert.Equal(field.Value?.ToJsonString(), after[field.Key]?.ToJsonString()));
    }

    /// <summary>Question 62.</summary>
    [Fact]
    public async Task favourite_posts_are_ids_in_the_users_metadata()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        string[] favorites = [await alice.Writes("one"), await alice.Writes("two")];
        (await alice.Put("/api/v3/users", new { userId = "alice", metadata = new { favorites } })).Ok();

        var stored = (await alice.Get("/api/v3/users/alice")).Ok().First("users")["metadata"]!["favorites"]!.AsArray().Select(id => id!.GetValue<string>());
        Assert.Equal(favorites, (await alice.Get($"/api/v3/posts/list?{string.Join('&', stored.Select(id => $"postIds[]={id}"))}")).Ok().All("posts", "postId"));
    }

    /// <summary>Question 63.</summary>
    [Fact]
    public async Task a_badge_in_the_metadata_comes_with_the_user_wherever_others_meet_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        (await alice.Put("/api/v3/users", new { userId = "alice", metadata = new { label = "verified" } })).Ok();
        var post = await alice.Writes("Look at my badge");

        Assert.Equal("verified", (await bob.Get("/api/v3/users/alice")).Ok().First("users")["metadata"]!.Text("label"));
        Assert.Equal("verified", (await bob.Get($"/api/v3/posts/{post}")).Ok().First("users")["metadata"]!.Text("label"));
    }

    /// <summary>Question 64.</summary>
    [Fact]
    public async Task invitations_are_community_ids_in_the_users_metadata_until_they_are_taken_out()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var (hikers, bikers) = (await alice.Founds(), await alice.Founds());
        (await bob.Put("/api/v3/users", new { userId = "bob", metadata = new { invitedCommunity = new[] { hikers, bikers } } })).Ok();

        Assert.Equal([hikers, bikers], (await bob.Get($"/api/v3/communities/list?communityIds[]={hikers}&communityIds[]={bikers}")).Ok().All("communities", "communityId"));
        await bob.Joins(hikers);
        var left = (await bob.Put("/api/v3/users", new { userId = "bob", metadata = new { invitedCommunity = new[] { bikers } } })).Ok().First("users");
        Assert.Equal($$"""{"invitedCommunity":["{{bikers}}"]}""", left["metadata"]!.ToJsonString());
    }
}
