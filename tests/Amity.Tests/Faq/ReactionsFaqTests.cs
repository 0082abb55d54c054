using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Faq;

public sealed class ReactionsFaqTests(Talk talk) : IClassFixture<Talk>
{
    /// <summary>Row 12: how do I find the posts that I reacted to?</summary>
    [Fact]
    public async Task the_reactions_of_a_post_tell_who_reacted()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Bob.React("post", post);

        var answer = (await talk.Bob.Get($"/api/v3/reactions?referenceId={post}&referenceType=post")).Ok();

        Assert.Equal(["bob"], answer.First("reactions").All("reactors", "userId"));
    }
}
