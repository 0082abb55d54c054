using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Amity.Tests.Users;
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

    /// <summary>Question 83.</summary>
    [Fact]
    public async Task a_deleted_user_is_never_restored()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("Test", "A tester");
        var admin = await amity.Administrator();
        (await admin.DeletesUser("Test")).Ok();

        (await amity.TriesToLogIn("Test")).Refused(ErrorKind.Forbidden);
        (await admin.Put("/api/v3/users", new { userId = "Test", displayName = "Back again" })).Refused(ErrorKind.NotFound);
        (await admin.UnbansUser("Test")).Refused(ErrorKind.NotFound);
        var user = await admin.SeesUser("Test");
        Assert.Equal((true, "Deleted user"), (user.Flag("isDeleted"), user.Text("displayName")));
    }

    /// <summary>Question 84, with its own address.</summary>
    [Fact]
    public async Task an_inactive_user_is_deleted_with_all_content_and_is_called_deleted_user()
    {
        await using var amity = await AmityHost.Start();
        var (alice, gone, admin) = (await amity.Login("alice"), await amity.Login("inactive", "Long gone"), await amity.Administrator());
        var post = await gone.Writes("Hello");

        (await admin.Delete("/api/v4/users/inactive?deleteAll=true&markMessageDeleted=false&hardDeletePost=false&hardDeleteComment=false")).Ok();

        var user = await alice.SeesUser("inactive");
        Assert.Equal((true, "Deleted user"), (user.Flag("isDeleted"), user.Text("displayName")));
        await amity.JobsAreDone();
        (await alice.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
    }

    /// <summary>Question 85, without the channels that are still to come.</summary>
    [Fact]
    public async Task a_globally_banned_user_cannot_log_in_until_the_ban_is_lifted_and_posts_comments_and_memberships_stay()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var hikers = await alice.Founds(members: ["bob"]);
        var post = await bob.Writes("Hello", hikers);
        var comment = await bob.Comment(post);

        (await admin.BansUser("bob")).Ok();

        Assert.Equal((403, 400312), ((await amity.TriesToLogIn("bob")).Status, (await amity.TriesToLogIn("bob")).Json!.Number("code")));
        (await bob.Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
        Assert.False((await alice.Reads(post)).Flag("isDeleted"));
        Assert.False((await alice.ReadComment(comment)).Flag("isDeleted"));
        Assert.Contains("bob", (await alice.Get($"/api/v3/communities/{hikers}/users")).Ok().All("communityUsers", "userId"));
        (await admin.UnbansUser("bob")).Ok();
        Assert.Contains(post, (await (await amity.Login("bob")).Get($"/api/v4/posts?targetType=community&targetId={hikers}")).Ok().All("posts", "postId"));
    }
}
