using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of follows. The numbers are those of its questions.</summary>
public sealed class FollowsFaqTests
{
    /// <summary>Question 5, without the setting that asks for requests.</summary>
    [Fact]
    public async Task a_follow_is_accepted_at_once_where_no_request_is_asked_for()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");

        Assert.Equal("accepted", (await alice.Follow("bob")).First("follows").Text("status"));
    }
}
