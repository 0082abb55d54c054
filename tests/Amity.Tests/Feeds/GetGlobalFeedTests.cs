using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Feeds;

public sealed class GetGlobalFeedTests
{
    private const string V3 = "/api/v3/global-feeds";
    private const string V4 = "/api/v4/me/global-feeds";
    private const string V5 = "/api/v5/me/global-feeds";

    [Theory]
    [InlineData(V3)]
    [InlineData(V4)]
    [InlineData(V5)]
    public async Task it_has_the_own_wall_the_walls_of_those_one_follows_and_the_communities_one_is_in(string feed)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var (open, secret, foreign, hidden) = (await bob.Founds(), await bob.Founds(isPublic: false, members: ["alice"]), await carol.Founds(), await carol.Founds(isPublic: false));
        await alice.Follows("bob");
        await alice.Joins(open);
        var mine = new List<string>();
        foreach (var (author, place, isMine) in new[]
        {
            (alice, null, true), (bob, null, true), (bob, open, true), (bob, secret, true), (carol, null, false), (carol, foreign, false), (carol, hidden, false),
        })
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var post = await author.Writes("post", place);
            if (isMine)
            {
                mine.Insert(0, post);
            }
        }

        var answer = (await alice.Get(feed)).Ok();

        Assert.Equal(mine, answer.All("posts", "postId"));
        Assert.Equal([open, secret], answer.All("communities", "communityId").Order());
        Assert.Contains("bob", answer.All("users", "userId"));
        Assert.Equal(4, answer["feeds"]!.AsArray().Count);
        Assert.Empty(answer["paging"]!.AsObject());
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V4)]
    [InlineData(V5)]
    public async Task it_needs_a_token_and_a_question_that_makes_sense(string feed)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.WritesMany(2);

        (await amity.Nobody().Get(feed)).Refused(ErrorKind.Unauthenticated);
        (await alice.Get($"{feed}?limit=0")).Refused(ErrorKind.Invalid);
        (await alice.Get($"{feed}?options[limit]=101")).Refused(ErrorKind.Invalid);
        (await alice.Get($"{feed}?dataTypes[]=planet")).Refused(ErrorKind.Invalid);
        (await alice.Get($"{feed}?showOnlyMyFeed=maybe")).Refused(ErrorKind.Invalid);
        (await alice.Get($"{feed}?token=abc")).Refused(ErrorKind.BadRequest);
        var next = Uri.EscapeDataString((await alice.Get($"{feed}?limit=1")).Ok()["paging"]!.Text("next"));
        (await alice.Get($"{feed}?showOnlyMyFeed=true&token={next}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"{(feed == V5 ? V4 : V5)}?token={next}")).Refused(ErrorKind.BadRequest);
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task a_source_ends_when_the_relation_ends(string feed)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var (hikers, cooks) = (await bob.Founds(), await bob.Founds());
        await alice.Follows("bob");
        await alice.Joins(hikers);
        await alice.Joins(cooks);
        await bob.Writes("wall");
        await bob.Writes("hike", hikers);
        await bob.Writes("soup", cooks);
        Assert.Equal(3, (await alice.Get(feed)).Ok()["posts"]!.AsArray().Count);

        (await alice.Delete("/api/v4/me/following/bob")).Ok();
        Assert.Equal([cooks, hikers], (await alice.Get(feed)).Ok().All("posts", "targetId"));
        (await alice.Delete($"/api/v3/communities/{hikers}/leave")).Ok();
        Assert.Equal([cooks], (await alice.Get(feed)).Ok().All("posts", "targetId"));
        await amity.Bans(cooks, "alice");
        Assert.Empty((await alice.Get(feed)).Ok()["posts"]!.AsArray());
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V4)]
    [InlineData(V5)]
    public async Task deleted_posts_children_deleted_communities_and_walls_of_deleted_users_are_not_in_it(string feed)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds();
        await alice.Follows("bob");
        var parent = await alice.Writes("with a picture");
        var child = await amity.AddsChild(parent, "image");
        var gone = await alice.Writes("gone");
        await alice.Writes("hike", hikers);
        await bob.Writes("bob's");
        Assert.Equal(4, (await alice.Get(feed)).Ok()["posts"]!.AsArray().Count);

        (await alice.Delete($"/api/v4/posts/{gone}")).Ok();
        await alice.Closes(hikers);
        await amity.Network.Database.Write(tx => tx.Run("update users set is_deleted = true where user_id = 'bob'"));

        var answer = (await alice.Get(feed)).Ok();
        Assert.Equal([parent], answer.All("posts", "postId"));
        Assert.Equal([child], answer.All("postChildren", "postId"));
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task the_twenty_newest_posts_of_a_source_take_part(string feed)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await alice.Follows("bob");
        var bobs = await bob.WritesMany(23);
        var own = await alice.WritesMany(2);

        Assert.Equal(bobs[3..].Concat(own).Order(), (await alice.Get($"{feed}?limit=100")).Ok().All("posts", "postId").Order());

        (await bob.Delete($"/api/v4/posts/{bobs[22]}")).Ok();
        Assert.Equal(bobs[2..22].Concat(own).Order(), (await alice.Get($"{feed}?limit=100")).Ok().All("posts", "postId").Order());
    }

    [Fact]
    public async Task exactly_twenty_take_part_when_many_are_of_one_millisecond()
    {
        await using var amity = await AmityHost.Start(time: new TestClock());
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(22);
        posts.Reverse();

        Assert.Equal(posts[..20], (await alice.Get($"{V3}?options[limit]=100")).Ok().All("posts", "postId"));
        Assert.Equal(posts[..20], (await alice.Get($"{V5}?limit=100")).Ok().All("posts", "postId"));
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V4)]
    [InlineData(V5)]
    public async Task pages_lead_forth_and_back(string feed)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await alice.Follows("bob");
        var posts = await alice.WritesMany(4);
        posts.AddRange(await bob.WritesMany(4));

        var (forth, back) = await alice.Walks(feed, limit: 3);

        Assert.Equal([3, 3, 2], forth.Select(page => page.Count));
        Assert.Equal(posts.Order(), forth.SelectMany(page => page).Order());
        Assert.Equal(forth, back);
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V4)]
    [InlineData(V5)]
    public async Task posts_that_come_after_the_first_page_push_no_other_out_of_the_next(string feed)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(20);
        var seen = new List<string>();
        var page = (await alice.Get($"{feed}?limit=8")).Ok();
        seen.AddRange(page.All("posts", "postId"));
        while (page["paging"]!["next"] is { } next)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await alice.WritesMany(3);
            page = (await alice.Get($"{feed}?options[token]={Uri.EscapeDataString(next.GetValue<string>())}")).Ok();
            seen.AddRange(page.All("posts", "postId"));
        }

        Assert.Equal(posts.Order(), seen.Order());
    }

    [Fact]
    public async Task the_callers_own_wall_alone_when_it_asks_for_its_own_feed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await alice.Follows("bob");
        await bob.Writes("bob's");
        await alice.Writes("hike", await alice.Founds());
        var own = await alice.Writes("own");

        Assert.Equal([own], (await alice.Get($"{V3}?showOnlyMyFeed=true")).Ok().All("posts", "postId"));
        Assert.Equal(3, (await alice.Get($"{V3}?showOnlyMyFeed=false")).Ok()["posts"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V4)]
    [InlineData(V5)]
    public async Task data_types_keep_the_posts_that_have_such_a_child(string feed)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Writes("words");
        var film = await alice.Writes("a film");
        await amity.AddsChild(film, "video");
        var recipe = (await alice.Post("/api/v4/posts", new { dataType = "my.recipe", data = new { } })).Ok().First("posts").Text("postId");

        Assert.Equal([film], (await alice.Get($"{feed}?dataTypes[]=video&dataTypes[]=image")).Ok().All("posts", "postId"));
        Assert.Equal([recipe], (await alice.Get($"{feed}?dataTypes[]=my.recipe")).Ok().All("posts", "postId"));
        Assert.Empty((await alice.Get($"{feed}?dataTypes[]=file")).Ok()["posts"]!.AsArray());
    }

    [Fact]
    public async Task a_token_that_a_client_wrote_itself_skips_posts()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var posts = await alice.WritesMany(5);
        posts.Reverse();
        var token = Convert.ToBase64String("""{"skip":2,"limit":2}"""u8);

        foreach (var feed in new[] { V3, V4, V5 })
        {
            var page = (await alice.Get($"{feed}?options[token]={Uri.EscapeDataString(token)}")).Ok();
            Assert.Equal(posts[2..4].Order(), page.All("posts", "postId").Order());
            Assert.NotNull(page["paging"]!["next"]);
            Assert.NotNull(page["paging"]!["previous"]);
        }
    }

    [Fact]
    public async Task an_administrator_has_a_feed_of_its_own()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        await alice.Writes("alice's");
        var own = await admin.Writes("own");

        Assert.Equal([own], (await admin.Get(V4)).Ok().All("posts", "postId"));
    }
}
