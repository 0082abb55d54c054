using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Sessions;

public sealed class AuthenticationTokenTests
{
    private const string V3 = "/api/v3/authentication/token?userId=alice";
    private const string V4 = "/api/v4/authentication/token";

    [Fact]
    public async Task v3_answers_a_json_string_and_v4_plain_text()
    {
        await using var amity = await AmityHost.Start(options => options.SecureMode = true);
        var server = amity.Nobody(("x-server-key", AmityHost.ServerKey));

        Assert.Equal(43, (await server.Get(V3)).Ok().GetValue<string>().Length);
        var v4 = await server.Post(V4, new { userId = "alice" });
        Assert.Equal(200, v4.Status);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", v4.Text);
    }

    [Fact]
    public async Task a_wrong_server_key_is_forbidden_in_v3_and_unauthorized_in_v4()
    {
        await using var amity = await AmityHost.Start(options => options.SecureMode = true);
        var stranger = amity.Nobody(("x-server-key", "guessed"));
        var alice = amity.Nobody(("x-api-key", AmityHost.ApiKey));

        (await stranger.Get(V3)).Refused(ErrorKind.Forbidden);
        (await stranger.Post(V4, new { userId = "alice" })).Refused(ErrorKind.Unauthenticated);
        (await alice.Get(V3)).Refused(ErrorKind.Forbidden);
        (await alice.Post(V4, new { userId = "alice" })).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task a_missing_user_is_invalid()
    {
        await using var amity = await AmityHost.Start(options => options.SecureMode = true);
        var server = amity.Nobody(("x-server-key", AmityHost.ServerKey));

        (await server.Get("/api/v3/authentication/token")).Refused(ErrorKind.Invalid);
        (await server.Post(V4, new { })).Refused(ErrorKind.Invalid);
        (await server.Post(V4)).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task v4_is_refused_while_secure_mode_is_off()
    {
        await using var amity = await AmityHost.Start();
        var server = amity.Nobody(("x-server-key", AmityHost.ServerKey));

        (await server.Post(V4, new { userId = "alice" })).Refused(ErrorKind.Forbidden);
        (await server.Get(V3)).Ok();
    }

    [Fact]
    public async Task a_token_lives_exactly_ten_minutes()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(options => options.SecureMode = true, clock);
        var token = (await amity.Nobody(("x-server-key", AmityHost.ServerKey)).Get(V3)).Ok().GetValue<string>();

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        (await amity.Register(new { userId = "alice", deviceId = "d", authToken = token })).Ok();
        clock.Advance(TimeSpan.FromSeconds(2));
        (await amity.Register(new { userId = "alice", deviceId = "d", authToken = token })).Refused(ErrorKind.Unauthenticated);
    }
}
