using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;
using static Amity.Tests.Networks.NetworkCalls;

namespace Amity.Tests.Networks;

public sealed class SecurityTests
{
    [Fact]
    public async Task secure_mode_counts_from_the_next_registration_on_and_in_its_network_only()
    {
        await using var amity = await AmityHost.Start();
        var (shop, other) = (await amity.Tenant(), await amity.Tenant("Third shop"));
        (await shop.Register("alice")).Ok();

        Assert.True((await shop.Admin.Put(Security, new { secureMode = true })).Ok().Flag("secureMode"));

        (await shop.Register("alice")).Refused(ErrorKind.Unauthenticated);
        (await shop.Register("alice", "x")).Refused(ErrorKind.Unauthenticated);
        (await shop.Register("alice", await shop.AuthenticationToken("alice"))).Ok();
        (await shop.Register("bob", await shop.AuthenticationToken("alice"))).Refused(ErrorKind.Unauthenticated);
        (await other.Register("alice")).Ok();
        (await amity.Register(new { userId = "alice", deviceId = "phone" })).Ok();

        Assert.False((await shop.Admin.Put(Security, new { secureMode = false })).Ok().Flag("secureMode"));
        (await shop.Register("alice")).Ok();
    }

    [Fact]
    public async Task sessions_from_before_live_on_without_rights_in_the_network_and_are_not_renewed()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var alice = await shop.Login("alice");
        (await shop.Admin.Put("/api/v3/users", new { userId = "alice", roles = new[] { "global-admin" } })).Ok();

        (await shop.Admin.Put(Security, new { secureMode = true })).Ok();

        (await alice.Get("/api/v3/users/alice")).Ok();
        (await shop.Admin.Put("/api/v3/users", new { userId = "admin", description = "x" })).Ok();
        (await alice.Put("/api/v3/users", new { userId = "admin", description = "y" })).Refused(ErrorKind.PermissionDenied);
        (await shop.Register("alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task it_stays_as_it_was_switched_over_a_restart()
    {
        using var folder = new ScratchFolder();
        await using (var amity = await AmityHost.Start(folder: folder.Data))
        {
            (await (await amity.Administrator()).Put(Security, new { secureMode = true })).Ok();
            (await amity.Register(new { userId = "alice", deviceId = "phone" })).Refused(ErrorKind.Unauthenticated);
        }

        await using (var again = await AmityHost.Start(folder: folder.Data))
        {
            (await again.Register(new { userId = "alice", deviceId = "phone" })).Refused(ErrorKind.Unauthenticated);
        }

        await using var configured = await AmityHost.Start(options => options.SecureMode = false, folder: folder.Data);
        (await configured.Register(new { userId = "alice", deviceId = "phone" })).Ok();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task what_is_configured_cannot_be_switched(bool secureMode)
    {
        await using var amity = await AmityHost.Start(options => options.SecureMode = secureMode);
        var admin = await amity.Administrator();

        var refused = (await admin.Put(Security, new { secureMode = !secureMode })).Refused(ErrorKind.BadRequest);

        Assert.Contains("Amity:SecureMode", refused.Text("message"));
        var security = (await admin.Get(Security)).Ok();
        Assert.Equal((secureMode, true), (security.Flag("secureMode"), security.Flag("isSecureModeConfigured")));

        // It is that of the default network.
        var shop = await amity.Tenant();
        Assert.False((await shop.Admin.Get(Security)).Ok().Flag("isSecureModeConfigured"));
        (await shop.Admin.Put(Security, new { secureMode = true })).Ok();
    }

    [Fact]
    public async Task the_switch_must_be_named()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Put(Security, new { })).Refused(ErrorKind.Invalid);
        (await admin.Put(Security, new { secureMode = "on" })).Refused(ErrorKind.Invalid);
        Assert.False((await admin.Get(Security)).Ok().Flag("secureMode"));
    }
}
