using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

public sealed class CreatePostTests
{
    [Theory]
    [InlineData("v3")]
    [InlineData("v4")]
    public async Task a_user_posts_on_its_own_wall_when_it_names_no_target(string version)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");

        var answer = (await alice.Post($"/api/{version}/posts", new { data = new { text = "Hello" }, metadata = new { mood = "fine" } })).Ok();

        var post = answer.First("posts");
        Assert.Equal("Hello", post["data"]!.Text("text"));
        Assert.Equal("text", post.Text("dataType"));
        Assert.Equal("user", post.Text("targetType"));
        Assert.Equal("alice", post.Text("targetId"));
        Assert.Equal("alice", post.Text("postedUserId"));
        Assert.Equal("fine", post["metadata"]!.Text("mood"));
        Assert.Equal(post.Text("createdAt"), post.Text("editedAt"));
        Assert.False(post.Flag("isDeleted"));
        Assert.Equal(0, post.Number("commentsCount"));
        Assert.Empty(post["reactions"]!.AsObject());
        Assert.False(post.AsObject().ContainsKey("parentPostId"));
        Assert.True(post.AsObject().ContainsKey("hashFlag"));
        var internalId = alice.Session.First("users").Text("_id");
        Assert.Equal($"{amity.Network.Id}/social/user/{internalId}/post/{post.Text("postId")}", post.Text("path"));

