using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Follows;
using Amity.Modules.Networks;
using Amity.Modules.Users;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Data;
using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Amity.Tests.Roles;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Users;

/// <summary>Bans from the whole network.</summary>
public sealed class BanUserTests
{
    [Fact]
    public async Task a_ban_ends_every_token_at_once_and_refuses_every_registration()
    {
        await using var amity = await AmityHost.Start();
        var (phone, tablet) = (await amity.Login("bob", deviceId: "phone"), await amity.Login("bob", deviceId: "tablet"));
        var renewed = await amity.Login("bob", deviceId: "phone");
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        Assert.Equal(3, await amity.Number("select count(*) from sessions where user_id = 'bob'"));

        Assert.True((await admin.BansUser("bob")).Ok().Flag("success"));

        foreach (var dead in (Person[])[phone, tablet, renewed])
        {
            (await dead.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
            (await dead.Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
            (await dead.Post("/api/v4/posts", Posting.Text("Hello"))).Refused(ErrorKind.Unauthenticated);
        }

        foreach (var version in (string[])["v3", "v4", "v5"])
        {
            (await amity.TriesToLogIn("bob", version)).Refused(ErrorKind.GloballyBanned);
            (await amity.TriesToLogIn("bob", version, deviceId: "phone")).Refused(ErrorKind.GloballyBanned);
        }

        Assert.Equal(0, await amity.Number("select count(*) from sessions where user_id = 'bob'"));
        (await alice.Get("/api/v3/sessions")).Ok();
        (await admin.Get("/api/v3/users/bob")).Ok();
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task administrators_and_who_holds_the_permission_ban_and_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        await amity.Login("mona");
        await amity.Registers("bob");
        await admin.MakesUser("mona", "super-moderator");
        var (moderator, unverified) = (await amity.LoginVerified("mona"), await amity.Login("mona", deviceId: "other"));

        foreach (var stranger in (Person[])[alice, unverified])
        {
            (await stranger.BansUser("bob")).Refused(ErrorKind.PermissionDenied);
            (await stranger.UnbansUser("bob")).Refused(ErrorKind.PermissionDenied);
            (await stranger.BansUser("nobody")).Refused(ErrorKind.PermissionDenied);
        }

        (await amity.Nobody().BansUser("bob")).Refused(ErrorKind.Unauthenticated);
        (await amity.Nobody(("x-api-key", AmityHost.ApiKey)).BansUser("bob")).Refused(ErrorKind.Unauthenticated);
        Assert.False((await alice.SeesUser("bob")).Flag("isGlobalBan"));

        foreach (var judge in (Person[])[moderator, admin])
        {
            (await judge.BansUser("bob")).Ok();
            (await amity.TriesToLogIn("bob")).Refused(ErrorKind.GloballyBanned);
            (await judge.UnbansUser("bob")).Ok();
            (await amity.TriesToLogIn("bob")).Ok();
        }
    }

    [Fact]
    public async Task administrators_are_exempt_from_everybody_and_holders_from_those_who_are_no_administrators()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await (await amity.Administrator("root")).Get("/api/v3/users/root")).Ok();
        foreach (var (user, role) in ((string, string)[])[("mona", "super-moderator"), ("max", "super-moderator"), ("mild", "moderator")])
        {
            await amity.Login(user);
            await admin.MakesUser(user, role);
        }

        var moderator = await amity.LoginVerified("mona");

        (await moderator.BansUser("root")).Refused(ErrorKind.ExemptFromBan);
        (await admin.BansUser("root")).Refused(ErrorKind.ExemptFromBan);
        (await moderator.BansUser("max")).Refused(ErrorKind.ExemptFromBan);
        (await moderator.BansUser("mona")).Refused(ErrorKind.Forbidden);
        (await admin.BansUser("admin")).Refused(ErrorKind.Forbidden);
        Assert.Equal(0, await amity.Number("select count(*) from users where is_global_banned"));

        (await moderator.BansUser("mild")).Ok();
        (await admin.BansUser("max")).Ok();
        (await moderator.UnbansUser("max")).Ok();
    }

