using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Follows;

/// <summary>The lists of follows in a network that keeps its users private.</summary>
public sealed class PrivateUsersTests
{
    [Theory]
    [InlineData("followers")]
    [InlineData("following")]
    public async Task followers_and_administrators_read_anothers_lists_and_nobody_else(string list)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        await alice.Follow("bob");
        await bob.Follow("alice");
        await amity.Set("social", new { userPrivacySetting = "private", isFollowWithRequestEnabled = true });
        await carol.Follow("bob");

        (await carol.Get($"/api/v4/users/bob/{list}")).Refused(ErrorKind.PermissionDenied);
        Assert.Single((await alice.Get($"/api/v4/users/bob/{list}")).Ok()["follows"]!.AsArray());
        Assert.NotEmpty((await bob.Get($"/api/v4/users/bob/{list}")).Ok()["follows"]!.AsArray());
        Assert.NotEmpty((await bob.Get($"/api/v4/me/{list}")).Ok()["follows"]!.AsArray());
        Assert.NotEmpty((await (await amity.Administrator()).Get($"/api/v4/users/bob/{list}")).Ok()["follows"]!.AsArray());

        (await bob.Post("/api/v4/me/followers/carol")).Ok();
        (await carol.Get($"/api/v4/users/bob/{list}")).Ok();
        await amity.Set("social", new { userPrivacySetting = "public" });
        (await (await amity.Login("dave")).Get($"/api/v4/users/bob/{list}")).Ok();
    }
}
