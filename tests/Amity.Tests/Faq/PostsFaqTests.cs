using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of posts; the numbers are those of its questions in the contract's checklist.</summary>
public sealed class PostsFaqTests
{
    /// <summary>Row 3.</summary>
    [Fact]
    public async Task the_next_page_of_data_begins_where_the_last_one_ended()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(25);
        var list = "/api/v4/posts?targetType=user&targetId=alice";

        var first = (await alice.Get(list)).Ok();
        var second = (await alice.Get($"{list}&options[token]={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Ok();

        Assert.Empty(first.All("posts", "postId").Intersect(second.All("posts", "postId")));
        Assert.Equal(posts.Order(), first.All("posts", "postId").Concat(second.All("posts", "postId")).Order());
    }

    /// <summary>Row 14.</summary>
    [Fact]
    public async Task all_posts_are_removed_by_listing_each_feed_and_deleting_each_post()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var hikers = await alice.Founds();
        await alice.WritesMany(3, hikers);
        await alice.WritesMany(3);

        foreach (var (targetType, targetId) in new[] { ("community", hikers), ("user", "alice") })
        {
            var list = $"/api/v4/posts?targetType={targetType}&targetId={targetId}";
            foreach (var postId in (await admin.Get($"{list}&isDeleted=false")).Ok().All("posts", "postId"))
            {
                (await admin.Delete($"/api/v4/posts/{postId}?permanent=true")).Ok();
            }

            Assert.Empty((await admin.Get(list)).Ok()["posts"]!.AsArray());
        }

        Assert.Equal(0, await alice.PostsCount(hikers));
    }

    /// <summary>Row 19.</summary>
    [Fact]
    public async Task target_type_and_target_id_choose_the_feed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var (hikers, cooks) = (await alice.Founds(), await alice.Founds());
        var hike = await alice.Writes("hike", hikers);
        var soup = await alice.Writes("soup", cooks);
        var wall = await alice.Writes("wall");

