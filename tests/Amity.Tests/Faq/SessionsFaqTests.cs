using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of sessions and tokens. The numbers are those of its questions.</summary>
public sealed class SessionsFaqTests
{
    /// <summary>Question 1.</summary>
    [Fact]
    public async Task users_are_created_in_bulk_by_registering_sessions()
    {
        await using var amity = await AmityHost.Start();
        for (var i = 0; i < 50; i++)
        {
            var session = (await amity.Register(new { userId = $"u{i}", deviceId = $"d{i}", displayName = $"U{i}" }, "v4")).Ok();
            Assert.NotEmpty(session.Text("accessToken"));
        }

        var alice = await amity.Login("alice");
        Assert.Equal(50, (await alice.Get("/api/v3/users?keyword=U&options[limit]=100")).Ok().All("users", "userId").Count);
    }

    /// <summary>Question 2.</summary>
    [Fact]
    public async Task what_only_administrators_may_takes_an_administrators_token_and_no_users()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();

        (await admin.Get("/api/v3/network-settings/social")).Ok();
        (await alice.Delete("/api/v4/sessions/users/bob")).Refused(ErrorKind.PermissionDenied);
        (await bob.Get("/api/v3/users/bob")).Ok();
        (await admin.Delete("/api/v4/sessions/users/bob")).Ok();
        (await bob.Get("/api/v3/users/bob")).Refused(ErrorKind.Unauthenticated);
    }

    /// <summary>Question 7.</summary>
    [Fact]
    public async Task a_registration_answers_a_refresh_token_beside_the_access_token()
    {
        await using var amity = await AmityHost.Start();
        var session = (await amity.Register(new { userId = "alice", deviceId = "phone" }, "v4")).Ok();
        Assert.All((string[])["accessToken", "refreshToken", "issuedAt", "expiresAt"], field => Assert.NotEmpty(session.Text(field)));
    }

    /// <summary>Question 8.</summary>
    [Fact]
    public async Task an_authentication_token_lives_ten_minutes()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(options => options.SecureMode = true, clock);
        var authToken = await AuthenticationToken(amity, "alice");

        clock.Advance(TimeSpan.FromSeconds(599));
        (await amity.Register(new { userId = "alice", deviceId = "phone", authToken }, "v4")).Ok();
        clock.Advance(TimeSpan.FromSeconds(2));
        (await amity.Register(new { userId = "alice", deviceId = "phone", authToken }, "v4")).Refused(ErrorKind.Unauthenticated);
    }

    /// <summary>Question 10.</summary>
    [Fact]
    public async Task after_an_authentication_token_has_expired_a_fresh_one_gives_a_new_access_token()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(options => options.SecureMode = true, clock);
        var first = await amity.Login("Amity", deviceId: "test", authToken: await AuthenticationToken(amity, "Amity"));
        clock.Advance(TimeSpan.FromMinutes(11));

        var second = await amity.Login("Amity", deviceId: "test", authToken: await AuthenticationToken(amity, "Amity"));

        Assert.NotEqual(first.Token, second.Token);
        (await second.Get("/api/v3/users/Amity")).Ok();
    }

    /// <summary>Question 11.</summary>
    [Fact]
    public async Task an_authentication_token_takes_the_server_key()
    {
        await using var amity = await AmityHost.Start();
        Assert.NotEmpty(await AuthenticationToken(amity, "alice"));
        var stranger = amity.Nobody(("x-server-key", "guessed"));
        (await stranger.Get("/api/v3/authentication/token?userId=alice")).Refused(ErrorKind.Forbidden);
        (await stranger.Post("/api/v4/authentication/token", new { userId = "alice" })).Refused(ErrorKind.Unauthenticated);
    }

    /// <summary>Question 18.</summary>
    [Fact]
    public async Task an_access_token_lives_thirty_days_unless_its_device_registers_again()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var phone = await amity.Login("alice", deviceId: "phone");
        var tablet = await amity.Login("alice", deviceId: "tablet");
        var again = await amity.Login("alice", deviceId: "phone");

        (await phone.Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
        clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await tablet.Get("/api/v3/users/alice")).Ok();
        (await again.Get("/api/v3/users/alice")).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await tablet.Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
    }

    private static async Task<string> AuthenticationToken(AmityHost amity, string userId) =>
        (await amity.Nobody(("x-server-key", AmityHost.ServerKey)).Get($"/api/v3/authentication/token?userId={userId}")).Ok().GetValue<string>();
}
