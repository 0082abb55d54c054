using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Modules.Networks;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Amity.Tests.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Users;

/// <summary>Deletion of a user: what is true at once, and the relations that end whatever the flags say.</summary>
public sealed class DeleteUserTests
{
    [Fact]
    public async Task the_profile_is_erased_at_once_and_the_user_is_found_by_id_alone()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob", "Bob the builder"), await amity.Administrator());
        (await bob.Put("/api/v3/users", new { userId = "bob", description = "Builds", avatarCustomUrl = "https://example.com/b.png", metadata = new { a = 1 } })).Ok();
        await admin.MakesUser("bob", "moderator");
        await amity.Registers("deleted user zed");

        Assert.Equal("""{"success":true}""", (await admin.DeletesUser("bob")).Ok().ToJsonString());

        var user = await alice.SeesUser("bob");
        Assert.Equal(("Deleted user", "", true), (user.Text("displayName"), user.Text("description"), user.Flag("isDeleted")));
        Assert.Equal((null, null, "{}"), (user["avatarCustomUrl"], user["avatarFileId"], user["metadata"]!.ToJsonString()));
        Assert.Empty(user["roles"]!.AsArray());
        Assert.Empty(user["permissions"]!.AsArray());
        Assert.Equal(["bob"], (await alice.Get("/api/v3/users/list?userIds[]=bob")).Ok().All("users", "userId"));
        foreach (var list in (string[])["", "?keyword=bob", "?keyword=deleted", "?filter=flagged"])
        {
            Assert.DoesNotContain("bob", (await alice.Get($"/api/v3/users{list}")).Ok().All("users", "userId"));
        }

