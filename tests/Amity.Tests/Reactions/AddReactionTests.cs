using System.Net.Http.Headers;
using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Reactions;

public sealed class AddReactionTests(Talk talk) : IClassFixture<Talk>
{
    private const string Reactions = "/api/v2/reactions";

    [Fact]
    public async Task a_comment_shows_its_reactions_and_to_each_caller_their_own()
    {
        var comment = await talk.Bob.Comment(await talk.Host.WallPost("alice"));

        await talk.Alice.React("comment", comment, "like");
        await talk.Carol.React("comment", comment, "like");
        await talk.Carol.React("comment", comment, "love");

        var seen = await talk.Carol.ReadComment(comment);
        Assert.Equal("""{"like":2,"love":1}""", seen["reactions"]!.ToJsonString());
        Assert.Equal(3, seen.Number("reactionsCount"));
        Assert.Equal("""["like","love"]""", seen["myReactions"]!.ToJsonString());
        Assert.Equal("[]", (await talk.Bob.ReadComment(comment))["myReactions"]!.ToJsonString());
    }

    [Fact]
    public async Task a_post_counts_its_reactions()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Alice.React("post", post);
        await talk.Bob.React("post", post);
        Assert.Equal(2, await Count(post));
    }

    [Fact]
    public async Task the_same_name_again_is_the_same_reaction()
    {
        var post = await talk.Host.WallPost("alice");
        var first = await talk.Bob.React("post", post, "like");
        Assert.Equal(first, await talk.Bob.React("post", post, "like"));
        Assert.Equal(1, await Count(post));
        Assert.Equal(1, await talk.Host.Number("select count from reaction_counts where reference_id = @post", new { post }));
    }

    [Fact]
    public async Task one_user_puts_a_limited_number_of_names_on_one_item()
    {
        var (post, other) = (await talk.Host.WallPost("alice"), await talk.Host.WallPost("alice"));
        for (var i = 0; i < 20; i++)
        {
            await talk.Bob.React("post", post, $"name {i}");
        }

        (await talk.Bob.Post(Reactions, new { referenceType = "post", referenceId = post, reactionName = "one more" })).Refused(ErrorKind.BadRequest);

        await talk.Bob.React("post", post, "name 7");
        await talk.Bob.React("post", other, "one more");
        await talk.Carol.React("post", post, "one more");
        Assert.Equal(21, await Count(post));
    }

    [Fact]
    public async Task names_are_told_apart_by_case_and_kept_to_the_letter()
    {
        var comment = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        var names = new[] { "Like", "like", " like", "👍🏽", "<b>", new string('x', 100) };
        foreach (var name in names)
        {
            await talk.Bob.React("comment", comment, name);
        }

        var seen = await talk.Bob.ReadComment(comment);
        Assert.Equal(names, seen["myReactions"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(names.Order(StringComparer.Ordinal), seen["reactions"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task reactions_that_race_are_counted_once_a_user()
    {
        var post = await talk.Host.WallPost("alice");
        var people = new[] { talk.Alice, talk.Bob, talk.Carol };
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => people[i % 3].React("post", post)));
        Assert.Equal(3, await Count(post));
    }

    [Fact]
    public async Task a_reaction_is_a_change_of_the_item()
    {
        var clock = new TestClock();
        await using var host = await AmityHost.Start(time: clock);
        var alice = await host.Login("alice");
        var comment = await alice.Comment(await host.WallPost("alice"));
        var before = await alice.ReadComment(comment);

        clock.Advance(TimeSpan.FromSeconds(1));
        await alice.React("comment", comment);

        var after = await alice.ReadComment(comment);
        Assert.True(string.CompareOrdinal(after.Text("updatedAt"), before.Text("updatedAt")) > 0);
        Assert.Equal(before.Text("editedAt"), after.Text("editedAt"));
    }

    [Fact]
    public async Task whoever_sees_a_public_community_may_react_in_it_but_not_the_banned()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var post = await talk.Host.CommunityPost("alice", community);
        var comment = await talk.Alice.Comment(post);
        await talk.Host.Ban(community, "bob");

        await talk.Carol.React("post", post);
        await talk.Carol.React("comment", comment);
        (await Add(talk.Bob, "post", post)).Refused(ErrorKind.Banned);
        (await Add(talk.Bob, "comment", comment)).Refused(ErrorKind.Banned);
        Assert.Equal(1, await Count(post));
    }

    [Fact]
    public async Task a_private_community_is_no_place_for_outsiders()
    {
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var post = await talk.Host.CommunityPost("alice", community);
        var comment = await talk.Bob.Comment(post);

        (await Add(talk.Carol, "post", post)).Refused(ErrorKind.NotFound);
        (await Add(talk.Carol, "comment", comment)).Refused(ErrorKind.NotFound);
        await talk.Bob.React("post", post);
        await talk.Admin.React("comment", comment);
    }

    [Fact]
    public async Task what_is_deleted_takes_no_reactions()
    {
        var post = await talk.Host.WallPost("alice");
        var comment = await talk.Bob.Comment(post);
        var deleted = await talk.Bob.Comment(post);
        (await talk.Bob.Delete($"/api/v3/comments/{deleted}")).Ok();
        (await Add(talk.Alice, "comment", deleted)).Refused(ErrorKind.NotFound);

        await talk.Host.DeletePost(post);
        foreach (var person in new[] { talk.Alice, talk.Admin })
        {
            (await Add(person, "post", post)).Refused(ErrorKind.NotFound);
            (await Add(person, "comment", comment)).Refused(ErrorKind.NotFound);
        }
    }

    [Fact]
    public async Task a_closed_community_takes_no_reactions()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var post = await talk.Host.CommunityPost("alice", community);
        await talk.Host.CloseCommunity(community);
        (await Add(talk.Alice, "post", post)).Refused(ErrorKind.NotFound);
    }

    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    [InlineData("message")]
    [InlineData("story")]
    public async Task what_does_not_exist_is_not_found(string referenceType) =>
        (await Add(talk.Bob, referenceType, "a/b %")).Refused(ErrorKind.NotFound);

    [Fact]
    public async Task an_id_is_looked_for_among_items_of_its_type()
    {
        var post = await talk.Host.WallPost("alice");
        (await Add(talk.Bob, "comment", post)).Refused(ErrorKind.NotFound);
    }

    [Theory]
    [InlineData("""{}""", ErrorKind.Invalid)]
    [InlineData("", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","reactionName":"like"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","reactionName":"like"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","referenceId":"POST"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","referenceId":"POST","reactionName":""}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","referenceId":"POST","reactionName":5}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"user","referenceId":"POST","reactionName":"like"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","referenceId":["POST"],"reactionName":"like"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","referenceId":"POST","reactionName":"\ude00"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","referenceId":"POST","reactionName":"\u0000"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceType":"post","referenceId":"POST","reactionName":}""", ErrorKind.BadRequest)]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body, ErrorKind kind)
    {
        var post = await talk.Host.WallPost("alice");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Replace("POST", post)));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        (await talk.Bob.Post(Reactions, content)).Refused(kind);
        Assert.Equal(0, await Count(post));
    }

    [Fact]
    public async Task a_name_has_at_most_a_hundred_characters()
    {
        var post = await talk.Host.WallPost("alice");
        (await Add(talk.Bob, "post", post, new string('x', 101))).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task without_a_session_nobody_reacts()
    {
        var post = await talk.Host.WallPost("alice");
        (await Add(talk.Host.Nobody(), "post", post)).Refused(ErrorKind.Unauthenticated);
    }

    private static Task<Answer> Add(Person person, string referenceType, string referenceId, string reactionName = "like") =>
        person.Post(Reactions, new { referenceType, referenceId, reactionName });

    private Task<long> Count(string post) =>
        talk.Host.Number("select reactions_count from posts where post_id = @post", new { post });
}
