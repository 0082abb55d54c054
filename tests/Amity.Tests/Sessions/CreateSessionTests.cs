using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Sessions;

public sealed class CreateSessionTests
{
    [Theory]
    [InlineData("v3")]
    [InlineData("v4")]
    [InlineData("v5")]
    public async Task every_version_of_the_route_registers_and_answers_all_that_the_sdk_reads(string version)
    {
        await using var amity = await AmityHost.Start();

        var session = (await amity.Register(new { userId = "alice", deviceId = "phone", displayName = "Alice" }, version)).Ok();

        Assert.Equal("signed-in", session.Text("userType"));
        Assert.NotEmpty(session.Text("refreshToken"));
        Assert.Equal(TimeSpan.FromDays(30), DateTime.Parse(session.Text("expiresAt")) - DateTime.Parse(session.Text("issuedAt")));
        var user = session.First("users");
        Assert.Equal("alice", user.Text("userId"));
        Assert.Equal("Alice", user.Text("displayName"));
        Assert.Equal($"{amity.Network.Id}/user/{user.Text("_id")}", user.Text("path"));
        Assert.Matches("^[0-9a-f]{24}$", user.Text("_id"));
        Assert.False(user.Flag("isGlobalBanned"));
        Assert.False(user.Flag("isDeleted"));
        Assert.True(user.AsObject().ContainsKey("hashFlag"));
        Assert.Null(user["hashFlag"]);
    }

    [Fact]
    public async Task the_token_is_a_jwt_with_the_claims_that_newer_sdks_read()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");

        var payload = JsonNode.Parse(Convert.FromBase64String(Padded(alice.Token!.Split('.')[1])))!;

