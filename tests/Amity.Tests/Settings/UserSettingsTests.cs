using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class UserSettingsTests
{
    private const string Users = $"{SettingCalls.Path}/users";

    [Fact]
    public async Task administrators_read_and_change_them_and_users_do_neither()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();

        Assert.Equal("""{"isAllowUpdateDisplayName":true}""", (await admin.Settings("users")).ToJsonString());
        Assert.Equal("""{"isAllowUpdateDisplayName":false}""", (await amity.Set("users", new { isAllowUpdateDisplayName = false })).ToJsonString());
        Assert.Equal("""{"isAllowUpdateDisplayName":false}""", (await amity.Set("users", new { })).ToJsonString());
        (await admin.Put(Users, new { isAllowUpdateDisplayName = 1 })).Refused(ErrorKind.Invalid);
        (await alice.Get(Users)).Refused(ErrorKind.PermissionDenied);
        (await alice.Put(Users, new { isAllowUpdateDisplayName = true })).Refused(ErrorKind.PermissionDenied);
        Assert.False((await admin.Settings("users")).Flag("isAllowUpdateDisplayName"));
    }

    [Fact]
    public async Task users_who_may_not_rename_themselves_are_renamed_by_administrators()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");
        await amity.Set("users", new { isAllowUpdateDisplayName = false });

        var refusal = (await alice.Put("/api/v3/users", new { userId = "alice", displayName = "Queen", description = "new" })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal("Only administrator can update user display name.", refusal.Text("message"));
        var kept = (await alice.Put("/api/v3/users", new { userId = "alice", displayName = "Alice", description = "mine" })).Ok().First("users");
        Assert.Equal(("Alice", "mine"), (kept.Text("displayName"), kept.Text("description")));
        var renamed = (await (await amity.Administrator()).Put("/api/v3/users", new { userId = "alice", displayName = "Queen" })).Ok();
        Assert.Equal(["Queen"], renamed.All("users", "displayName"));
    }

    [Fact]
    public async Task a_registration_names_a_new_user_and_leaves_the_name_of_one_who_may_not_change_it()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice", "Alice");
        await amity.Set("users", new { isAllowUpdateDisplayName = false });

        Assert.Equal("Alice", (await amity.Login("alice", "Queen")).Session.First("users").Text("displayName"));
        Assert.Equal("Bob", (await amity.Login("bob", "Bob")).Session.First("users").Text("displayName"));
        await amity.Set("users", new { isAllowUpdateDisplayName = true });
        Assert.Equal("Queen", (await amity.Login("alice", "Queen")).Session.First("users").Text("displayName"));
    }
}
