using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Faq;

public sealed class CommentsFaqTests(Talk talk) : IClassFixture<Talk>
{
    /// <summary>Row 42: can comments be queried by user id?</summary>
    [Fact]
    public async Task comments_are_read_per_reference_and_never_by_user()
    {
        var post = await talk.Host.WallPost("alice");
        var ofBob = await talk.Bob.Comment(post);
        var ofCarol = await talk.Carol.Comment(post);

        (await talk.Bob.Get("/api/v3/comments?userId=bob")).Refused(ErrorKind.Invalid);
        var answer = (await talk.Bob.Get($"/api/v3/comments?referenceId={post}&userId=bob")).Ok();
        Assert.Equal([ofCarol, ofBob], answer.All("comments", "commentId"));
    }

    /// <summary>Row 3: how do I get the next page of data?</summary>
    [Fact]
    public async Task the_next_page_is_asked_for_by_the_token_of_the_last()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(25, post);

        var first = (await talk.Bob.Get($"/api/v3/comments?referenceId={post}")).Ok();
        var token = Uri.EscapeDataString(first["paging"]!.Text("next"));
        var second = (await talk.Bob.Get($"/api/v3/comments?referenceId={post}&options[token]={token}")).Ok();

        Assert.Equal(ids.Reverse(), first.All("comments", "commentId").Concat(second.All("comments", "commentId")));
    }

    /// <summary>Row 23: why are only 20 items returned?</summary>
    [Fact]
    public async Task twenty_comments_are_returned_unless_more_are_asked_for()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Bob.CommentTimes(21, post);
        Assert.Equal(20, (await talk.Bob.Get($"/api/v3/comments?referenceId={post}")).Ok()["comments"]!.AsArray().Count);
        Assert.Equal(21, (await talk.Bob.Get($"/api/v3/comments?referenceId={post}&options[limit]=100")).Ok()["comments"]!.AsArray().Count);
    }

    /// <summary>Row 29: what is metadata?</summary>
    [Fact]
    public async Task a_comment_keeps_metadata_of_any_shape()
    {
        var post = await talk.Host.WallPost("alice");
        var metadata = new { label = "ünï", nested = new { values = new object[] { 1, true, "x" } } };
        var answer = (await talk.Bob.Post("/api/v3/comments", new { referenceId = post, data = new { text = "Hi" }, metadata })).Ok();
        var id = answer.First("comments").Text("commentId");
        Assert.Equal("""[1,true,"x"]""", (await talk.Alice.ReadComment(id))["metadata"]!["nested"]!["values"]!.ToJsonString());
        Assert.Equal("ünï", (await talk.Alice.ReadComment(id))["metadata"]!.Text("label"));
    }

    /// <summary>Row 94: are HTML tags supported?</summary>
    [Fact]
    public async Task html_in_a_comment_is_plain_text_and_comes_back_unchanged()
    {
        const string Html = "<b>x</b><script>alert(1)</script>";
        var post = await talk.Host.WallPost("alice");
        var answer = await talk.Bob.Post("/api/v3/comments", new { referenceId = post, data = new { text = Html } });
        Assert.Equal(Html, answer.Ok().First("comments")["data"]!.Text("text"));
        Assert.Contains(Html, answer.Text);
    }
}