    [Fact]
    public async Task who_holds_the_exemption_in_the_network_is_banned_by_nobody_until_it_is_taken_away()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Login("mona");
        await amity.Login("bob");
        (await admin.MakesRole("untouchable", "EXEMPT_FROM_BAN")).Ok();
        (await admin.GivesUser("mona", "super-moderator")).Ok();
        (await admin.GivesUser("bob", "untouchable")).Ok();
        var moderator = await amity.LoginVerified("mona");

        (await moderator.BansUser("bob")).Refused(ErrorKind.ExemptFromBan);
        (await admin.BansUser("bob")).Refused(ErrorKind.ExemptFromBan);

        (await admin.ChangesRole("untouchable")).Ok();
        (await moderator.BansUser("bob")).Ok();
        (await moderator.UnbansUser("bob")).Ok();
        (await admin.ChangesRole("untouchable", "EXEMPT_FROM_BAN")).Ok();
        (await moderator.BansUser("bob")).Refused(ErrorKind.ExemptFromBan);
        (await admin.DeletesRole("untouchable")).Ok();
        (await admin.BansUser("bob")).Ok();
    }

    [Fact]
    public async Task who_is_unknown_or_deleted_is_not_found_and_a_body_of_the_wrong_shape_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Registers("gone");
        (await admin.DeletesUser("gone")).Ok();

        foreach (var path in (string[])["/api/v2/users/ban", "/api/v2/users/unban"])
        {
            (await admin.Post(path, new { userId = "nobody" })).Refused(ErrorKind.NotFound);
            (await admin.Post(path, new { userId = "gone" })).Refused(ErrorKind.NotFound);
            (await admin.Post(path, new { })).Refused(ErrorKind.Invalid);
            (await admin.Post(path, new { userId = new string('x', 51) })).Refused(ErrorKind.Invalid);
            (await admin.Post(path, new { userId = 1 })).Refused(ErrorKind.Invalid);
            (await admin.Post(path, new { userId = "a\0b" })).Refused(ErrorKind.Invalid);
        }
    }

    [Fact]
    public async Task repeats_change_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        await amity.Registers("bob");

        foreach (var change in (Func<Task<Answer>>[])[() => admin.BansUser("bob"), () => admin.UnbansUser("bob")])
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            (await change()).Ok();
            var first = (await alice.SeesUser("bob")).ToJsonString();
            clock.Advance(TimeSpan.FromSeconds(1));
            (await change()).Ok();
            Assert.Equal(first, (await alice.SeesUser("bob")).ToJsonString());
        }

        await amity.Registers("carol");
        var before = (await alice.SeesUser("carol")).ToJsonString();
        (await admin.UnbansUser("carol")).Ok();
        Assert.Equal(before, (await alice.SeesUser("carol")).ToJsonString());
    }

    [Fact]
    public async Task what_the_banned_wrote_and_is_in_stays_and_others_go_on_dealing_with_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob", "Bob"), await amity.Administrator());
        var hikers = await alice.Founds(members: ["bob"]);
        var (post, wall) = (await bob.Writes("Hello", hikers), await bob.Writes("My wall"));
        var comment = await bob.Comment(post);
        await bob.React("post", post);
        await alice.Follow("bob");
        await bob.Follow("alice");

        (await admin.BansUser("bob")).Ok();

        Assert.True((await alice.SeesUser("bob")).Flag("isGlobalBan"));
        Assert.Equal(("Bob", false), ((await alice.SeesUser("bob")).Text("displayName"), (await alice.SeesUser("bob")).Flag("isDeleted")));
        Assert.Contains("bob", (await alice.Get("/api/v3/users?keyword=bob")).Ok().All("users", "userId"));
        var answer = (await alice.Get($"/api/v3/posts/{post}")).Ok();
        Assert.True(answer["users"]!.AsArray().Single(user => user!.Text("userId") == "bob")!.Flag("isGlobalBan"));
        Assert.Equal((1, 1), (answer.First("posts").Number("commentsCount"), answer.First("posts").Number("reactionsCount")));
        Assert.False((await alice.ReadComment(comment)).Flag("isDeleted"));
        Assert.Contains("bob", await alice.Members(hikers));
        Assert.Equal((1, 1, 0), await alice.Counts());
        Assert.Contains(wall, (await alice.Get("/api/v5/me/global-feeds")).Ok().All("posts", "postId"));

        await amity.Login("carol");
        var carol = await amity.Login("carol");
        await carol.Follow("bob");
        (await carol.Post("/api/v4/me/flags/bob")).Ok();
        await carol.Comment(wall);
        await alice.React("comment", comment);
        (await alice.Post($"/api/v3/communities/{hikers}/users", new { userIds = new[] { "bob" } })).Ok();
        Assert.Equal((2, 1, 0), await alice.Counts("bob"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task an_unban_restores_the_login_and_nothing_else()
    {
        await using var amity = await AmityHost.Start();
        var (bob, admin) = (await amity.Login("bob"), await amity.Administrator());
        var post = await bob.Writes("mine");
        (await admin.BansUser("bob")).Ok();

        (await admin.UnbansUser("bob")).Ok();

        (await bob.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        var again = await amity.Login("bob");
        Assert.False(again.Session.First("users").Flag("isGlobalBanned"));
        Assert.False(again.Session.First("users").Flag("isGlobalBan"));
        await again.Reads(post);
    }

    [Fact]
    public async Task no_administrators_token_is_made_for_who_is_banned()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("bob");
        (await (await amity.Administrator()).BansUser("bob")).Ok();

        var refused = await Assert.ThrowsAsync<AmityException>(() => amity.Administrator("bob"));
        Assert.Equal((ErrorKind.Forbidden, "The user 'bob' is banned: choose another name."), (refused.Kind, refused.Message));
    }

    [Fact]
    public async Task callers_of_an_embedding_host_are_refused_too_and_those_it_kept_write_nothing()
    {
        await using var amity = await AmityHost.Start();
        var callers = amity.Services.GetRequiredService<ICallers>();
        var (kept, admin) = (await callers.User("bob"), await callers.Administrator());
        await callers.User("alice");

        await Send(amity, new BanUser.Request { Caller = admin, UserId = "bob" });

        foreach (var ask in (Func<Task>[])[() => callers.User("bob"), () => callers.Administrator("bob")])
        {
            Assert.Equal(ErrorKind.GloballyBanned, (await Assert.ThrowsAsync<AmityException>(ask)).Kind);
        }

        var refused = await Assert.ThrowsAsync<AmityException>(() => Send(amity, new FollowUser.Request { Caller = kept, UserId = "alice" }));
        Assert.Equal(ErrorKind.Unauthenticated, refused.Kind);
        await Send(amity, new UnbanUser.Request { Caller = admin, UserId = "bob" });
        await Send(amity, new FollowUser.Request { Caller = kept, UserId = "alice" });
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task a_registration_that_is_under_way_gets_no_token_that_lives()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        for (var round = 0; round < 5; round++)
        {
            var user = $"bob{round}";
            await amity.Login(user);
            var registrations = Enumerable.Range(0, 20).Select(i => amity.TriesToLogIn(user, deviceId: $"device {round} {i}")).ToList();
            var ban = admin.BansUser(user);

            (await ban).Ok();
            foreach (var answer in await Task.WhenAll(registrations))
            {
                if (answer.Status == 200)
                {
                    var token = answer.Ok().Text("accessToken");
                    (await new Person(amity.Http, user, token).Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
                }
                else
                {
                    answer.Refused(ErrorKind.GloballyBanned);
                }
            }
        }

        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task what_waits_for_the_writer_behind_the_ban_is_not_stored()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        (await bob.Get("/api/v3/sessions")).Ok();
        List<Task<Answer>> late;
        using (var held = new HeldWriter(amity.Network.Database))
        {
            var ban = amity.Network.Database.Write(async tx =>
            {
                await tx.Run("update users set is_global_banned = true where user_id = 'bob'");
                await tx.Raise(new UserGloballyBanned("bob"));
                return true;
            });
            late = [bob.Post("/api/v4/posts", Posting.Text("Hello")), bob.Post("/api/v4/me/following/alice"), alice.Post("/api/v4/me/following/bob")];
            await Task.Delay(300);
            held.LetGo();
            await ban;
        }

        (await late[0]).Refused(ErrorKind.Unauthenticated);
        (await late[1]).Refused(ErrorKind.Unauthenticated);
        (await late[2]).Ok();
        Assert.Equal(0, await amity.Number("select count(*) from posts"));
        Assert.Equal((1, 0, 0), await alice.Counts("bob"));
    }

    private static async Task Send<T>(AmityHost amity, IRequest<T> request)
    {
        await using var scope = amity.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }
}
