using System.Net.Http.Headers;
using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

/// <summary>What a comment may be made of; who may make one stands in <see cref="CreateCommentTests"/>.</summary>
public sealed class CreateCommentInputTests(Talk talk) : IClassFixture<Talk>
{
    private const string Comments = "/api/v3/comments";

    [Fact]
    public async Task an_empty_parentId_is_none()
    {
        var id = await talk.Bob.Comment(await talk.Host.WallPost("alice"), parentId: "");
        Assert.Equal(id, (await talk.Bob.ReadComment(id)).Text("rootId"));
    }

    [Theory]
    [InlineData("  spaces around \t")]
    [InlineData("<b>x</b><script>alert(1)</script> & \" '")]
    [InlineData("👩‍👩‍👧 ünï \u202e \ufeff 中文 \u0001")]
    public async Task texts_are_kept_to_the_letter(string text)
    {
        var post = await talk.Host.WallPost("alice");
        Assert.Equal(text, (await talk.Alice.ReadComment(await talk.Bob.Comment(post, text)))["data"]!.Text("text"));
    }

    [Fact]
    public async Task a_text_may_have_fifty_thousand_characters_and_no_more()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Bob.Comment(post, new string('a', 50_000));
        (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = new string('a', 50_001) } })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task metadata_comes_back_as_it_was_up_to_its_limit()
    {
        var post = await talk.Host.WallPost("alice");
        var metadata = new { nested = new { list = new[] { 1, 2 }, deep = new { ok = true } } };
        var comment = (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "Hi" }, metadata })).Ok().First("comments");
        Assert.Equal("""{"nested":{"list":[1,2],"deep":{"ok":true}}}""", comment["metadata"]!.ToJsonString());

        var large = new { text = new string('ü', 2_500) };
        (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "Hi" }, metadata = large })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task mentions_come_back_as_they_were()
    {
        var post = await talk.Host.WallPost("alice");
        var mentionees = new[] { new { type = "user", userIds = new[] { "alice", "carol" } } };
        var comment = (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "@Alice" }, mentionees })).Ok().First("comments");
        Assert.Equal("""[{"type":"user","userIds":["alice","carol"]}]""", comment["mentionees"]!.ToJsonString());

        var many = new[] { new { type = "user", userIds = Enumerable.Range(1, 31).Select(i => $"user {i}") } };
        (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "@all" }, mentionees = many })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task no_file_exists_that_could_be_attached()
    {
        var post = await talk.Host.WallPost("alice");
        var attachments = new[] { new { type = "image", fileId = "5f5f5f5f5f5f5f5f5f5f5f5f" } };
        var refused = (await talk.Bob.Post(Comments, new { referenceId = post, attachments })).Refused(ErrorKind.NotFound);
        Assert.Equal("File not found.", refused.Text("message"));
        (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "Hi" }, attachments = Array.Empty<object>() })).Ok();
        Assert.Equal(1, await talk.Host.CommentsCount(post));
    }

    [Theory]
    [InlineData("""{"data":{"text":"x"}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"","data":{"text":"x"}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":null}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":null}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":""}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":7}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":"x"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":7,"data":{"text":"x"}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","referenceType":"user","data":{"text":"x"}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","parentId":{},"data":{"text":"x"}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"metadata":[]}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"mentionees":{}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"mentionees":[null]}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"mentionees":[{"type":"channel","userIds":[]}]}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"mentionees":[{"type":"user"}]}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"mentionees":[{"type":"user","userIds":[null]}]}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"attachments":"none"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"attachments":[null]}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"attachments":[{"type":"video","fileId":"f"}]}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"commentId":"mine"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"createdAt":"2020-01-01T00:00:00.000Z"}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"half \ud83d of a pair"}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"nul \u0000"}}""", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"},"metadata":{"a":"\u0000"}}""", ErrorKind.Invalid)]
    [InlineData("""[]""", ErrorKind.Invalid)]
    [InlineData("""null""", ErrorKind.Invalid)]
    [InlineData("", ErrorKind.Invalid)]
    [InlineData("""{"referenceId":"POST","data":{"text":"x"}""", ErrorKind.BadRequest)]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body, ErrorKind kind)
    {
        var post = await talk.Host.WallPost("alice");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Replace("POST", post)));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");

        (await talk.Bob.Post(Comments, content)).Refused(kind);

        Assert.Equal(0, await talk.Host.CommentsCount(post));
        Assert.Equal(0, await talk.Host.Number("select count(*) from comments where reference_id = @post", new { post }));
    }

    [Fact]
    public async Task fields_that_nobody_knows_are_ignored()
    {
        var post = await talk.Host.WallPost("alice");
        (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "Hi", mood = "good" }, colour = "red" })).Ok();
    }
}
