using Amity.Tests.Blocks;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of blocks. The numbers are those of its questions.</summary>
public sealed class BlocksFaqTests
{
    /// <summary>Question 47.</summary>
    [Fact]
    public async Task one_learns_whether_one_has_blocked_a_user_from_the_list_of_blocked_users()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("b");
        Assert.Empty(await alice.Blocked());

        (await alice.Post("/api/v4/me/user-blocks/b")).Ok();

        var answer = (await alice.Get("/api/v4/me/user-blocks")).Ok();
        Assert.Equal(["b"], answer.All("users", "userId"));
        Assert.Equal(["blocked"], answer.All("follows", "status"));
    }
}