        var feed = answer.First("feeds");
        Assert.Equal(post.Text("feedId"), feed.Text("feedId"));
        Assert.Equal("published", feed.Text("feedType"));
        Assert.Equal("alice", feed.Text("targetId"));
        Assert.Equal(1, feed.Number("postCount"));
        Assert.Equal(["alice"], answer.All("users", "userId"));
        Assert.All(
            (string[])["postChildren", "comments", "communities", "communityUsers", "categories", "files", "videoStreamings", "polls"],
            family => Assert.Empty(answer[family]!.AsArray()));
    }

    [Fact]
    public async Task a_member_posts_in_its_community_and_feed_and_community_count_it()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds();
        await bob.Joins(hikers);

        var answer = (await bob.Post("/api/v4/posts", Posting.Text("Up we go", hikers))).Ok();

        var post = answer.First("posts");
        Assert.Equal(hikers, post.Text("targetId"));
        Assert.Equal($"{amity.Network.Id}/social/community/{hikers}/post/{post.Text("postId")}", post.Text("path"));
        Assert.Equal(1, answer.First("communities").Number("postsCount"));
        Assert.Equal(1, answer.First("feeds").Number("postCount"));
        var member = answer["communityUsers"]!.AsArray().Single(row => row!.Text("userId") == "bob")!;
        Assert.Equal("member", member.Text("communityMembership"));
        Assert.Contains("alice", answer.All("users", "userId"));
        Assert.Contains("bob", answer.All("users", "userId"));
    }

    [Fact]
    public async Task a_repeat_makes_another_post()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        Assert.NotEqual(await alice.Writes("again"), await alice.Writes("again"));
    }

    [Fact]
    public async Task an_outsider_cannot_post_in_a_public_community()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds();

        (await bob.Post("/api/v4/posts", Posting.Text("Hi", hikers))).Refused(ErrorKind.PermissionDenied);

        Assert.Equal(0, await alice.PostsCount(hikers));
    }

    [Fact]
    public async Task to_an_outsider_a_private_community_does_not_exist()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds(isPublic: false);

        (await bob.Post("/api/v4/posts", Posting.Text("Hi", hikers))).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v4/posts", Posting.Text("Hi", "no such community"))).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task who_is_banned_cannot_post()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds();
        await bob.Joins(hikers);
        await amity.Bans(hikers, "bob");

        (await bob.Post("/api/v4/posts", Posting.Text("Hi", hikers))).Refused(ErrorKind.Banned);
    }

    [Fact]
    public async Task nobody_posts_in_a_deleted_community()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var hikers = await alice.Founds();
        await alice.Closes(hikers);

        (await alice.Post("/api/v4/posts", Posting.Text("Hi", hikers))).Refused(ErrorKind.NotFound);
        (await admin.Post("/api/v4/posts", Posting.Text("Hi", hikers))).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task where_members_may_not_post_a_moderator_and_an_administrator_may()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        var hikers = await alice.Founds(onlyAdminCanPost: true);
        await bob.Joins(hikers);

        (await bob.Post("/api/v4/posts", Posting.Text("Hi", hikers))).Refused(ErrorKind.Forbidden);
        await alice.Writes("Rules", hikers);
        await admin.Writes("News", hikers);

        Assert.Equal(2, await bob.PostsCount(hikers));
    }

    [Fact]
    public async Task a_wall_takes_posts_of_its_owner_and_of_administrators()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        var admin = await amity.Administrator();

        (await alice.Post("/api/v4/posts", new { targetType = "user", targetId = "bob", data = new { text = "Hi" } })).Refused(ErrorKind.PermissionDenied);
        (await alice.Post("/api/v4/posts", new { targetType = "user", targetId = "nobody", data = new { text = "Hi" } })).Refused(ErrorKind.NotFound);
        (await admin.Post("/api/v4/posts", new { targetType = "user", targetId = "nobody", data = new { text = "Hi" } })).Refused(ErrorKind.NotFound);

        var notice = (await admin.Post("/api/v4/posts", new { targetType = "user", targetId = "bob", data = new { text = "Notice" } })).Ok().First("posts");
        Assert.Equal("bob", notice.Text("targetId"));
        Assert.Equal("admin", notice.Text("postedUserId"));
    }

    [Fact]
    public async Task without_a_token_nothing_is_posted()
    {
        await using var amity = await AmityHost.Start();

        (await amity.Nobody().Post("/api/v4/posts", Posting.Text("Hi"))).Refused(ErrorKind.Unauthenticated);
    }

    [Theory]
    [InlineData("  spaces around \n\n and lines\r\n")]
    [InlineData("👩‍👩‍👧‍👦 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 e\u0301 \u200F\u202E שלום ไทย")]
    [InlineData("'; drop table posts; -- \\ \" %_ \u0001\u007F\uFFFF")]
    [InlineData(" ")]
    public async Task a_text_is_kept_to_the_letter(string text)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var postId = await alice.Writes(text);

        Assert.Equal(text, (await alice.Reads(postId))["data"]!.Text("text"));
    }

    [Fact]
    public async Task a_text_has_at_most_fifty_thousand_characters()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        await alice.Writes(new string('ä', 50_000));
        (await alice.Post("/api/v4/posts", Posting.Text(new string('ä', 50_001)))).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"text":""}}""")]
    [InlineData("""{"data":{"text":null}}""")]
    [InlineData("""{"data":{"text":7}}""")]
    [InlineData("""{"data":{"text":{"a":1}}}""")]
    [InlineData("""{"data":"text"}""")]
    [InlineData("""{"data":["text"]}""")]
    [InlineData("""{"data":{"text":"a\u0000b"}}""")]
    [InlineData("""{"data":{"text":"a\ud800b"}}""")]
    [InlineData("""{"data":{"text":"a"},"targetType":"content"}""")]
    [InlineData("""{"data":{"title":1,"text":"a"}}""")]
    [InlineData("""{"data":{"text":"a"},"dataType":"poll"}""")]
    [InlineData("""{"data":{"text":"a"},"attachments":[{"fileId":"f1","type":"sticker"}]}""")]
    [InlineData("""{"data":{"text":"a"},"attachments":[{"type":"image"}]}""")]
    [InlineData("""{"data":{"text":"a"},"targetType":"planet"}""")]
    [InlineData("""{"data":{"text":"a"},"targetType":"community"}""")]
    [InlineData("""{"data":{"text":"a"},"targetType":1}""")]
    [InlineData("""{"data":{"text":"a"},"tags":"one"}""")]
    [InlineData("""{"data":{"text":"a"},"tags":[null]}""")]
    [InlineData("""{"data":{"text":"a"},"tags":[""]}""")]
    [InlineData("""{"data":{"text":"a"},"tags":["1","2","3","4","5","6"]}""")]
    [InlineData("""{"data":{"text":"a"},"tags":["1234567890123456789012345"]}""")]
    [InlineData("""{"data":{"text":"a"},"metadata":[1]}""")]
    [InlineData("""{"data":{"text":"a"},"metadata":"x"}""")]
    [InlineData("""{"data":{"text":"a"},"mentionees":[null]}""")]
    [InlineData("""{"data":{"text":"a"},"mentionees":[{"type":"channel"}]}""")]
    [InlineData("""{"data":{"text":"a"},"mentionees":[{"userIds":["bob"]}]}""")]
    [InlineData("""{"data":{"text":"a"},"mentionees":[{"type":"user","userIds":null}]}""")]
    [InlineData("""{"data":{"text":"a"},"mentionees":{"type":"user"}}""")]
    [InlineData("""{"data":{"text":"a"},"postId":"a/b"}""")]
    [InlineData("""{"data":{"text":"a"},"postId":""}""")]
    [InlineData("""{"data":{"text":"a"},"createdAt":"yesterday"}""")]
    [InlineData("""{"data":{"text":"a"},"createdAt":5}""")]
    public async Task what_is_malformed_is_refused_with_its_place(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var refusal = (await alice.Post("/api/v4/posts", Json(body))).Refused(ErrorKind.Invalid);

        Assert.NotEmpty(refusal["data"]!["detail"]!.AsArray());
    }

    [Theory]
    [InlineData("image")]
    [InlineData("video")]
    [InlineData("file")]
    [InlineData("poll")]
    [InlineData("liveStream")]
    [InlineData("mine")]
    [InlineData("")]
    public async Task a_type_that_is_no_text_and_not_the_applications_own_is_refused(string dataType)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v4/posts", new { dataType, data = new { text = "a" } })).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("upstra.customtype")]
    [InlineData("customRecipe")]
    public async Task a_post_of_the_applications_own_type_keeps_any_object(string dataType)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var data = """{"title":"Soup","steps":[1,2.50,null,{"text":7}],"fileId":"mine","ü":"<b>"}""";

        var post = (await alice.Post("/api/v4/posts", Json($$"""{"dataType":"{{dataType}}","data":{{data}}}"""))).Ok().First("posts");

        Assert.Equal(dataType, post.Text("dataType"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(data), post["data"]));
    }

    [Fact]
    public async Task custom_data_has_at_most_a_hundred_kilobytes()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v4/posts", new { dataType = "my.type", data = new { v = new string('a', 102_400 - 8) } })).Ok();
        (await alice.Post("/api/v4/posts", new { dataType = "my.type", data = new { v = new string('a', 102_400 - 7) } })).Refused(ErrorKind.Invalid);
        (await alice.Post("/api/v4/posts", new { dataType = "my.type" })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task tags_keep_their_order_and_count_once()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var post = await alice.Reads(await alice.Writes("Hi", tags: ["zoo", "Ärger", "zoo", "a b"]));

        Assert.Equal(["zoo", "Ärger", "a b"], post["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
    }

    [Fact]
    public async Task mentions_come_back_as_they_were_sent_and_are_at_most_thirty()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await amity.Login("carol");

        var post = (await alice.Post("/api/v4/posts", new
        {
            data = new { text = "@bob @carol" },
            mentionees = new[] { new { type = "user", userIds = new[] { "bob", "carol", "" } }, new { type = "user", userIds = new[] { "" } } },
        })).Ok().First("posts");

        Assert.Equal("""[{"type":"user","userIds":["bob","carol"]}]""", post["mentionees"]!.ToJsonString());
        (await alice.Post("/api/v4/posts", new
        {
            data = new { text = "@everybody" },
            mentionees = new[] { new { type = "user", userIds = Enumerable.Range(0, 31).Select(i => $"user{i}") } },
        })).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("""{"attachments":[{"fileId":"f1","type":"image"}]}""")]
    [InlineData("""{"data":{"text":"a"},"attachments":[{"fileId":"f1","type":"video"}]}""")]
    [InlineData("""{"data":{"text":"a","images":["f1"]}}""")]
    [InlineData("""{"data":{"files":["f1"]}}""")]
    [InlineData("""{"data":{"text":"a","fileId":"f1"}}""")]
    [InlineData("""{"data":{"text":"a","pollId":"p1"}}""")]
    [InlineData("""{"data":{"streamId":"s1"}}""")]
    public async Task files_polls_and_streams_that_do_not_exist_are_not_found(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v4/posts", Json(body))).Refused(ErrorKind.NotFound);

        Assert.Empty((await alice.Get("/api/v4/posts?targetId=alice")).Ok()["posts"]!.AsArray());
    }

    [Fact]
    public async Task empty_attachments_unknown_fields_and_nulls_are_fine()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v4/posts", Json("""
            {"data":{"title":"","text":"a","images":[],"pollId":null,"fileId":""},"attachments":[],"tags":[],"mentionees":[{"type":"user","userIds":[""]}],"hashtags":[],"links":[],"productTags":[],"metadata":null,
             "targetType":null,"targetId":"","dataType":null,"postId":null,"createdAt":null,"unknown":{"x":1}}
            """))).Ok();
    }

    [Fact]
    public async Task an_application_may_name_its_post_and_a_name_is_given_once()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");

        Assert.Equal("News_2030-1", (await alice.Post("/api/v4/posts", new { postId = "News_2030-1", data = new { text = "one" } })).Ok().First("posts").Text("postId"));
        (await bob.Post("/api/v3/posts", new { postId = "News_2030-1", data = new { text = "two" } })).Refused(ErrorKind.Duplicate);

        Assert.Equal("one", (await bob.Reads("News_2030-1"))["data"]!.Text("text"));
        Assert.Equal(1, (await alice.Get("/api/v3/posts/News_2030-1")).Ok().First("feeds").Number("postCount"));
    }

    [Fact]
    public async Task only_an_administrator_dates_a_post_and_only_back()
    {
        await using var amity = await AmityHost.Start(time: new TestClock());
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var body = new { createdAt = "2020-02-29T12:00:00.000Z", data = new { text = "old" } };

        (await alice.Post("/api/v4/posts", body)).Refused(ErrorKind.PermissionDenied);
        (await admin.Post("/api/v4/posts", new { createdAt = "2031-01-01T00:00:00Z", data = new { text = "late" } })).Refused(ErrorKind.Invalid);
        (await admin.Post("/api/v4/posts", new { createdAt = "0001-01-01T00:00:00Z", data = new { text = "early" } })).Refused(ErrorKind.Invalid);

        var post = (await admin.Post("/api/v4/posts", body)).Ok().First("posts");
        Assert.Equal("2020-02-29T12:00:00.000Z", post.Text("createdAt"));
        Assert.Equal("2020-02-29T12:00:00.000Z", post.Text("editedAt"));
        Assert.Equal("2030-01-01T00:00:00.000Z", post.Text("updatedAt"));
    }

    [Fact]
    public async Task metadata_over_the_limit_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v4/posts", new { data = new { text = "a" }, metadata = new { v = new string('a', 5_000) } })).Refused(ErrorKind.Invalid);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
