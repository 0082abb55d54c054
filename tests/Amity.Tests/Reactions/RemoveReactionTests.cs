using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Reactions;

public sealed class RemoveReactionTests(Talk talk) : IClassFixture<Talk>
{
    private const string Reactions = "/api/v2/reactions";

    [Fact]
    public async Task the_fields_may_stand_in_a_body()
    {
        var post = await talk.Host.WallPost("alice");
        var id = await talk.Bob.React("post", post, "like");
        await talk.Bob.React("post", post, "love");

        var removed = (await talk.Bob.Delete(Reactions, new { referenceType = "post", referenceId = post, reactionName = "like" })).Ok();

        Assert.Equal(id, removed.Text("removedId"));
        Assert.Equal(1, await talk.Host.Number("select reactions_count from posts where post_id = @post", new { post }));
        Assert.Equal(1, await talk.Host.Number("select count(*) from reaction_counts where reference_id = @post", new { post }));
    }

    [Fact]
    public async Task the_fields_may_stand_in_the_query()
    {
        var comment = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        var id = await talk.Bob.React("comment", comment, "a&b 👍");
        await talk.Carol.React("comment", comment, "a&b 👍");

        var name = Uri.EscapeDataString("a&b 👍");
        var removed = (await talk.Bob.Delete($"{Reactions}?referenceType=comment&referenceId={comment}&reactionName={name}")).Ok();

        Assert.Equal(id, removed.Text("removedId"));
        var seen = await talk.Bob.ReadComment(comment);
        Assert.Equal(1, seen["reactions"]!.Number("a&b 👍"));
        Assert.Equal(1, seen.Number("reactionsCount"));
        Assert.Equal("[]", seen["myReactions"]!.ToJsonString());
    }

    [Fact]
    public async Task a_reaction_that_is_not_there_is_not_found_and_neither_is_a_repeat()
    {
        var comment = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        await talk.Bob.React("comment", comment, "like");

        (await Remove(talk.Bob, "comment", comment, "Like")).Refused(ErrorKind.NotFound);
        (await Remove(talk.Bob, "comment", comment, "like")).Ok();
        (await Remove(talk.Bob, "comment", comment, "like")).Refused(ErrorKind.NotFound);

        var seen = await talk.Bob.ReadComment(comment);
        Assert.Equal("{}", seen["reactions"]!.ToJsonString());
        Assert.Equal(0, seen.Number("reactionsCount"));
    }

    [Fact]
    public async Task nobody_removes_the_reaction_of_another()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Bob.React("post", post);
        foreach (var person in new[] { talk.Alice, talk.Admin })
        {
            (await Remove(person, "post", post, "like")).Refused(ErrorKind.NotFound);
        }

        Assert.Equal(1, await talk.Host.Number("select count(*) from reactions where reference_id = @post", new { post }));
    }

    [Fact]
    public async Task what_is_hidden_is_not_found_and_the_banned_are_told()
    {
        var hidden = await talk.Host.Community("alice", isPublic: false, "bob");
        (await Remove(talk.Carol, "post", await talk.Host.CommunityPost("alice", hidden), "like")).Refused(ErrorKind.NotFound);

        var open = await talk.Host.Community("alice", isPublic: true);
        var post = await talk.Host.CommunityPost("alice", open);
        await talk.Bob.React("post", post);
        await talk.Host.Ban(open, "bob");
        (await Remove(talk.Bob, "post", post, "like")).Refused(ErrorKind.Banned);
    }

    [Fact]
    public async Task a_reaction_that_comes_back_is_a_new_one()
    {
        var post = await talk.Host.WallPost("alice");
        var first = await talk.Bob.React("post", post);
        (await Remove(talk.Bob, "post", post, "like")).Ok();
        Assert.NotEqual(first, await talk.Bob.React("post", post));
        Assert.Equal(1, await talk.Host.Number("select reactions_count from posts where post_id = @post", new { post }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?referenceType=post&referenceId=some")]
    [InlineData("?referenceType=post&reactionName=like")]
    [InlineData("?referenceId=some&reactionName=like")]
    [InlineData("?referenceType=channel&referenceId=some&reactionName=like")]
    public async Task what_is_malformed_is_refused(string query) => (await talk.Bob.Delete(Reactions + query)).Refused(ErrorKind.Invalid);

    [Fact]
    public async Task without_a_session_nobody_removes() =>
        (await Remove(talk.Host.Nobody(), "post", "some", "like")).Refused(ErrorKind.Unauthenticated);

    private static Task<Answer> Remove(Person person, string referenceType, string referenceId, string reactionName) =>
        person.Delete(Reactions, new { referenceType, referenceId, reactionName });
}
