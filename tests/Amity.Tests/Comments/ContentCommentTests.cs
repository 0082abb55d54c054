using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Comments;

/// <summary>Comments on content of the application: the server knows nothing of it but the id.</summary>
public sealed class ContentCommentTests(Talk talk) : IClassFixture<Talk>
{
    private const string Comments = "/api/v3/comments";

    [Fact]
    public async Task every_user_comments_on_any_id_and_reads_what_stands_there()
    {
        var first = await On("article/1");
        var second = await On("article/1", first);
        var other = await On("article/2");

        foreach (var person in (Person[])[talk.Alice, talk.Carol, talk.Admin])
        {
            Assert.Equal([first], (await person.Get($"{Comments}?referenceType=content&referenceId=article%2F1")).Ok().All("comments", "commentId"));
            Assert.Equal([second], (await person.Get($"{Comments}?referenceType=content&referenceId=article%2F1&parentId={first}")).Ok().All("comments", "commentId"));
            Assert.Equal([other], (await person.Get($"{Comments}?referenceType=content&referenceId=article%2F2")).Ok().All("comments", "commentId"));
        }

        var comment = await talk.Carol.ReadComment(second);
        Assert.Equal(("content", "article/1", 2L), (comment.Text("referenceType"), comment.Text("referenceId"), comment.Number("segmentNumber")));
        Assert.Null(comment["targetType"]);
        Assert.Equal(1, (await talk.Carol.ReadComment(first)).Number("childrenNumber"));
        Assert.Empty((await talk.Bob.Get($"{Comments}?referenceType=content&referenceId=unknown")).Ok()["comments"]!.AsArray());
        (await talk.Bob.Get($"{Comments}?referenceType=post&referenceId=article%2F1")).Refused(ErrorKind.NotFound);
        (await talk.Host.Nobody().Post(Comments, new { referenceType = "content", referenceId = "x", data = new { text = "Hi" } })).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task they_are_edited_reacted_to_and_deleted_as_others()
    {
        var id = await On("page");
        (await talk.Bob.Put($"{Comments}/{id}", new { data = new { text = "Better" } })).Ok();
        await talk.Carol.React("comment", id);
        Assert.Equal("Better", (await talk.Carol.ReadComment(id))["data"]!.Text("text"));
        Assert.Equal(1, (await talk.Carol.ReadComment(id)).Number("reactionsCount"));

        (await talk.Carol.Put($"{Comments}/{id}", new { data = new { text = "Mine" } })).Refused(ErrorKind.PermissionDenied);
        (await talk.Carol.Delete($"{Comments}/{id}")).Refused(ErrorKind.PermissionDenied);
        (await talk.Carol.Delete($"/api/v4/comments/{id}?permanent=true")).Refused(ErrorKind.PermissionDenied);
        (await talk.Admin.Delete($"{Comments}/{id}")).Ok();
        Assert.True((await talk.Bob.ReadComment(id)).Flag("isDeleted"));
        (await talk.Bob.Delete($"/api/v4/comments/{id}?permanent=true")).Ok();
        (await talk.Bob.Get($"{Comments}/{id}")).Refused(ErrorKind.NotFound);
        await talk.Host.JobsAreDone();
        Assert.Empty(await Recount.Of(talk.Host.Network.Database));
    }

    [Fact]
    public async Task a_reply_stays_with_its_reference()
    {
        var onContent = await On("here");
        var post = await talk.Alice.Writes("Hi");
        var onPost = await talk.Bob.Comment(post);

        (await Reply("content", "there", onContent)).Refused(ErrorKind.NotFound);
        (await Reply("content", post, onPost)).Refused(ErrorKind.NotFound);
        (await Reply("post", post, onContent)).Refused(ErrorKind.NotFound);
        (await Reply("content", "here", onContent)).Ok();

        Task<Answer> Reply(string referenceType, string referenceId, string parentId) =>
            talk.Bob.Post(Comments, new { referenceType, referenceId, parentId, data = new { text = "Hi" } });
    }

    private async Task<string> On(string contentId, string? parentId = null) =>
        (await talk.Bob.Post(Comments, new { referenceType = "content", referenceId = contentId, parentId, data = new { text = "Hi" } }))
        .Ok().First("comments").Text("commentId");
}