        Assert.Equal("alice", payload["user"]!.Text("publicUserId"));
        Assert.Equal(alice.Session.First("users").Text("_id"), payload["user"]!.Text("userId"));
        Assert.Equal(amity.Network.Id, payload["user"]!.Text("networkId"));
        Assert.Equal(payload.Text("sub"), payload["user"]!.Text("userId"));
        Assert.Equal(30 * 24 * 3600, payload.Number("exp") - payload.Number("iat"));
    }

    [Fact]
    public async Task a_renewal_gives_another_token_keeps_the_name_and_ends_the_old_token_of_the_device()
    {
        await using var amity = await AmityHost.Start();
        var first = await amity.Login("alice", "Alice", deviceId: "phone");
        var tablet = await amity.Login("alice", deviceId: "tablet");

        var second = await amity.Login("alice", deviceId: "phone");

        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal("Alice", second.Session.First("users").Text("displayName"));
        (await first.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await second.Get("/api/v3/sessions")).Ok();
        (await tablet.Get("/api/v3/sessions")).Ok();
    }

    [Fact]
    public async Task another_user_on_the_device_ends_the_first_ones_token()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", deviceId: "shared tablet");

        var bob = await amity.Login("bob", deviceId: "shared tablet");

        (await alice.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await bob.Get("/api/v3/sessions")).Ok();
    }

    [Fact]
    public async Task a_token_lives_thirty_days_and_not_a_second_more()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");

        clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await alice.Get("/api/v3/sessions")).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await alice.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task a_session_survives_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("amity-test-").FullName;
        try
        {
            string token;
            await using (var before = await AmityHost.Start(folder: folder))
            {
                token = (await before.Login("alice")).Token!;
            }

            await using var after = await AmityHost.Start(folder: folder);
            (await new Person(after.Http, "alice", token).Get("/api/v3/users/alice")).Ok();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task a_wrong_or_missing_api_key_is_refused()
    {
        await using var amity = await AmityHost.Start();

        (await amity.Register(new { userId = "alice", deviceId = "d" }, apiKey: "wrong")).Refused(ErrorKind.Unauthenticated);
        (await amity.Nobody().Post("/api/v4/sessions", new { userId = "alice", deviceId = "d" })).Refused(ErrorKind.Unauthenticated);
        (await amity.Nobody(("x-server-key", AmityHost.ServerKey)).Post("/api/v4/sessions", new { userId = "alice", deviceId = "d" }))
            .Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task in_secure_mode_only_an_authentication_token_of_that_user_opens_a_session()
    {
        await using var amity = await AmityHost.Start(options => options.SecureMode = true);
        var server = amity.Nobody(("x-server-key", AmityHost.ServerKey));
        var token = (await server.Get("/api/v3/authentication/token?userId=alice")).Ok().GetValue<string>();

        (await amity.Register(new { userId = "alice", deviceId = "d" })).Refused(ErrorKind.Unauthenticated);
        (await amity.Register(new { userId = "alice", deviceId = "d", authToken = "" })).Refused(ErrorKind.Unauthenticated);
        (await amity.Register(new { userId = "bob", deviceId = "d", authToken = token })).Refused(ErrorKind.Unauthenticated);
        (await amity.Register(new { userId = "alice", deviceId = "d", authToken = token[..^1] + (token[^1] == 'A' ? 'B' : 'A') })).Refused(ErrorKind.Unauthenticated);
        (await amity.Register(new { userId = "alice", deviceId = "d", authToken = token })).Ok();
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task an_authentication_token_of_the_right_length_that_is_no_base64_is_refused_as_well(string authToken)
    {
        await using var amity = await AmityHost.Start();

        (await amity.Register(new { userId = "alice", deviceId = "d", authToken })).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task an_authentication_token_is_verified_when_it_is_sent_even_without_secure_mode()
    {
        await using var amity = await AmityHost.Start();

        (await amity.Register(new { userId = "alice", deviceId = "d", authToken = "made up" })).Refused(ErrorKind.Unauthenticated);
        (await amity.Register(new { userId = "alice", deviceId = "d" })).Ok();
    }

    [Fact]
    public async Task a_body_of_the_wrong_shape_is_refused_with_every_fault()
    {
        await using var amity = await AmityHost.Start();

        var details = (await amity.Register(new { userId = new string('u', 51), displayName = new string('n', 101) }))
            .Refused(ErrorKind.Invalid)["data"]!["detail"]!.AsArray();

        Assert.Equal(3, details.Count);
        (await amity.Register(new { userId = 7, deviceId = "d" })).Refused(ErrorKind.Invalid);
        (await amity.Register(new { userId = "a\0b", deviceId = "d" })).Refused(ErrorKind.Invalid);
        (await amity.Register(new StringContent("""{"userId":"\ud800","deviceId":"d"}""", Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task a_long_user_agent_is_cut_and_not_refused()
    {
        await using var amity = await AmityHost.Start();

        (await amity.Register(new
        {
            userId = "alice",
            deviceId = $"ascWebSdk#{Guid.NewGuid()}",
            deviceInfo = new { kind = "web", model = new string('m', 99) + "😀" + new string('m', 300), sdkVersion = "v6.35.3-esm" },
        })).Ok();
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("100%")]
    [InlineData("ü ñ 日本 😀")]
    [InlineData("' or 1=1 --")]
    public async Task any_text_can_be_a_user_id(string userId)
    {
        await using var amity = await AmityHost.Start();
        var person = await amity.Login(userId);

        Assert.Equal(userId, (await person.Get($"/api/v3/users/{Uri.EscapeDataString(userId)}")).Ok().First("users").Text("userId"));
    }

    [Fact]
    public async Task two_first_registrations_at_once_make_one_user()
    {
        await using var amity = await AmityHost.Start();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => amity.Register(new { userId = "alice", deviceId = $"d{i}" })));

        Assert.Single(answers.Select(answer => answer.Ok().First("users").Text("_id")).Distinct());
        Assert.Equal(20, answers.Select(answer => answer.Ok().Text("accessToken")).Distinct().Count());
    }

    private static string Padded(string base64Url) =>
        base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');
}
