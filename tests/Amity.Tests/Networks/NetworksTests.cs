using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Networks;
using Amity.Tests.Kit;
using Amity.Tests.Roles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Amity.Tests.Networks.NetworkCalls;

namespace Amity.Tests.Networks;

public sealed class NetworksTests
{
    [Fact]
    public async Task a_new_network_has_keys_and_an_administrator_of_its_own()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant("Second shop");

        var alice = await shop.Login("alice");
        (await shop.AskFor("alice", shop.ServerKey)).Ok();
        (await shop.Admin.Put("/api/v3/users", new { userId = "alice", description = "By its administrator" })).Ok();
        Assert.Equal("By its administrator", (await alice.Get("/api/v3/users/alice")).Ok().First("users").Text("description"));
        (await (await amity.Administrator()).Get("/api/v3/users/alice")).Refused(ErrorKind.NotFound);

        var admin = await amity.Administrator();
        var listed = (await admin.Get(AllNetworks)).Ok();
        Assert.Equal([shop.NetworkId, amity.Network.Id], listed.All("networks", "networkId"));
        var mine = listed.First("networks");
        Assert.Equal(("Second shop", shop.ApiKey, false, false), (mine.Text("name"), mine.Text("apiKey"), mine.Flag("isDefault"), mine.Flag("isDisabled")));
        Assert.Equal((AmityHost.ApiKey, true), (listed["networks"]![1]!.Text("apiKey"), listed["networks"]![1]!.Flag("isDefault")));
        Assert.DoesNotContain(shop.ServerKey, listed.ToJsonString());
        (await admin.Post(AllNetworks, new { name = "" })).Refused(ErrorKind.Invalid);
        (await admin.Post(AllNetworks, new { name = new string('x', 101) })).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u3000\u00a0")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("\u001b[2J")]
    public async Task a_name_that_shows_nothing_or_breaks_a_line_is_refused(string name)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        (await admin.Post(AllNetworks, new { name })).Refused(ErrorKind.Invalid);
        (await admin.Post(Tokens, new { name })).Refused(ErrorKind.Invalid);
        (await admin.MakesRole(name)).Refused(ErrorKind.Invalid);

        (await admin.Post(AllNetworks, new { name = " Bücher & Co. 本屋 " })).Ok();
        (await admin.MakesRole("Türsteher 1")).Ok();
        (await admin.Post("/api/v3/communities", new { displayName = "Line\nby line" })).Ok();
    }

    [Fact]
    public async Task nobody_takes_the_first_administrators_place_by_logging_in_first()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();

        var stranger = await shop.Login("admin");

        (await shop.Admin.Get(Keys)).Ok();
        (await stranger.Get(Keys)).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task the_list_of_networks_has_pages()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        for (var i = 0; i < 4; i++)
        {
            (await admin.Post(AllNetworks, new { name = $"Shop {i}" })).Ok();
        }

        var seen = new List<string>();
        for (var query = "limit=2"; query is not null;)
        {
            var page = (await admin.Get($"{AllNetworks}?{query}")).Ok();
            seen.AddRange(page.All("networks", "name"));
            query = page["paging"]!["next"] is { } next ? $"token={Uri.EscapeDataString(next.GetValue<string>())}" : null;
        }

