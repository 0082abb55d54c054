using Amity.Core.Errors;
using Amity.Modules.Sessions;
using Amity.Tests.Kit;
using Amity.Tests.Networks;
using Amity.Tests.Posts;
using Xunit;
using static Amity.Tests.Networks.NetworkCalls;

namespace Amity.Tests.Sessions;

public sealed class AdminTokensTests
{
    [Fact]
    public async Task a_new_token_has_every_right_and_is_answered_once()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var admin = await amity.Administrator();

        var made = (await admin.Post(Tokens, new { name = "ops" })).Ok();

        var ops = new Person(amity.Http, "ops", made.Text("token"));
        (await ops.Get(AuditLog)).Ok();
        Assert.Equal(TimeSpan.FromDays(365), DateTimeOffset.Parse(made.Text("expiresAt")) - DateTimeOffset.Parse(made.Text("createdAt")));
        var listed = await ops.Get(Tokens);
        Assert.Equal(["ops", "admin"], listed.Ok().All("adminTokens", "name"));
        Assert.Equal(made.Text("tokenId"), listed.Ok().First("adminTokens").Text("tokenId"));
        Assert.DoesNotContain(made.Text("token"), listed.Text);
        Assert.Equal(0, await amity.Number("select count(*) from admin_tokens where token_hash = @token", new { token = made.Text("token") }));

        clock.Advance(TimeSpan.FromDays(365));
        (await ops.Get(AuditLog)).Refused(ErrorKind.Unauthenticated);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"ops","days":0}""")]
    [InlineData("""{"name":"ops","days":3651}""")]
    [InlineData("""{"name":"123456789012345678901234567890123456789012345678901"}""")]
    public async Task a_token_without_a_name_or_with_no_sensible_lifetime_is_refused(string body)
    {
        await using var amity = await AmityHost.Start();
        (await (await amity.Administrator()).Post(Tokens, new StringContent(body, null, "application/json"))).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task a_revoked_token_is_dead_at_once_also_one_of_the_command_line_and_the_callers_own()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var ops = await amity.Administrator("ops");
        (await ops.Get("/api/v3/sessions")).Ok();
        var ids = (await admin.Get(Tokens)).Ok()["adminTokens"]!.AsArray().ToDictionary(token => token!.Text("name"), token => token!.Text("tokenId"));

        (await admin.Delete($"{Tokens}/{ids["ops"]}")).Ok();
        (await ops.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await admin.Delete($"{Tokens}/{ids["ops"]}")).Ok();
        Assert.NotNull((await admin.Get(Tokens)).Ok()["adminTokens"]!.AsArray().Single(token => token!.Text("name") == "ops")!["revokedAt"]);
        Assert.Null((await admin.Get(Tokens)).Ok()["adminTokens"]!.AsArray().Single(token => token!.Text("name") == "admin")!["revokedAt"]);

        (await admin.Delete($"{Tokens}/{ids["admin"]}")).Ok();
        (await admin.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await (await amity.Administrator()).Delete($"{Tokens}/nothing")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task tokens_of_another_network_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var theirs = (await shop.Admin.Get(Tokens)).Ok().First("adminTokens").Text("tokenId");

        (await (await amity.Administrator()).Delete($"{Tokens}/{theirs}")).Refused(ErrorKind.NotFound);
        (await shop.Admin.Get(Tokens)).Ok();
    }

    [Fact]
    public async Task a_token_never_acts_as_a_user_who_is_no_administrator()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();

        var refused = (await admin.Post(Tokens, new { name = "alice" })).Refused(ErrorKind.Forbidden);
        Assert.Contains("alice", refused.Text("message"));
        await Assert.ThrowsAsync<AmityException>(() => amity.Administrator("alice"));

        Assert.Empty((await alice.Get("/api/v3/users/alice")).Ok().First("users")["roles"]!.AsArray());
        Assert.Equal(["admin"], (await admin.Get(Tokens)).Ok().All("adminTokens", "name"));
    }

    [Fact]
    public async Task who_takes_the_id_before_a_token_of_the_command_line_is_used_does_not_become_an_administrator()
    {
        await using var amity = await AmityHost.Start();
        var ops = await amity.Administrator("ops");
        var stranger = await amity.Login("ops");

        (await ops.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        Assert.Empty((await stranger.Get("/api/v3/users/ops")).Ok().First("users")["roles"]!.AsArray());
        (await stranger.Get(Tokens)).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task nobody_can_take_the_id_of_a_token_that_the_api_made()
    {
        await using var amity = await AmityHost.Start();
        var made = (await (await amity.Administrator()).Post(Tokens, new { name = "ops" })).Ok();
        await amity.Login("ops");

        (await new Person(amity.Http, "ops", made.Text("token")).Get(Tokens)).Ok();
    }

    [Fact]
    public async Task who_is_an_administrator_no_more_has_no_tokens_that_are_good()
    {
        await using var amity = await AmityHost.Start();
        var (admin, ops) = (await amity.Administrator(), await amity.Administrator("ops"));
        (await ops.Get(Tokens)).Ok();

        (await admin.Put("/api/v3/users", new { userId = "ops", roles = Array.Empty<string>() })).Ok();
        (await ops.Get(Tokens)).Refused(ErrorKind.Unauthenticated);

        (await admin.Put("/api/v3/users", new { userId = "ops", roles = new[] { "global-admin" } })).Ok();
        (await ops.Get(Tokens)).Ok();
    }

    [Fact]
    public async Task a_user_who_was_made_an_administrator_may_have_a_token()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("Mine");
        var admin = await amity.Administrator();
        (await admin.Put("/api/v3/users", new { userId = "alice", roles = new[] { "global-admin" } })).Ok();

        var token = (await admin.Post(Tokens, new { name = "alice", days = 1 })).Ok().Text("token");

        (await new Person(amity.Http, "alice", token).Delete($"/api/v4/posts/{post}")).Ok();
    }

    [Fact]
    public async Task expired_tokens_are_removed_with_the_making_of_others()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        for (var i = 0; i < 12; i++)
        {
            await AdminTokens.Create(amity.Network, "ops", TimeSpan.FromDays(1), clock);
        }

        clock.Advance(TimeSpan.FromDays(1));
        await AdminTokens.Create(amity.Network, "ops", TimeSpan.FromDays(1), clock);
        Assert.Equal(3, await amity.Number("select count(*) from admin_tokens"));
        await AdminTokens.Create(amity.Network, "ops", TimeSpan.FromDays(1), clock);
        Assert.Equal(2, await amity.Number("select count(*) from admin_tokens"));
    }

    [Fact]
    public async Task the_list_has_pages()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        for (var i = 0; i < 4; i++)
        {
            (await admin.Post(Tokens, new { name = $"ops {i}" })).Ok();
        }

        var page = (await admin.Get($"{Tokens}?limit=3")).Ok();
        var rest = (await admin.Get($"{Tokens}?token={Uri.EscapeDataString(page["paging"]!.Text("next"))}")).Ok();

        Assert.Equal(["ops 3", "ops 2", "ops 1"], page.All("adminTokens", "name"));
        Assert.Equal(["ops 0", "admin"], rest.All("adminTokens", "name"));
    }
}
