using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Amity.Tests.Networks.NetworkCalls;

namespace Amity.Tests.Networks;

public sealed class KeysTests
{
    [Fact]
    public async Task api_keys_are_shown_and_server_keys_only_by_their_ids_and_times()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();

        var answer = await shop.Admin.Get(Keys);

        var keys = answer.Ok()["keys"]!.AsArray().ToDictionary(key => key!.Text("kind"), key => key!);
        Assert.Equal(2, keys.Count);
        Assert.Equal((shop.ApiKey, true), (keys["api"].Text("key"), keys["api"].Flag("isLive")));
        Assert.Equal((null, true), (keys["server"]["key"], keys["server"].Flag("isLive")));
        Assert.All(keys.Values, key => Assert.True(key["revokedAt"] is null && key["createdAt"] is not null));
        Assert.DoesNotContain(shop.ServerKey, answer.Text);
        using var control = amity.Services.GetRequiredService<INetworks>().Control.Read();
        Assert.Equal(0, await control.One<int>("select count(*) from network_keys where key_value = @key", new { key = shop.ServerKey }));
    }

    [Fact]
    public async Task a_server_key_is_rotated_without_an_instant_at_which_none_is_good()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var shop = await amity.Tenant();
        var old = await KeyId(shop, "server");

        var made = (await shop.Admin.Post(Keys, new { kind = "server" })).Ok();
        (await shop.AskFor("alice", shop.ServerKey)).Ok();
        (await shop.AskFor("alice", made.Text("key"))).Ok();
        var ends = (await shop.Admin.Delete($"{Keys}/{old}?expiresIn=3600")).Ok();
        Assert.Equal((true, old), (ends.Flag("isLive"), ends.Text("keyId")));

        clock.Advance(TimeSpan.FromSeconds(3600) - TimeSpan.FromMilliseconds(1));
        (await shop.AskFor("alice", shop.ServerKey)).Ok();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await shop.AskFor("alice", shop.ServerKey)).Refused(ErrorKind.Forbidden);
        (await shop.AskFor("alice", made.Text("key"))).Ok();
        Assert.Equal([false], (await shop.Admin.Get(Keys)).Ok()["keys"]!.AsArray().Where(key => key!.Text("keyId") == old).Select(key => key!.Flag("isLive")));
        Assert.DoesNotContain(made.Text("key"), (await shop.Admin.Get(Keys)).Text);
    }

    [Fact]
    public async Task an_api_key_is_rotated_while_people_stay_logged_in()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var alice = await shop.Login("alice");
        var old = await KeyId(shop, "api");

        var key = (await shop.Admin.Post(Keys, new { kind = "api" })).Ok().Text("key");
        (await shop.Register("bob")).Ok();
        (await shop.Register("bob", apiKey: key)).Ok();
        Assert.False((await shop.Admin.Delete($"{Keys}/{old}")).Ok().Flag("isLive"));

        (await shop.Register("bob")).Refused(ErrorKind.Unauthenticated);
        (await shop.Register("bob", apiKey: key)).Ok();
        (await alice.Get("/api/v3/users/bob")).Ok();
        Assert.Equal(key, (await shop.Admin.Get(Security)).Ok().Text("apiKey"));
        Assert.Equal(key, shop.Network.ApiKey);
        Assert.False((await shop.Admin.Delete($"{Keys}/{old}?expiresIn=60")).Ok().Flag("isLive"));
        (await shop.Register("bob")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task an_end_that_lies_ahead_can_be_moved()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var shop = await amity.Tenant();
        var old = await KeyId(shop, "api");
        (await shop.Admin.Post(Keys, new { kind = "api" })).Ok();
        (await shop.Admin.Delete($"{Keys}/{old}?expiresIn=10")).Ok();
        (await shop.Admin.Delete($"{Keys}/{old}?expiresIn=100")).Ok();

        clock.Advance(TimeSpan.FromSeconds(50));
        (await shop.Register("alice")).Ok();
        (await shop.Admin.Delete($"{Keys}/{old}")).Ok();
        (await shop.Register("alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task an_api_key_without_an_end_remains()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var old = await KeyId(shop, "api");
        (await shop.Admin.Delete($"{Keys}/{old}")).Refused(ErrorKind.Forbidden);
        (await shop.Admin.Delete($"{Keys}/{old}?expiresIn=60")).Refused(ErrorKind.Forbidden);

        var second = (await shop.Admin.Post(Keys, new { kind = "api" })).Ok().Text("keyId");
        (await shop.Admin.Delete($"{Keys}/{old}?expiresIn=60")).Ok();
        (await shop.Admin.Delete($"{Keys}/{second}")).Refused(ErrorKind.Forbidden);
        (await shop.Register("alice")).Ok();

        // Nobody is locked out without one: it opens no session.
        (await shop.Admin.Delete($"{Keys}/{await KeyId(shop, "server")}")).Ok();
        (await shop.AskFor("alice", shop.ServerKey)).Refused(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task keys_of_other_networks_and_unknown_ones_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var (shop, other) = (await amity.Tenant(), await amity.Tenant("Third shop"));
        (await other.Admin.Post(Keys, new { kind = "api" })).Ok();

        (await shop.Admin.Delete($"{Keys}/{await KeyId(other, "api")}")).Refused(ErrorKind.NotFound);
        (await (await amity.Administrator()).Delete($"{Keys}/{await KeyId(other, "server")}")).Refused(ErrorKind.NotFound);
        (await shop.Admin.Delete($"{Keys}/nothing")).Refused(ErrorKind.NotFound);
        (await other.Register("alice")).Ok();
    }

    [Fact]
    public async Task a_configured_key_is_the_only_one_and_is_not_rotated_here()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var keys = (await admin.Get(Keys)).Ok()["keys"]!.AsArray();
        Assert.All(keys, key => Assert.False(key!.Flag("isLive")));

        foreach (var kind in (string[])["api", "server"])
        {
            var refused = (await admin.Post(Keys, new { kind })).Refused(ErrorKind.BadRequest);
            Assert.Contains(kind == "api" ? "Amity:ApiKey" : "Amity:ServerKey", refused.Text("message"));
            (await admin.Delete($"{Keys}/{keys.Single(key => key!.Text("kind") == kind)!.Text("keyId")}")).Refused(ErrorKind.BadRequest);
        }

        var security = (await admin.Get(Security)).Ok();
        Assert.Equal((AmityHost.ApiKey, true, true), (security.Text("apiKey"), security.Flag("isApiKeyConfigured"), security.Flag("isServerKeyConfigured")));
    }

    [Fact]
    public async Task the_kind_that_is_not_configured_is_rotated()
    {
        await using var amity = await AmityHost.Start(options => options.ServerKey = null);
        var admin = await amity.Administrator();
        var key = (await admin.Post(Keys, new { kind = "server" })).Ok().Text("key");

        (await amity.Nobody(("x-server-key", key)).Get("/api/v3/authentication/token?userId=alice")).Ok();
        (await admin.Post(Keys, new { kind = "api" })).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task rotated_keys_are_what_they_are_after_a_restart()
    {
        using var folder = new ScratchFolder();
        Tenant shop;
        string key;
        await using (var amity = await AmityHost.Start(folder: folder.Data))
        {
            shop = await amity.Tenant();
            key = (await shop.Admin.Post(Keys, new { kind = "api" })).Ok().Text("key");
            (await shop.Admin.Delete($"{Keys}/{await KeyId(shop, "api", shop.ApiKey)}")).Ok();
        }

        await using var again = await AmityHost.Start(folder: folder.Data);
        (await again.Register(new { userId = "alice", deviceId = "phone" }, apiKey: shop.ApiKey)).Refused(ErrorKind.Unauthenticated);
        (await again.Register(new { userId = "alice", deviceId = "phone" }, apiKey: key)).Ok();
    }

    [Fact]
    public async Task a_key_that_was_revoked_beside_the_server_is_dead_within_some_seconds()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        (await shop.Register("alice")).Ok();
        await using (var beside = Database.Open(Path.Combine(amity.Folder, "control.db"), Schema.Control, new DatabaseOptions(), TimeProvider.System))
        {
            await beside.Write(tx => tx.Run("update network_keys set revoked_at = 1 where key_value = @key", new { key = shop.ApiKey }));
        }

        var until = DateTime.UtcNow.AddSeconds(30);
        while ((await shop.Register("alice")).Status == Envelope.Ok && DateTime.UtcNow < until)
        {
            await Task.Delay(200);
        }

        (await shop.Register("alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task only_so_many_keys_live_side_by_side_and_the_list_of_all_has_pages()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        for (var i = 0; i < 9; i++)
        {
            (await shop.Admin.Post(Keys, new { kind = "api" })).Ok();
        }

        (await shop.Admin.Post(Keys, new { kind = "api" })).Refused(ErrorKind.Forbidden);
        var page = (await shop.Admin.Get($"{Keys}?limit=6")).Ok();
        var rest = (await shop.Admin.Get($"{Keys}?token={Uri.EscapeDataString(page["paging"]!.Text("next"))}")).Ok();
        Assert.Equal(11, page.All("keys", "keyId").Concat(rest.All("keys", "keyId")).Distinct().Count());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"kind":"secret"}""")]
    [InlineData("""{"kind":7}""")]
    public async Task a_kind_that_there_is_not_is_refused(string body)
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        (await shop.Admin.Post(Keys, new StringContent(body, null, "application/json"))).Refused(ErrorKind.Invalid);
        (await shop.Admin.Delete($"{Keys}/x?expiresIn=-1")).Refused(ErrorKind.Invalid);
        (await shop.Admin.Delete($"{Keys}/x?expiresIn=31536001")).Refused(ErrorKind.Invalid);
        (await shop.Admin.Delete($"{Keys}/x?expiresIn=soon")).Refused(ErrorKind.Invalid);
    }

    private static async Task<string> KeyId(Tenant shop, string kind, string? value = null) =>
        (await shop.Admin.Get(Keys)).Ok()["keys"]!.AsArray()
            .First(key => key!.Text("kind") == kind && (value is null || key!["key"]?.GetValue<string>() == value))!.Text("keyId");
}
