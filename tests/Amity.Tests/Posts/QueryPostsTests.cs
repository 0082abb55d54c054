using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

public sealed class QueryPostsTests
{
    [Theory]
    [InlineData("v3")]
    [InlineData("v4")]
    public async Task a_list_has_the_posts_of_its_target_and_the_rest_of_the_family(string version)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds();
        var post = await alice.Writes("hike", hikers);
        await alice.Writes("wall");

        var answer = (await bob.Get($"/api/{version}/posts?targetType=community&targetId={hikers}")).Ok();

        Assert.Equal([post], answer.All("posts", "postId"));
        Assert.Equal([hikers], answer.All("communities", "communityId"));
        Assert.Equal(["published"], answer.All("feeds", "feedType"));
        Assert.Equal(["alice"], answer.All("communityUsers", "userId"));
        Assert.Equal(["alice"], answer.All("users", "userId"));
        Assert.All(
            (string[])["postChildren", "comments", "categories", "files", "videoStreamings", "polls"],
            family => Assert.Empty(answer[family]!.AsArray()));
        Assert.Empty(answer["paging"]!.AsObject());
    }

    [Fact]
    public async Task a_private_community_lists_for_its_members_only()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var hikers = await alice.Founds(isPublic: false, members: ["bob"]);
        var post = await alice.Writes("hike", hikers);
        var list = $"/api/v4/posts?targetType=community&targetId={hikers}";

        Assert.Equal([post], (await bob.Get(list)).Ok().All("posts", "postId"));
        Assert.Equal([post], (await (await amity.Administrator()).Get(list)).Ok().All("posts", "postId"));
        (await carol.Get(list)).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get(list)).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task a_deleted_community_and_unknown_targets_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var post = await alice.Writes("hike", hikers);
        await alice.Closes(hikers);

        (await alice.Get($"/api/v4/posts?targetType=community&targetId={hikers}")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v4/posts?targetType=community&targetId=none")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v4/posts?targetType=user&targetId=nobody")).Refused(ErrorKind.NotFound);
        Assert.Equal([post], (await (await amity.Administrator()).Get($"/api/v4/posts?targetType=community&targetId={hikers}")).Ok().All("posts", "postId"));
        Assert.Empty((await alice.Get("/api/v4/posts?targetType=content&targetId=article")).Ok()["posts"]!.AsArray());
    }

    [Theory]
    [InlineData("lastCreated", "c b a")]
    [InlineData("firstCreated", "a b c")]
    [InlineData("lastUpdated", "a c b")]
    [InlineData("firstUpdated", "b c a")]
    [InlineData("", "c b a")]
    public async Task posts_come_by_creation_or_by_change(string sortBy, string expected)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var names = new Dictionary<string, string>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            names.Add(await alice.Writes(name), name);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await alice.Put($"/api/v4/posts/{names.First().Key}", new { metadata = new { touched = true } })).Ok();

        var listed = (await alice.Get($"/api/v4/posts?targetId=alice&sortBy={sortBy}")).Ok().All("posts", "postId");
        Assert.Equal(expected, string.Join(' ', listed.Select(id => names[id])));
    }

    [Fact]
    public async Task pages_lead_forth_and_back_and_posts_that_come_in_between_change_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(7);
        posts.Reverse();

        var (forth, back) = await alice.Walks("/api/v4/posts?targetType=user&targetId=alice", limit: 3);

        Assert.Equal(posts, forth.SelectMany(page => page));
        Assert.Equal([3, 3, 1], forth.Select(page => page.Count));
        Assert.Equal(forth, back);

        var first = (await alice.Get("/api/v4/posts?targetType=user&targetId=alice&options[limit]=3")).Ok();
        await alice.WritesMany(2);
        var second = (await alice.Get($"/api/v4/posts?targetType=user&targetId=alice&options[token]={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Ok();
        Assert.Equal(posts[3..6], second.All("posts", "postId"));
    }

    [Fact]
    public async Task equal_times_do_not_tear_a_page_boundary()
    {
        await using var amity = await AmityHost.Start(time: new TestClock());
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(5);

        foreach (var sortBy in new[] { "firstCreated", "firstUpdated" })
        {
            var (forth, back) = await alice.Walks($"/api/v4/posts?targetId=alice&sortBy={sortBy}", limit: 2);
            Assert.Equal(posts, forth.SelectMany(page => page));
            Assert.Equal(forth, back);
        }
    }

    [Fact]
    public async Task a_token_of_another_list_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await alice.WritesMany(3);
        var token = Uri.EscapeDataString((await alice.Get("/api/v4/posts?targetId=alice&options[limit]=1")).Ok()["paging"]!.Text("next"));

        (await alice.Get($"/api/v4/posts?targetId=alice&targetType=user&options[token]={token}")).Ok();
        Assert.Equal("Query Token is invalid", (await alice.Get($"/api/v4/posts?targetId=bob&options[token]={token}")).Refused(ErrorKind.BadRequest).Text("message"));
        (await alice.Get($"/api/v4/posts?targetId=alice&sortBy=firstCreated&options[token]={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"/api/v4/posts?targetId=alice&tags[]=x&options[token]={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get("/api/v4/posts?targetId=alice&options[token]=abc")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task deleted_posts_are_listed_for_those_who_may_read_them_as_is_deleted_says()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var hikers = await alice.Founds(members: ["bob", "carol"]);
        var (live, gone) = (await bob.Writes("live", hikers), await bob.Writes("gone", hikers));
        (await bob.Delete($"/api/v4/posts/{gone}")).Ok();
        async Task<IReadOnlyList<string>> List(Person person, string isDeleted) =>
            (await person.Get($"/api/v4/posts?targetType=community&targetId={hikers}&isDeleted={isDeleted}")).Ok().All("posts", "postId");

        foreach (var person in new[] { alice, bob, await amity.Administrator() })
        {
            Assert.Equal([gone, live], await List(person, ""));
            Assert.Equal([gone], await List(person, "true"));
            Assert.Equal([live], await List(person, "false"));
        }

        Assert.Equal([live], await List(carol, ""));
        Assert.Empty(await List(carol, "true"));
        Assert.Equal([live], await List(carol, "false"));
    }

    [Fact]
    public async Task several_tags_find_what_carries_all_of_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var both = await alice.Writes("both", tags: ["tag2", "tag1", "tag3"]);
        var one = await alice.Writes("one", tags: ["tag1"]);
        await alice.Writes("none");

        Assert.Equal([both], (await alice.Get("/api/v4/posts?targetId=alice&tags[]=tag1&tags[]=tag2")).Ok().All("posts", "postId"));
        Assert.Equal([one, both], (await alice.Get("/api/v4/posts?targetId=alice&tags[0]=tag1&tags[1]=tag1")).Ok().All("posts", "postId"));
        Assert.Empty((await alice.Get("/api/v4/posts?targetId=alice&tags[]=Tag1")).Ok()["posts"]!.AsArray());
    }

    [Fact]
    public async Task parents_come_alone_unless_children_are_asked_for()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var text = await alice.Writes("a picture");
        var image = await amity.AddsChild(text, "image");
        var recipe = (await alice.Post("/api/v4/posts", new { dataType = "my.recipe", data = new { v = 1 } })).Ok().First("posts").Text("postId");
        async Task<IReadOnlyList<string>> List(string filter) => (await alice.Get($"/api/v4/posts?targetId=alice&{filter}")).Ok().All("posts", "postId");

        Assert.Equal([recipe, text], await List(""));
        Assert.Equal([recipe, text], await List("matchingOnlyParentPost=true&dataTypes[]=image"));
        Assert.Equal([recipe], await List("dataTypes[]=my.recipe&dataTypes[]=image"));
        Assert.Equal([text], await List("dataTypes[]=text&dataTypes[]=image&dataTypes[]=video"));
        Assert.Equal([recipe, image, text], await List("matchingOnlyParentPost=false"));
        Assert.Equal([image], await List("matchingOnlyParentPost=false&dataTypes[]=image&dataTypes[]=video"));
        Assert.Equal([recipe], await List("matchingOnlyParentPost=false&dataType=my.recipe"));
    }

    [Fact]
    public async Task nothing_is_flagged_or_in_review()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("fine");
        async Task<IReadOnlyList<string>> List(string filter) => (await alice.Get($"/api/v4/posts?targetId=alice&{filter}")).Ok().All("posts", "postId");

        Assert.Equal([post], await List("feedType=published&hasFlag=false"));
        Assert.Equal([post], await List("feedType[]=reviewing&feedType[]=published"));
        Assert.Empty(await List("feedType=reviewing"));
        Assert.Empty(await List("hasFlag=true"));
    }

    [Fact]
    public async Task without_a_target_id_v3_lists_all_that_the_caller_may_read_of_the_type()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var open = await alice.Writes("open", await alice.Founds());
        var secret = await alice.Writes("secret", await alice.Founds(isPublic: false));
        var wall = await bob.Writes("wall");

        Assert.Equal([open], (await bob.Get("/api/v3/posts?targetType=community")).Ok().All("posts", "postId"));
        Assert.Equal([secret, open], (await alice.Get("/api/v3/posts?targetType=community&targetId=")).Ok().All("posts", "postId"));
        Assert.Equal([wall], (await alice.Get("/api/v3/posts?targetType=user")).Ok().All("posts", "postId"));
        (await alice.Get("/api/v3/posts?targetType=community&sortBy=lastUpdated")).Refused(ErrorKind.Invalid);
        var (forth, back) = await alice.Walks("/api/v3/posts?targetType=community", limit: 1);
        Assert.Equal([secret, open], forth.SelectMany(page => page));
        Assert.Equal(forth, back);
    }

    [Theory]
    [InlineData("/api/v3/posts")]
    [InlineData("/api/v3/posts?targetId=alice")]
    [InlineData("/api/v4/posts")]
    [InlineData("/api/v4/posts?targetType=user&targetId=")]
    [InlineData("/api/v4/posts?targetType=planet&targetId=x")]
    [InlineData("/api/v4/posts?targetId=alice&sortBy=engagement")]
    [InlineData("/api/v4/posts?targetId=alice&options[limit]=0")]
    [InlineData("/api/v4/posts?targetId=alice&options[limit]=101")]
    [InlineData("/api/v4/posts?targetId=alice&limit=ten")]
    [InlineData("/api/v4/posts?targetId=alice&isDeleted=maybe")]
    [InlineData("/api/v4/posts?targetId=alice&hasFlag=1")]
    [InlineData("/api/v4/posts?targetId=alice&feedType=hidden")]
    [InlineData("/api/v4/posts?targetId=alice&dataTypes[]=planet")]
    [InlineData("/api/v4/posts?targetId=alice&tags[]=1&tags[]=2&tags[]=3&tags[]=4&tags[]=5&tags[]=6")]
    [InlineData("/api/v4/posts?targetId=alice&tags[]=1234567890123456789012345")]
    [InlineData("/api/v4/posts?targetId=a%00b")]
    public async Task a_wrong_question_is_refused(string question)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get(question)).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task empty_values_count_as_absent()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("fine");

        var question = "/api/v4/posts?targetId=alice&targetType=&sortBy=&isDeleted=&hasFlag=&feedType=&tags[]=&dataTypes[]=&matchingOnlyParentPost=&options[token]=&options[limit]=&options[type]=pagination";
        Assert.Equal([post], (await alice.Get(question)).Ok().All("posts", "postId"));
    }

    [Fact]
    public async Task a_wall_has_an_owner_of_any_name()
    {
        await using var amity = await AmityHost.Start();
        var odd = await amity.Login("a/b%2F ü😀&=?#");
        var post = await odd.Writes("mine");

        Assert.Equal([post], (await odd.Get($"/api/v4/posts?targetId={Uri.EscapeDataString(odd.UserId)}")).Ok().All("posts", "postId"));
    }
}
