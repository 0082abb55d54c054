using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Sessions;

public sealed class RevokeSessionTests
{
    [Fact]
    public async Task a_user_ends_the_token_it_calls_with_and_no_other()
    {
        await using var amity = await AmityHost.Start();
        var phone = await amity.Login("alice", deviceId: "phone");
        var tablet = await amity.Login("alice", deviceId: "tablet");

        Assert.True((await phone.Delete("/api/v4/sessions")).Ok().Flag("success"));

        (await phone.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await tablet.Get("/api/v3/sessions")).Ok();
    }

    [Fact]
    public async Task a_user_cannot_end_the_sessions_of_another()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");

        (await bob.Delete("/api/v4/sessions?userId=alice")).Refused(ErrorKind.PermissionDenied);
        (await bob.Delete("/api/v4/sessions/users/alice")).Refused(ErrorKind.PermissionDenied);
        (await alice.Get("/api/v3/sessions")).Ok();
    }

    [Theory]
    [InlineData("/api/v4/sessions/users/{0}", true)]
    [InlineData("/api/v4/sessions?userId={0}", true)]
    [InlineData("/api/v4/sessions/users/{0}?isPublic=false", false)]
    [InlineData("/api/v4/sessions?userId={0}&isPublic=false", false)]
    public async Task an_administrator_ends_all_sessions_of_a_user(string path, bool isPublic)
    {
        await using var amity = await AmityHost.Start();
        var phone = await amity.Login("alice", deviceId: "phone");
        var tablet = await amity.Login("alice", deviceId: "tablet");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        var id = isPublic ? "alice" : phone.Session.First("users").Text("_id");

        (await admin.Delete(string.Format(path, id))).Ok();

        (await phone.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await tablet.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await bob.Get("/api/v3/sessions")).Ok();
        (await amity.Login("alice", deviceId: "phone")).Session.First("users");
    }

    [Fact]
    public async Task revoking_an_unknown_user_is_not_found()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        (await admin.Delete("/api/v4/sessions/users/nobody")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task an_administrators_token_can_end_itself()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Get("/api/v3/sessions")).Ok();

        (await admin.Delete("/api/v4/sessions")).Ok();

        (await admin.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
    }
}