        Assert.Equal([hike], (await alice.Get($"/api/v4/posts?targetType=community&targetId={hikers}")).Ok().All("posts", "postId"));
        Assert.Equal([soup], (await alice.Get($"/api/v3/posts?targetType=community&targetId={cooks}")).Ok().All("posts", "postId"));
        Assert.Equal([wall], (await alice.Get("/api/v4/posts?targetType=user&targetId=alice")).Ok().All("posts", "postId"));
    }

    /// <summary>Row 20.</summary>
    [Fact]
    public async Task community_posts_are_sorted_by_creation_and_not_by_engagement()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var posts = await alice.WritesMany(3, hikers);
        var list = $"/api/v4/posts?targetType=community&targetId={hikers}";

        Assert.Equal(posts, (await alice.Get($"{list}&sortBy=firstCreated")).Ok().All("posts", "postId"));
        posts.Reverse();
        Assert.Equal(posts, (await alice.Get($"{list}&sortBy=lastCreated")).Ok().All("posts", "postId"));
        (await alice.Get($"{list}&sortBy=engagement")).Refused(ErrorKind.Invalid);
    }

    /// <summary>Row 23.</summary>
    [Fact]
    public async Task a_list_has_twenty_items_unless_more_are_asked_for()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.WritesMany(25);
        var list = "/api/v4/posts?targetId=alice";

        var first = (await alice.Get(list)).Ok();
        Assert.Equal(20, first["posts"]!.AsArray().Count);
        var second = (await alice.Get($"{list}&options[token]={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Ok();
        Assert.Equal(5, second["posts"]!.AsArray().Count);
        Assert.Null(second["paging"]!["next"]);
        Assert.Equal(25, (await alice.Get($"{list}&options[limit]=100")).Ok()["posts"]!.AsArray().Count);
    }

    /// <summary>Row 41.</summary>
    [Fact]
    public async Task posts_are_queried_by_tags()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var both = await alice.Writes("both", hikers, ["tag1", "tag2"]);
        await alice.Writes("one", hikers, ["tag1"]);
        await alice.Writes("none", hikers, ["tag3"]);

        Assert.Equal([both], (await alice.Get($"/api/v4/posts?targetType=community&targetId={hikers}&tags[]=tag1&tags[]=tag2")).Ok().All("posts", "postId"));
    }

    /// <summary>Row 51.</summary>
    [Fact]
    public async Task a_poll_post_has_no_other_attachment()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var poll = await alice.Asks();

        (await alice.Post("/api/v4/posts", new { data = new { pollId = poll.Id }, attachments = new[] { new { fileId = "f1", type = "image" } } })).Refused(ErrorKind.BadRequest);

        Assert.Empty((await alice.Get("/api/v4/posts?targetType=user&targetId=alice")).Ok()["posts"]!.AsArray());
    }

    /// <summary>Row 70.</summary>
    [Fact]
    public async Task video_posts_are_queried_by_the_type_of_the_children()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Writes("text");
        await amity.AddsChild(await alice.Writes("image"), "image");
        var parent = await alice.Writes("video");
        var video = await amity.AddsChild(parent, "video");

        Assert.Equal([video], (await alice.Get("/api/v4/posts?targetType=user&targetId=alice&dataTypes[]=video&matchingOnlyParentPost=false")).Ok().All("posts", "postId"));
        foreach (var feed in (string[])["/api/v3/global-feeds", "/api/v4/me/global-feeds", "/api/v5/me/global-feeds"])
        {
            Assert.Equal([parent], (await alice.Get($"{feed}?dataTypes[]=video&resolveParent=true")).Ok().All("posts", "postId"));
        }
    }

    /// <summary>Row 92.</summary>
    [Fact]
    public async Task a_post_with_a_file_that_was_not_uploaded_here_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v4/posts", new { data = new { text = "Look" }, attachments = new[] { new { fileId = "made-up", type = "image" } } })).Refused(ErrorKind.NotFound);

        Assert.Empty((await alice.Get("/api/v4/posts?targetType=user&targetId=alice")).Ok()["posts"]!.AsArray());
    }

    /// <summary>Row 56.</summary>
    [Fact]
    public async Task a_users_feed_never_shows_what_the_user_posted_in_communities()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var wall = await alice.Writes("wall");
        await alice.Writes("hike", await alice.Founds());

        Assert.Equal([wall], (await admin.Get("/api/v4/posts?targetType=user&targetId=alice")).Ok().All("posts", "postId"));
    }

    /// <summary>Row 62.</summary>
    [Fact]
    public async Task favourite_posts_are_kept_in_the_users_metadata_and_read_by_their_ids()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var posts = await alice.WritesMany(3);
        (await bob.Put("/api/v3/users", new { userId = "bob", metadata = new { favorites = new[] { posts[2], posts[0] } } })).Ok();

        var favorites = (await bob.Get("/api/v3/users/bob")).Ok().First("users")["metadata"]!["favorites"]!.AsArray().Select(id => id!.GetValue<string>());
        var query = string.Join('&', favorites.Select(id => $"postIds[]={id}"));

        Assert.Equal([posts[2], posts[0]], (await bob.Get($"/api/v3/posts/list?{query}")).Ok().All("posts", "postId"));
    }

    /// <summary>Row 66.</summary>
    [Fact]
    public async Task a_post_is_shared_by_naming_the_original_in_the_metadata()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var original = await alice.Writes("worth sharing");

        var shared = (await bob.Post("/api/v4/posts", new { data = new { text = "look" }, metadata = new { originalPostID = original } })).Ok().First("posts").Text("postId");

        var named = (await alice.Reads(shared))["metadata"]!.Text("originalPostID");
        Assert.Equal("worth sharing", (await bob.Reads(named))["data"]!.Text("text"));
    }

    /// <summary>Question 68: with the operation made for it; a moderator may also keep the id in the community's metadata.</summary>
    [Fact]
    public async Task a_post_is_pinned_in_its_community()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var hikers = await alice.Founds(members: ["bob"]);
        var post = await bob.Writes("Rules", hikers);

        (await bob.Post($"/api/v1/pinned-posts/communities/{hikers}/default/{post}")).Refused(ErrorKind.Forbidden);
        (await alice.Post($"/api/v1/pinned-posts/communities/{hikers}/default/{post}")).Ok();
        (await alice.Put($"/api/v3/communities/{hikers}", new { metadata = new { pinPostID = post } })).Ok();

        var answer = (await bob.Get($"/api/v1/pinned-posts/communities/{hikers}/default")).Ok();
        Assert.Equal([post], answer.All("pins", "referenceId"));
        Assert.Equal("Rules", answer.First("posts")["data"]!.Text("text"));
        Assert.Equal(post, answer.First("communities")["metadata"]!.Text("pinPostID"));
    }

    /// <summary>Row 94.</summary>
    [Fact]
    public async Task html_tags_are_plain_text()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        const string Text = "<b>x</b><script>alert(1)</script>&amp;'\"";

        var post = await alice.Writes(Text);

        Assert.Equal(Text, JsonNode.Parse((await alice.Get($"/api/v3/posts/{post}")).Text)!.First("posts")["data"]!.Text("text"));
        Assert.Contains("<b>x</b><script>alert(1)</script>&amp;'", (await alice.Get($"/api/v3/posts/{post}")).Text);
    }
}
