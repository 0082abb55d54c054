using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Data;

/// <summary>What empties an answer that is kept, and what does not. That none is ever wrong is a property: see Amity.Properties.</summary>
public sealed class KeptAnswersTests
{
    [Fact]
    public async Task an_answer_is_kept_until_one_of_its_own_rows_changes()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds(members: ["bob"]);
        var (mine, other) = (await alice.Writes("mine", community), await alice.Writes("other"));
        await bob.Reads(mine);
        Assert.True(Keeps(amity, "bob", $"/api/v3/posts/{mine}"));

        await bob.Writes("elsewhere");
        (await bob.Post("/api/v3/comments", new { referenceType = "post", referenceId = other, data = new { text = "on another" } })).Ok();
        (await alice.Post("/api/v2/reactions", new { referenceType = "post", referenceId = other, reactionName = "like" })).Ok();
        Assert.True(Keeps(amity, "bob", $"/api/v3/posts/{mine}"), "What has nothing to do with the post has emptied its answer.");

        (await alice.Post("/api/v2/reactions", new { referenceType = "post", referenceId = mine, reactionName = "like" })).Ok();
        Assert.False(Keeps(amity, "bob", $"/api/v3/posts/{mine}"));
        Assert.Equal(1, (await bob.Reads(mine))["reactionsCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task nobody_gets_the_answer_of_another()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds(isPublic: false);
        var post = await alice.Writes("for members", community);
        await alice.Reads(post);
        await alice.Reads(post);

        Assert.Equal(404, (await bob.Get($"/api/v3/posts/{post}")).Status);
        Assert.False(Keeps(amity, "bob", $"/api/v3/posts/{post}"));
    }

    [Fact]
    public async Task a_session_with_other_rights_gets_an_answer_of_its_own()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("soon gone");
        await amity.Login("mo");
        (await (await amity.Administrator()).Put("/api/v3/users", new { userId = "mo", roles = new[] { "super-moderator" } })).Ok();
        var moderator = await amity.LoginVerified("mo");
        var guest = await amity.Login("mo", deviceId: "another device");
        (await alice.Delete($"/api/v3/posts/{post}")).Ok();

        Assert.Equal(404, (await guest.Get($"/api/v3/posts/{post}")).Status);
        Assert.Equal(200, (await moderator.Get($"/api/v3/posts/{post}")).Status);
        Assert.Equal(404, (await guest.Get($"/api/v3/posts/{post}")).Status);
    }

    [Fact]
    public async Task a_post_with_a_poll_is_read_anew_because_polls_end_by_themselves()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var poll = (await alice.Post("/api/v3/polls", new
        {
            question = "tea?",
            answers = new[] { new { dataType = "text", data = "yes" }, new { dataType = "text", data = "no" } },
        })).Ok().First("polls").Text("pollId");
        var post = (await alice.Post("/api/v4/posts", new { dataType = "poll", data = new { text = "tea?", pollId = poll } })).Ok().First("posts").Text("postId");
        await alice.Reads(post);

        Assert.False(Keeps(amity, "alice", $"/api/v3/posts/{post}"));
    }

    [Fact]
    public async Task nothing_is_kept_where_the_operator_wants_none()
    {
        await using var scratch = new ScratchDatabase(options: new DatabaseOptions { AnswerBytes = 0 });
        Assert.Null(scratch.Database.Answers.Now);
    }

    private static bool Keeps(AmityHost amity, string userId, string target) =>
        amity.Network.Database.Answers.Holds(new AnswerKey(userId, (int)CallerKind.User, target));
}