        await amity.Registers("another");
        (await admin.DeletesUser("another")).Ok();
        Assert.Equal(["another", "bob"], (await alice.Get("/api/v3/users?isDeleted=true")).Ok().All("users", "userId"));
        Assert.Empty((await alice.Get("/api/v3/users?isDeleted=true&keyword=builder")).Ok()["users"]!.AsArray());
        await amity.JobsAreDone();
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task every_token_is_dead_and_the_id_is_never_registered_again()
    {
        await using var amity = await AmityHost.Start();
        var (token, admin) = (await amity.Administrator("bob"), await amity.Administrator());
        (await token.Get("/api/v3/users/bob")).Ok();
        var (phone, tablet) = (await amity.Login("bob", deviceId: "phone"), await amity.Login("bob", deviceId: "tablet"));
        await amity.Login("bob", deviceId: "phone");

        (await admin.DeletesUser("bob")).Ok();

        foreach (var dead in (Person[])[phone, tablet, token])
        {
            (await dead.Get("/api/v3/users/bob")).Refused(ErrorKind.Unauthenticated);
        }

        foreach (var version in (string[])["v3", "v4", "v5"])
        {
            (await amity.TriesToLogIn("bob", version)).Refused(ErrorKind.Forbidden);
        }

        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<AmityException>(() => amity.Administrator("bob"))).Kind);
        var callers = amity.Services.GetRequiredService<ICallers>();
        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<AmityException>(() => callers.User("bob"))).Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<AmityException>(() => callers.Administrator("bob"))).Kind);
        Assert.True((await admin.SeesUser("bob")).Flag("isDeleted"));
    }

    [Fact]
    public async Task who_was_banned_before_is_refused_as_deleted()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Registers("bob");
        (await admin.BansUser("bob")).Ok();
        (await admin.DeletesUser("bob")).Ok();

        (await amity.TriesToLogIn("bob")).Refused(ErrorKind.Forbidden);
        (await admin.UnbansUser("bob")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task administrators_alone_delete_users_and_not_themselves()
    {
        await using var amity = await AmityHost.Start();
        var (bob, admin) = (await amity.Login("bob"), await amity.Administrator());
        await amity.Login("mona");
        await admin.MakesUser("mona", "super-moderator", "global-admin");
        var moderator = await amity.LoginVerified("mona");

        (await bob.DeletesUser("bob")).Refused(ErrorKind.PermissionDenied);
        (await moderator.DeletesUser("bob")).Refused(ErrorKind.PermissionDenied);
        (await moderator.DeletesUser("nobody")).Refused(ErrorKind.PermissionDenied);
        (await amity.Nobody().DeletesUser("bob")).Refused(ErrorKind.Unauthenticated);
        (await admin.DeletesUser("admin")).Refused(ErrorKind.Forbidden);
        Assert.False((await admin.SeesUser("bob")).Flag("isDeleted"));
        (await bob.Get("/api/v3/sessions")).Ok();
    }

    [Fact]
    public async Task a_repeat_is_refused_with_the_words_of_the_api_and_an_unknown_user_is_not_found()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Registers("a/b");

        (await admin.DeletesUser("a/b", "hardDeletePost")).Ok();

        Assert.Equal("User is already deleted", (await admin.DeletesUser("a/b", "deleteAll")).Refused(ErrorKind.BadRequest).Text("message"));
        (await admin.DeletesUser("nobody")).Refused(ErrorKind.NotFound);
        (await admin.Delete("/api/v4/users/nobody?deleteAll=perhaps")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task relations_end_both_ways_and_the_counts_of_the_others_are_right()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"), await amity.Administrator());
        await amity.Registers(Enumerable.Range(0, 70).Select(i => $"fan{i}"));
        await bob.Follow("alice");
        await alice.Follow("bob");
        await alice.Follow("carol");
        for (var i = 0; i < 70; i++)
        {
            await bob.Follow($"fan{i}");
        }

        await amity.Set("social", new { isFollowWithRequestEnabled = true });
        await carol.Follow("bob");
        await bob.Follow("carol");
        Assert.Equal((1, 71, 1), await admin.Counts("bob"));

        (await admin.DeletesUser("bob")).Ok();
        Assert.DoesNotContain("bob", (await alice.Get("/api/v4/me/followers")).Ok().All("follows", "from"));
        await amity.JobsAreDone();

        Assert.Equal((0, 0, 0), await admin.Counts("bob"));
        Assert.Equal((0, 1, 0), await alice.Counts());
        Assert.Equal((1, 0, 0), await carol.Counts());
        Assert.Equal((0, 0, 0), await admin.Counts("fan69"));
        Assert.Equal("none", (await alice.Get("/api/v4/users/bob/followInfo")).Ok().First("follows").Text("status"));
        (await alice.Post("/api/v4/me/following/bob")).Refused(ErrorKind.NotFound);
        (await carol.Post("/api/v4/me/followers/bob")).Refused(ErrorKind.NotFound);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task the_user_leaves_all_communities_also_as_the_last_moderator_of_one()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var own = await bob.Founds(members: ["alice"]);
        var alone = await bob.Founds();
        var hers = await alice.Founds(members: ["bob"]);
        await amity.MakesModerator(hers, "bob");
        var (asked, closed) = (await alice.CreatesAsking(), await alice.Founds());
        await bob.AsksToJoin(asked);
        await amity.Bans(closed, ["bob"]);
        var many = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            many.Add(await alice.Founds(members: ["bob"]));
        }

        (await admin.DeletesUser("bob")).Ok();
        await amity.JobsAreDone();

        foreach (var id in (string[])[own, hers, .. many])
        {
            Assert.Equal(["alice"], await admin.Members(id));
            Assert.Equal(1, (await admin.Sees(id)).Number("membersCount"));
        }

        Assert.Empty(await admin.Members(alone));
        Assert.Empty(await admin.Members(closed, "memberships[]=banned"));
        Assert.Empty(await alice.Asking(asked));
        Assert.Equal(0, (await admin.Sees(own)).Number("moderatorMemberCount"));
        Assert.Equal("bob", (await alice.Sees(own)).Text("userId"));
        Assert.Equal(0, await amity.Number("select count(*) from community_user_roles where user_id = 'bob'"));
        await amity.MakesModerator(own, "alice");
        (await alice.Post($"/api/v3/communities/{own}/users", new { userIds = new[] { "bob" } })).Refused(ErrorKind.NotFound);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task the_wall_stays_readable_with_what_is_on_it_but_is_no_source_of_feeds_and_takes_nothing_new()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        await alice.Follow("bob");
        var post = await bob.Writes("On my wall");
        var guest = (await admin.Post("/api/v4/posts", new { targetType = "user", targetId = "bob", data = new { text = "A guest" } })).Ok().First("posts").Text("postId");
        Assert.Equal(2, (await alice.Get("/api/v5/me/global-feeds")).Ok()["posts"]!.AsArray().Count);

        (await admin.DeletesUser("bob")).Ok();

        Assert.Empty((await alice.Get("/api/v5/me/global-feeds")).Ok()["posts"]!.AsArray());
        Assert.Equal([guest, post], (await alice.Get("/api/v4/posts?targetType=user&targetId=bob")).Ok().All("posts", "postId"));
        Assert.Equal("Deleted user", Author(await alice.Get($"/api/v3/posts/{post}")).Text("displayName"));
        await alice.Comment(post);
        await alice.React("post", post);
        (await admin.Post("/api/v4/posts", new { targetType = "user", targetId = "bob", data = new { text = "Too late" } })).Refused(ErrorKind.NotFound);
        await amity.JobsAreDone();
        Assert.Empty((await alice.Get("/api/v5/me/global-feeds")).Ok()["posts"]!.AsArray());
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task what_others_do_to_the_user_at_the_same_time_leaves_nothing_behind()
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        for (var round = 0; round < 5; round++)
        {
            var (user, person) = ($"bob{round}", await amity.Login($"bob{round}"));
            var hikers = await alice.Founds(members: [user]);
            var calls = new List<Task<Answer>>();
            for (var i = 0; i < 8; i++)
            {
                calls.Add(alice.Post($"/api/v4/me/following/{user}"));
                calls.Add(person.Post("/api/v4/me/following/alice"));
                calls.Add(alice.Post($"/api/v4/me/flags/{user}"));
                calls.Add(alice.Post($"/api/v3/communities/{hikers}/users", new { userIds = new[] { user } }));
                calls.Add(person.Post("/api/v4/posts", Posting.Text("Hello", hikers)));
                if (i == 3)
                {
                    calls.Add(admin.DeletesUser(user, "deleteAll"));
                }
            }

            Assert.DoesNotContain(await Task.WhenAll(calls), answer => answer.Status >= 500);
            await amity.JobsAreDone();
            Assert.Equal(0, await amity.Number("select count(*) from posts where user_id = @user", new { user }));
            Assert.Empty(await Recount.Of(amity.Network.Database));
        }
    }

    private static JsonNode Author(Answer answer) => answer.Ok()["users"]!.AsArray().Single(user => user!.Text("userId") == "bob")!;
}
