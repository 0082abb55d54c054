using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of follows. The numbers are those of its questions.</summary>
public sealed class FollowsFaqTests
{
    /// <summary>Question 5.</summary>
    [Fact]
    public async Task a_setting_of_the_network_decides_whether_a_follow_is_accepted_at_once_or_waits()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await amity.Login("carol");

        await amity.Set("social", new { isFollowWithRequestEnabled = false });
        Assert.Equal("accepted", (await alice.Follow("bob")).First("follows").Text("status"));
        await amity.Set("social", new { isFollowWithRequestEnabled = true });
        Assert.Equal("pending", (await alice.Follow("carol")).First("follows").Text("status"));
    }
}
