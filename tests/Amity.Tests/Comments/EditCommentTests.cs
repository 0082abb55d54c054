using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

public sealed class EditCommentTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task an_author_changes_what_is_sent_and_nothing_else()
    {
        var post = await talk.Host.WallPost("alice");
        var created = (await talk.Bob.Post("/api/v3/comments", new
        {
            referenceId = post,
            data = new { text = "Frist" },
            metadata = new { mood = "good" },
            mentionees = new[] { new { type = "user", userIds = new[] { "alice" } } },
        })).Ok().First("comments");
        var id = created.Text("commentId");

        var edited = (await talk.Bob.Put($"/api/v3/comments/{id}", new { data = new { text = "First" } })).Ok().First("comments");

        Assert.Equal("First", edited["data"]!.Text("text"));
        Assert.Equal("""{"mood":"good"}""", edited["metadata"]!.ToJsonString());
        Assert.Equal("""[{"type":"user","userIds":["alice"]}]""", edited["mentionees"]!.ToJsonString());
        Assert.Equal(created.Text("createdAt"), edited.Text("createdAt"));

        var again = (await talk.Bob.Put($"/api/v3/comments/{id}", new
        {
            metadata = new { mood = "better" },
            mentionees = Array.Empty<object>(),
            attachments = Array.Empty<object>(),
            data = new { },
        })).Ok().First("comments");
        Assert.Equal("First", again["data"]!.Text("text"));
        Assert.Equal("""{"mood":"better"}""", again["metadata"]!.ToJsonString());
        Assert.Equal("[]", again["mentionees"]!.ToJsonString());
        Assert.Equal(1, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task an_edit_moves_its_time_unless_told_to_preserve_it()
    {
        var clock = new TestClock();
        await using var host = await AmityHost.Start(time: clock);
        var alice = await host.Login("alice");
        var id = await alice.Comment(await host.WallPost("alice"));
        var created = await alice.ReadComment(id);

        clock.Advance(TimeSpan.FromSeconds(1));
        var edited = (await alice.Put($"/api/v3/comments/{id}", new { data = new { text = "Better" } })).Ok().First("comments");
        Assert.Equal(edited.Text("updatedAt"), edited.Text("editedAt"));
        Assert.True(string.CompareOrdinal(edited.Text("editedAt"), created.Text("editedAt")) > 0);

        clock.Advance(TimeSpan.FromSeconds(1));
        var quiet = new Person(host.Http, "alice", alice.Token, ("preserve-edited-at", "true"));
        var preserved = (await quiet.Put($"/api/v3/comments/{id}", new { data = new { text = "Best" } })).Ok().First("comments");
        Assert.Equal("Best", preserved["data"]!.Text("text"));
        Assert.Equal(edited.Text("editedAt"), preserved.Text("editedAt"));
        Assert.True(string.CompareOrdinal(preserved.Text("updatedAt"), edited.Text("updatedAt")) > 0);
    }

    [Fact]
    public async Task another_user_may_not_edit_also_not_the_owner_of_the_wall()
    {
        var id = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        foreach (var person in new[] { talk.Alice, talk.Carol })
        {
            (await person.Put($"/api/v3/comments/{id}", new { data = new { text = "Mine" } })).Refused(ErrorKind.PermissionDenied);
        }

        Assert.Equal("Well said", (await talk.Bob.ReadComment(id))["data"]!.Text("text"));
    }

    [Fact]
    public async Task moderators_edit_in_their_community_and_administrators_everywhere()
    {
        var community = await talk.Host.Community("alice", isPublic: true, "carol");
        var id = await talk.Bob.Comment(await talk.Host.CommunityPost("carol", community));

        (await talk.Carol.Put($"/api/v3/comments/{id}", new { data = new { text = "Member" } })).Refused(ErrorKind.PermissionDenied);
        (await talk.Alice.Put($"/api/v3/comments/{id}", new { data = new { text = "Moderator" } })).Ok();
        (await talk.Admin.Put($"/api/v3/comments/{id}", new { data = new { text = "Administrator" } })).Ok();
        var comment = await talk.Bob.ReadComment(id);
        Assert.Equal(("Administrator", "bob"), (comment["data"]!.Text("text"), comment.Text("userId")));
    }

    [Fact]
    public async Task the_banned_may_not_edit_what_they_wrote()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var id = await talk.Bob.Comment(await talk.Host.CommunityPost("alice", community));
        await talk.Host.Ban(community, "bob");
        (await talk.Bob.Put($"/api/v3/comments/{id}", new { data = new { text = "And another thing" } })).Refused(ErrorKind.Banned);
    }

    [Fact]
    public async Task what_is_hidden_deleted_or_unknown_is_not_found()
    {
        var body = new { data = new { text = "Hello" } };
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var hidden = await talk.Bob.Comment(await talk.Host.CommunityPost("alice", community));
        (await talk.Carol.Put($"/api/v3/comments/{hidden}", body)).Refused(ErrorKind.NotFound);

        var deleted = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        (await talk.Bob.Delete($"/api/v3/comments/{deleted}")).Ok();
        (await talk.Bob.Put($"/api/v3/comments/{deleted}", body)).Refused(ErrorKind.NotFound);
        (await talk.Bob.Put("/api/v3/comments/a%2Fb", body)).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task wrong_fields_are_refused_and_change_nothing()
    {
        var id = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        foreach (var body in new object[]
        {
            new { data = new { text = "" } },
            new { data = new { text = new string('a', 50_001) } },
            new { data = new { text = 7 } },
            new { data = new { text = "Hi" }, metadata = "none" },
            new { data = new { text = "Hi" }, mentionees = new[] { new { type = "channel" } } },
        })
        {
            (await talk.Bob.Put($"/api/v3/comments/{id}", body)).Refused(ErrorKind.Invalid);
        }

        var attachments = new[] { new { type = "image", fileId = "some" } };
        (await talk.Bob.Put($"/api/v3/comments/{id}", new { data = new { text = "Hi" }, attachments })).Refused(ErrorKind.NotFound);
        Assert.Equal("Well said", (await talk.Bob.ReadComment(id))["data"]!.Text("text"));
    }

    [Fact]
    public async Task the_comment_is_the_one_of_the_path_whatever_the_body_says()
    {
        var post = await talk.Host.WallPost("alice");
        var meant = await talk.Bob.Comment(post);
        var other = await talk.Bob.Comment(post);
        (await talk.Bob.Put($"/api/v3/comments/{meant}", new { commentId = other, data = new { text = "This one" } })).Ok();
        Assert.Equal("This one", (await talk.Bob.ReadComment(meant))["data"]!.Text("text"));
        Assert.Equal("Well said", (await talk.Bob.ReadComment(other))["data"]!.Text("text"));
    }

    [Fact]
    public async Task without_a_session_nobody_edits()
    {
        var id = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        (await talk.Host.Nobody().Put($"/api/v3/comments/{id}", new { data = new { text = "Hi" } })).Refused(ErrorKind.Unauthenticated);
    }
}