        Assert.Equal(["Shop 3", "Shop 2", "Shop 1", "Shop 0", "default"], seen);
    }

    [Fact]
    public async Task administrators_of_other_networks_have_no_say_in_any_network_not_even_their_own()
    {
        await using var amity = await AmityHost.Start();
        var (shop, other) = (await amity.Tenant(), await amity.Tenant("Third shop"));

        (await shop.Admin.Get(AllNetworks)).Refused(ErrorKind.PermissionDenied);
        (await shop.Admin.Post(AllNetworks, new { name = "Mine" })).Refused(ErrorKind.PermissionDenied);
        foreach (var networkId in (string[])[shop.NetworkId, other.NetworkId, amity.Network.Id, "nowhere"])
        {
            (await shop.Admin.Post($"{AllNetworks}/{networkId}/disable")).Refused(ErrorKind.PermissionDenied);
            (await shop.Admin.Post($"{AllNetworks}/{networkId}/enable")).Refused(ErrorKind.PermissionDenied);
            (await shop.Admin.Delete($"{AllNetworks}/{networkId}")).Refused(ErrorKind.PermissionDenied);
        }

        Assert.Equal(3, (await (await amity.Administrator()).Get(AllNetworks)).Ok()["networks"]!.AsArray().Count);
        (await other.Register("alice")).Ok();
    }

    [Fact]
    public async Task the_default_network_and_those_that_are_not_there_are_left_alone()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        (await admin.Post($"{AllNetworks}/{amity.Network.Id}/disable")).Refused(ErrorKind.Forbidden);
        (await admin.Delete($"{AllNetworks}/{amity.Network.Id}")).Refused(ErrorKind.Forbidden);
        (await admin.Post($"{AllNetworks}/nowhere/disable")).Refused(ErrorKind.NotFound);
        (await admin.Post($"{AllNetworks}/nowhere/enable")).Refused(ErrorKind.NotFound);
        (await admin.Delete($"{AllNetworks}/nowhere")).Refused(ErrorKind.NotFound);
        (await admin.Delete($"{AllNetworks}/..%2F..")).Refused(ErrorKind.NotFound);
        (await admin.Get("/api/v3/sessions")).Ok();
    }

    [Fact]
    public async Task a_disabled_network_refuses_everybody_and_comes_back_with_all_that_it_had()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var alice = await shop.Login("alice");
        (await alice.Get("/api/v3/users/alice")).Ok();
        var database = shop.Network.Database;
        var admin = await amity.Administrator();

        var disabled = (await admin.Post($"{AllNetworks}/{shop.NetworkId}/disable")).Ok();

        Assert.True(disabled.Flag("isDisabled"));
        Assert.True((await admin.Get(AllNetworks)).Ok().First("networks").Flag("isDisabled"));
        (await alice.Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
        (await shop.Admin.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await shop.Register("bob")).Refused(ErrorKind.Unauthenticated);
        (await shop.AskFor("bob", shop.ServerKey)).Refused(ErrorKind.Forbidden);
        Assert.True(database.IsClosed);
        Assert.Equal(["amity.db"], Directory.GetFiles(shop.Folder).Select(Path.GetFileName));
        (await admin.Post($"{AllNetworks}/{shop.NetworkId}/disable")).Ok();

        Assert.False((await admin.Post($"{AllNetworks}/{shop.NetworkId}/enable")).Ok().Flag("isDisabled"));

        (await alice.Get("/api/v3/users/alice")).Ok();
        (await shop.Admin.Get("/api/v3/users/alice")).Ok();
        (await shop.Register("bob")).Ok();
        (await shop.AskFor("bob", shop.ServerKey)).Ok();
        Assert.NotSame(database, shop.Network.Database);
        (await admin.Post($"{AllNetworks}/{shop.NetworkId}/enable")).Ok();
        (await alice.Get("/api/v3/users/alice")).Ok();
    }

    [Fact]
    public async Task a_network_stays_disabled_over_a_restart()
    {
        using var folder = new ScratchFolder();
        Tenant shop;
        await using (var amity = await AmityHost.Start(folder: folder.Data))
        {
            shop = await amity.Tenant();
            (await (await amity.Administrator()).Post($"{AllNetworks}/{shop.NetworkId}/disable")).Ok();
        }

        await using var again = await AmityHost.Start(folder: folder.Data);
        (await again.Register(new { userId = "alice", deviceId = "phone" }, apiKey: shop.ApiKey)).Refused(ErrorKind.Unauthenticated);
        (await (await again.Administrator()).Post($"{AllNetworks}/{shop.NetworkId}/enable")).Ok();
        (await again.Register(new { userId = "alice", deviceId = "phone" }, apiKey: shop.ApiKey)).Ok();
    }

    [Fact]
    public async Task a_deleted_network_is_gone_with_its_folder_its_keys_and_its_tokens()
    {
        await using var amity = await AmityHost.Start();
        var (shop, other) = (await amity.Tenant(), await amity.Tenant("Third shop"));
        var (alice, neighbour) = (await shop.Login("alice"), await other.Login("alice"));
        var admin = await amity.Administrator();

        (await admin.Delete($"{AllNetworks}/{shop.NetworkId}")).Ok();

        Assert.False(Directory.Exists(shop.Folder));
        (await alice.Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
        (await shop.Admin.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await shop.Register("alice")).Refused(ErrorKind.Unauthenticated);
        (await shop.AskFor("alice", shop.ServerKey)).Refused(ErrorKind.Forbidden);
        (await admin.Delete($"{AllNetworks}/{shop.NetworkId}")).Refused(ErrorKind.NotFound);
        (await admin.Post($"{AllNetworks}/{shop.NetworkId}/enable")).Refused(ErrorKind.NotFound);
        (await neighbour.Get("/api/v3/users/alice")).Ok();
        Assert.Equal([other.NetworkId, amity.Network.Id], (await admin.Get(AllNetworks)).Ok().All("networks", "networkId"));
    }

    [Fact]
    public async Task a_disabled_network_can_be_deleted()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var admin = await amity.Administrator();
        (await admin.Post($"{AllNetworks}/{shop.NetworkId}/disable")).Ok();

        (await admin.Delete($"{AllNetworks}/{shop.NetworkId}")).Ok();

        Assert.False(Directory.Exists(shop.Folder));
        (await shop.Register("alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task what_a_killed_server_left_of_a_deleted_network_goes_with_the_next_start()
    {
        using var folder = new ScratchFolder();
        string networkId, other;
        await using (var amity = await AmityHost.Start(folder: folder.Data))
        {
            networkId = (await amity.Tenant()).NetworkId;
            other = (await amity.Tenant("Third shop")).NetworkId;

            // The commit without what follows it.
            await amity.Services.GetRequiredService<INetworks>().Control.Write(async tx =>
            {
                await tx.Run("insert into network_deletions (network_id, created_at) values (@networkId, 0)", new { networkId });
                return await tx.Run("delete from networks where network_id = @networkId", new { networkId });
            });
        }

        Assert.True(Directory.Exists(Path.Combine(folder.Data, "networks", networkId)));
        await using var again = await AmityHost.Start(folder: folder.Data);
        Assert.False(Directory.Exists(Path.Combine(folder.Data, "networks", networkId)));
        Assert.True(Directory.Exists(Path.Combine(folder.Data, "networks", other)));
        using var control = again.Services.GetRequiredService<INetworks>().Control.Read();
        Assert.Equal(0, await control.One<int>("select count(*) from network_deletions"));
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("delete")]
    public async Task requests_that_are_under_way_while_a_network_ends_are_answered_or_refused_and_nothing_else(string how)
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.Login($"user {i}")));
        var admin = await amity.Administrator();
        var statuses = new System.Collections.Concurrent.ConcurrentBag<int>();
        using var stop = new CancellationTokenSource();
        var crowd = people.Select(person => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var call = (i % 3) switch
                {
                    0 => person.Post("/api/v4/posts", new { targetType = "user", targetId = person.UserId, data = new { text = $"post {i}" } }),
                    1 => person.Get("/api/v5/me/global-feeds"),
                    _ => shop.Register(person.UserId),
                };
                statuses.Add((await call).Status);
            }
        })).ToArray();
        await Task.Delay(300);

        (await (how == "delete" ? admin.Delete($"{AllNetworks}/{shop.NetworkId}") : admin.Post($"{AllNetworks}/{shop.NetworkId}/disable"))).Ok();

        var before = statuses.Count;
        await Task.Delay(100);
        stop.Cancel();
        await Task.WhenAll(crowd);
        Assert.True(before > 50 && statuses.Contains(200), "There was nothing under way.");
        Assert.Empty(statuses.Distinct().Except([200, Envelope.Status(ErrorKind.Unauthenticated), Envelope.Status(ErrorKind.Busy)]));
        Assert.All(people, person => Assert.Equal(Envelope.Status(ErrorKind.Unauthenticated), person.Get("/api/v3/sessions").Result.Status));
        Assert.Equal(how != "delete", Directory.Exists(shop.Folder));
    }

    [Fact]
    public async Task a_host_that_keeps_a_caller_of_a_network_that_has_ended_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var callers = amity.Services.GetRequiredService<ICallers>();
        var caller = await callers.User("alice", networkId: shop.NetworkId);
        (await (await amity.Administrator()).Delete($"{AllNetworks}/{shop.NetworkId}")).Ok();

        await using var scope = amity.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<MediatR.IMediator>();
        var refused = await Assert.ThrowsAsync<AmityException>(() => mediator.Send(new Amity.Modules.Users.GetUser.Request { Caller = caller, UserId = "alice" }));

        Assert.Equal(ErrorKind.Unauthenticated, refused.Kind);
        await Assert.ThrowsAsync<AmityException>(() => callers.User("alice", networkId: shop.NetworkId));
    }

    [Fact]
    public async Task networks_come_and_go_without_leaving_anything_open()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        for (var i = 0; i < 12; i++)
        {
            var shop = await amity.Tenant($"Shop {i}");
            var alice = await shop.Login("alice");
            (await alice.Post("/api/v4/posts", new { targetType = "user", targetId = "alice", data = new { text = "Hello" } })).Ok();
            (await alice.Get("/api/v5/me/global-feeds")).Ok();
            (await admin.Delete($"{AllNetworks}/{shop.NetworkId}")).Ok();
        }

        Assert.Equal([amity.Network.Id], Directory.GetDirectories(Path.Combine(amity.Folder, "networks")).Select(Path.GetFileName));
        if (Directory.Exists("/proc/self/fd"))
        {
            var open = Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget ?? "").Where(file => file.StartsWith(amity.Folder, StringComparison.Ordinal));
            Assert.DoesNotContain(open, file => file.Contains("/networks/", StringComparison.Ordinal) && !file.Contains(amity.Network.Id, StringComparison.Ordinal));
        }
    }
}
