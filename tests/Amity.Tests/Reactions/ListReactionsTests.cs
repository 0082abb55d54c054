using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Reactions;

public sealed class ListReactionsTests(Talk talk) : IClassFixture<Talk>
{
    [Theory]
    [InlineData("v2")]
    [InlineData("v3")]
    public async Task the_answer_is_exactly_one_item_with_its_reactors(string version)
    {
        var comment = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        var id = await talk.Carol.React("comment", comment, "love");

        var answer = (await talk.Bob.Get($"/api/{version}/reactions?referenceType=comment&referenceId={comment}&referenceVersion=5")).Ok();

        var item = Assert.Single(answer["reactions"]!.AsArray())!;
        Assert.Equal(("comment", comment), (item.Text("referenceType"), item.Text("referenceId")));
        var reactor = Assert.Single(item["reactors"]!.AsArray())!;
        Assert.Equal((id, "love"), (reactor.Text("reactionId"), reactor.Text("reactionName")));
        Assert.Equal(("carol", "carol"), (reactor.Text("userId"), reactor.Text("userPublicId")));
        Assert.Equal(talk.Carol.Session.First("users").Text("_id"), reactor.Text("userInternalId"));
        Assert.EndsWith("Z", reactor.Text("createdAt"));
        Assert.Equal(["carol"], answer.All("users", "userId"));
        Assert.Empty(answer["files"]!.AsArray());
        Assert.Equal("{}", answer["paging"]!.ToJsonString());
    }

    [Fact]
    public async Task an_item_without_reactions_is_there_all_the_same()
    {
        var post = await talk.Host.WallPost("alice");
        var answer = (await talk.Bob.Get($"/api/v3/reactions?referenceType=post&referenceId={post}")).Ok();
        Assert.Empty(Assert.Single(answer["reactions"]!.AsArray())!["reactors"]!.AsArray());
        Assert.Empty(answer["users"]!.AsArray());
    }

    [Fact]
    public async Task pages_lead_from_the_newest_to_the_oldest_and_back()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            ids.Insert(0, await new[] { talk.Alice, talk.Bob, talk.Carol }[i % 3].React("post", post, $"name {i / 3}"));
        }

        // The SDK's first call brings a token of its own instead of a limit.
        var pages = new List<JsonNode> { await Page(post, Encoded("""{"limit":5}""")) };
        while (pages[^1]["paging"]!["next"] is { } next)
        {
            pages.Add(await Page(post, next.GetValue<string>()));
        }

        Assert.Equal([5, 5, 2], pages.Select(page => Ids(page).Length));
        Assert.Equal(ids, pages.SelectMany(Ids));
        Assert.Null(pages[0]["paging"]!["previous"]);

        var middle = await Page(post, pages[2]["paging"]!.Text("previous"));
        var first = await Page(post, middle["paging"]!.Text("previous"));
        Assert.Equal(ids.Take(10), Ids(first).Concat(Ids(middle)));
    }

    [Fact]
    public async Task a_name_filters_to_the_letter()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Alice.React("post", post, "like");
        var upper = await talk.Bob.React("post", post, "Like");

        Assert.Equal([upper], Ids((await talk.Bob.Get($"{Path(post)}&reactionName=Like")).Ok()));
        Assert.Equal(2, Ids((await talk.Bob.Get($"{Path(post)}&reactionName=")).Ok()).Length);
        Assert.Empty(Ids((await talk.Bob.Get($"{Path(post)}&reactionName=wow")).Ok()));
    }

    [Fact]
    public async Task without_a_limit_twenty_are_shown()
    {
        var post = await talk.Host.WallPost("alice");
        for (var i = 0; i < 20; i++)
        {
            await talk.Bob.React("post", post, $"name {i}");
        }

        await talk.Carol.React("post", post);
        var page = (await talk.Bob.Get(Path(post))).Ok();
        Assert.Equal(20, Ids(page).Length);
        Assert.Single(Ids(await Page(post, page["paging"]!.Text("next"))));
        Assert.Single(Ids((await talk.Bob.Get($"{Path(post)}&options[skip]=20")).Ok()));
    }

    [Fact]
    public async Task a_token_fits_its_own_list_only()
    {
        var post = await talk.Host.WallPost("alice");
        var other = await talk.Host.WallPost("alice");
        await talk.Alice.React("post", post);
        await talk.Bob.React("post", post);
        var token = (await talk.Bob.Get($"{Path(post)}&options[limit]=1")).Ok()["paging"]!.Text("next");

        (await talk.Bob.Get($"{Path(other)}&options[token]={Uri.EscapeDataString(token)}")).Refused(ErrorKind.BadRequest);
        (await talk.Bob.Get($"{Path(post)}&reactionName=like&options[token]={Uri.EscapeDataString(token)}")).Refused(ErrorKind.BadRequest);
        (await talk.Bob.Get($"{Path(post)}&options[token]=abc")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task an_outsider_finds_nothing_in_a_private_community()
    {
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var post = await talk.Host.CommunityPost("alice", community);
        var comment = await talk.Bob.Comment(post);
        await talk.Bob.React("post", post);

        (await talk.Carol.Get(Path(post))).Refused(ErrorKind.NotFound);
        (await talk.Carol.Get($"/api/v3/reactions?referenceType=comment&referenceId={comment}")).Refused(ErrorKind.NotFound);
        Assert.Single(Ids((await talk.Alice.Get(Path(post))).Ok()));
        Assert.Single(Ids((await talk.Admin.Get(Path(post))).Ok()));
    }

    [Fact]
    public async Task reactions_to_a_deleted_post_are_shown_to_administrators_only()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Bob.React("post", post);
        await talk.Host.DeletePost(post);
        (await talk.Bob.Get(Path(post))).Refused(ErrorKind.NotFound);
        Assert.Single(Ids((await talk.Admin.Get(Path(post))).Ok()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("referenceId=POST")]
    [InlineData("referenceType=post")]
    [InlineData("referenceType=channel&referenceId=POST")]
    [InlineData("referenceType=post&referenceId=POST&options[limit]=0")]
    [InlineData("referenceType=post&referenceId=POST&options[limit]=101")]
    [InlineData("referenceType=post&referenceId=POST&options[skip]=-1")]
    [InlineData("referenceType=post&referenceId=POST&reactionName=%00")]
    public async Task what_is_malformed_is_refused(string query)
    {
        var post = await talk.Host.WallPost("alice");
        (await talk.Bob.Get($"/api/v3/reactions?{query.Replace("POST", post)}")).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("message")]
    [InlineData("story")]
    [InlineData("comment")]
    public async Task what_does_not_exist_is_not_found(string referenceType) =>
        (await talk.Bob.Get($"/api/v3/reactions?referenceType={referenceType}&referenceId=some")).Refused(ErrorKind.NotFound);

    [Fact]
    public async Task without_a_session_nobody_lists() => (await talk.Host.Nobody().Get(Path("some"))).Refused(ErrorKind.Unauthenticated);

    private async Task<JsonNode> Page(string post, string token) =>
        (await talk.Bob.Get($"{Path(post)}&options[token]={Uri.EscapeDataString(token)}")).Ok();

    private static string Path(string post) => $"/api/v3/reactions?referenceType=post&referenceId={post}";

    private static string Encoded(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    private static string[] Ids(JsonNode page) => [.. page.First("reactions").All("reactors", "reactionId")];
}
