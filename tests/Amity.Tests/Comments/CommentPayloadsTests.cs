using Amity.Modules.Comments;
using Amity.Modules.Networks;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Comments;

public sealed class CommentPayloadsTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task a_post_shows_its_latest_live_comments_at_the_top_level()
    {
        var lively = await talk.Host.WallPost("alice");
        var quiet = await talk.Host.WallPost("alice");
        var silent = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(8, lively);
        await talk.Bob.Comment(lively, "A reply", ids[7]);
        (await talk.Bob.Delete($"/api/v3/comments/{ids[6]}")).Ok();
        var only = await talk.Bob.Comment(quiet);
        await talk.Carol.React("comment", only, "love");

        var previews = await Previews("carol", quiet, silent, lively, quiet);

        Assert.Equal([only, ids[7], ids[5], ids[4], ids[3], ids[2]], previews.Select(comment => comment.CommentId));
        Assert.Equal(["love"], previews[0].MyReactions);
        Assert.Single(previews[1].Children);
    }

    [Fact]
    public async Task what_stands_in_one_millisecond_is_not_shown_in_excess()
    {
        await using var host = await AmityHost.Start(time: new TestClock());
        var alice = await host.Login("alice");
        var post = await host.WallPost("alice");
        var ids = await alice.CommentTimes(7, post);
        Assert.Equal(ids.Reverse().Take(5), (await Previews(host, "alice", post)).Select(comment => comment.CommentId));
    }

    [Fact]
    public async Task the_previews_of_hidden_posts_are_hidden()
    {
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var post = await talk.Host.CommunityPost("alice", community);
        await talk.Bob.Comment(post);

        Assert.Single(await Previews("bob", post));
        Assert.Empty(await Previews("carol", post));
        Assert.Empty(await Previews("bob"));
    }

    private Task<IReadOnlyList<CommentBody>> Previews(string userId, params string[] postIds) => Previews(talk.Host, userId, postIds);

    private static async Task<IReadOnlyList<CommentBody>> Previews(AmityHost host, string userId, params string[] postIds)
    {
        var caller = await host.Services.GetRequiredService<ICallers>().User(userId);
        using var read = host.Network.Database.Read();
        return await CommentPayloads.Previews(read, caller, postIds);
    }
}
