using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

public sealed class ListCommentsTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task comments_of_any_posts_come_in_the_order_of_the_ids()
    {
        var first = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        var second = await talk.Alice.Comment(await talk.Host.WallPost("bob"));
        Assert.Equal([second, first], (await List(talk.Carol, second, first)).All("comments", "commentId"));
        Assert.Equal([first, second], (await List(talk.Carol, first, second, first)).All("comments", "commentId"));
    }

    [Fact]
    public async Task ids_that_do_not_exist_or_are_hidden_are_left_out()
    {
        var seen = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var hidden = await talk.Bob.Comment(await talk.Host.CommunityPost("alice", community));
        var ids = new[] { "unknown", hidden, seen, "a/b" };

        Assert.Equal([seen], (await List(talk.Carol, ids)).All("comments", "commentId"));
        Assert.Equal([hidden, seen], (await List(talk.Bob, ids)).All("comments", "commentId"));
        Assert.Empty((await List(talk.Carol, hidden))["comments"]!.AsArray());
    }

    [Fact]
    public async Task ids_may_be_encoded_twice_and_brackets_too()
    {
        var id = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        var twice = string.Concat(id.Select(digit => $"%25{(int)digit:X2}"));
        var answer = (await talk.Carol.Get($"/api/v3/comments/list?commentIds%5B%5D={twice}")).Ok();
        Assert.Equal([id], answer.All("comments", "commentId"));
    }

    [Fact]
    public async Task one_to_ten_ids_are_read_at_once()
    {
        (await talk.Bob.Get("/api/v3/comments/list")).Refused(ErrorKind.Invalid);
        (await talk.Bob.Get("/api/v3/comments/list?commentIds[]=")).Refused(ErrorKind.Invalid);
        (await talk.Bob.Get(Path(Enumerable.Range(1, 11).Select(i => $"id{i}")))).Refused(ErrorKind.Invalid);

        var ids = await talk.Bob.CommentTimes(8, await talk.Host.WallPost("alice"));
        Assert.Equal(ids, (await List(talk.Bob, [.. ids, "id1", "id2"])).All("comments", "commentId"));
    }

    [Fact]
    public async Task without_a_session_nobody_lists() =>
        (await talk.Host.Nobody().Get(Path(["any"]))).Refused(ErrorKind.Unauthenticated);

    private static async Task<System.Text.Json.Nodes.JsonNode> List(Person person, params string[] ids) => (await person.Get(Path(ids))).Ok();

    private static string Path(IEnumerable<string> ids) =>
        "/api/v3/comments/list?" + string.Join('&', ids.Select(id => $"commentIds[]={Uri.EscapeDataString(id)}"));
}
