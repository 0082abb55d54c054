using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;
using static Amity.Tests.Comments.CommentPages;

namespace Amity.Tests.Comments;

/// <summary>The ways through a list of comments; what it holds stands in <see cref="QueryCommentsTests"/>.</summary>
public sealed class QueryCommentsPagingTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task pages_lead_from_the_newest_comment_to_the_oldest_and_back()
    {
        var post = await talk.Host.WallPost("alice");
        var newestFirst = (await talk.Bob.CommentTimes(13, post)).Reverse().ToArray();

        var pages = await talk.Bob.Walk($"referenceId={post}&referenceType=post&options[type]=pagination&options[limit]=5", "next");
        Assert.Equal([5, 5, 3], pages.Select(Count));
        Assert.Equal(newestFirst, pages.SelectMany(Ids));
        Assert.Null(pages[0]["paging"]!["previous"]);
        Assert.Null(pages[^1]["paging"]!["next"]);

        // The size and the order are the token's: the SDK repeats neither.
        var back = await talk.Bob.Walk($"referenceId={post}&referenceType=post&options[type]=pagination", "previous", pages[^1]);
        Assert.Equal([5, 5], back.Skip(1).Select(Count));
        Assert.Equal(newestFirst, Enumerable.Reverse(back).SelectMany(Ids));
    }

    [Theory]
    [InlineData("lastCreated", new[] { 6, 5, 4, 3, 2, 1, 0 })]
    [InlineData("firstCreated", new[] { 0, 1, 2, 3, 4, 5, 6 })]
    [InlineData("lastUpdated", new[] { 1, 6, 5, 4, 3, 2, 0 })]
    [InlineData("firstUpdated", new[] { 0, 2, 3, 4, 5, 6, 1 })]
    public async Task every_sort_walks_through_all_comments_at_the_top_level(string sortBy, int[] expected)
    {
        var clock = new TestClock();
        await using var host = await AmityHost.Start(time: clock);
        var alice = await host.Login("alice");
        var post = await host.WallPost("alice");
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add(await alice.Comment(post));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // A reaction updates what it is put on, and a reply what it replies to.
        await alice.React("comment", ids[1]);
        await alice.Comment(post, "A reply", ids[1]);

        var pages = await alice.Walk($"referenceId={post}&sortBy={sortBy}&options[type]=pagination&options[limit]=3", "next");
        Assert.Equal([3, 3, 1], pages.Select(Count));
        Assert.Equal(expected.Select(place => ids[place]), pages.SelectMany(Ids));
        var back = await alice.Walk($"referenceId={post}&sortBy={sortBy}", "previous", pages[^1]);
        Assert.Equal(expected.Select(place => ids[place]), Enumerable.Reverse(back).SelectMany(Ids));
    }

    [Fact]
    public async Task comments_that_come_between_two_pages_disturb_none()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(6, post);
        var first = await talk.Bob.Comments($"referenceId={post}&options[limit]=3");
        await talk.Bob.CommentTimes(4, post);
        (await talk.Bob.Delete($"/api/v3/comments/{ids[3]}")).Ok();
        var second = await talk.Bob.Comments($"referenceId={post}&options[token]={first.Next()}");
        Assert.Equal(ids.Reverse(), Ids(first).Concat(Ids(second)));
    }

    [Fact]
    public async Task a_scrolling_client_that_says_no_more_gets_the_newest_first()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(7, post);

        // What the SDK's live collection sends by default: a limit and no type; then the token alone.
        var pages = await talk.Bob.Walk($"referenceId={post}&referenceType=post&isDeleted=false&options[limit]=5", "next");

        Assert.Equal(ids.Reverse(), pages.SelectMany(Ids));
    }

    [Fact]
    public async Task scrolling_forward_begins_behind_a_segment()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(12, post);

        var pages = await talk.Bob.Walk($"referenceId={post}&options[type]=scrollable&options[after]=3&options[first]=4", "next");
        Assert.Equal([4, 4, 1], pages.Select(Count));
        Assert.Equal(ids.Skip(3), pages.SelectMany(Ids));

        var back = await talk.Bob.Walk($"referenceId={post}", "previous", pages[^1]);
        Assert.Equal(ids, Enumerable.Reverse(back).SelectMany(Ids));
    }

    [Fact]
    public async Task scrolling_backward_begins_before_a_segment()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(12, post);

        var pages = await talk.Bob.Walk($"referenceId={post}&options[before]=10&options[last]=4", "next");
        Assert.Equal([4, 4, 1], pages.Select(Count));
        Assert.Equal(ids.Take(9).Reverse(), pages.SelectMany(Ids));

        var back = await talk.Bob.Walk($"referenceId={post}", "previous", pages[^1]);
        Assert.Equal(ids.Reverse(), Enumerable.Reverse(back).SelectMany(Ids));
    }

    [Fact]
    public async Task scrolling_without_a_segment_begins_at_an_end()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(5, post);
        Assert.Equal(ids.Take(2), Ids(await talk.Bob.Comments($"referenceId={post}&options[first]=2")));
        Assert.Equal(ids.Reverse().Take(2), Ids(await talk.Bob.Comments($"referenceId={post}&options[last]=2")));
        Assert.Equal(ids.Reverse().Take(2), Ids(await talk.Bob.Comments($"referenceId={post}&options[last]=2&options[before]=99")));
        Assert.Empty(Ids(await talk.Bob.Comments($"referenceId={post}&options[first]=2&options[after]=99")));
        Assert.Empty(Ids(await talk.Bob.Comments($"referenceId={post}&options[before]=1")));
    }

    [Fact]
    public async Task scrolling_counts_the_segments_of_all_levels()
    {
        var post = await talk.Host.WallPost("alice");
        var root = await talk.Bob.Comment(post);
        var reply = await talk.Bob.Comment(post, "A reply", root);
        var second = await talk.Bob.Comment(post);
        var another = await talk.Bob.Comment(post, "Another", root);

        Assert.Equal([second], Ids(await talk.Bob.Comments($"referenceId={post}&options[after]=2")));
        Assert.Equal([root], Ids(await talk.Bob.Comments($"referenceId={post}&options[before]=2")));
        Assert.Equal([another], Ids(await talk.Bob.Comments($"referenceId={post}&parentId={root}&options[after]=3")));
        Assert.Equal([reply], Ids(await talk.Bob.Comments($"referenceId={post}&parentId={root}&options[before]=3")));
        Assert.Equal([second, another], Ids(await talk.Bob.Comments($"referenceId={post}&filterByParentId=false&options[after]=2")));
    }

    [Fact]
    public async Task pagination_knows_no_segments()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(3, post);
        Assert.Equal(ids.Reverse(), Ids(await talk.Bob.Comments($"referenceId={post}&options[type]=pagination&options[after]=2&options[first]=1")));
    }

    [Fact]
    public async Task replies_page_like_the_top_level()
    {
        var post = await talk.Host.WallPost("alice");
        var root = await talk.Bob.Comment(post);
        var replies = await talk.Bob.CommentTimes(5, post, root);
        var pages = await talk.Bob.Walk($"referenceId={post}&parentId={root}&sortBy=firstCreated&options[limit]=2", "next");
        Assert.Equal(replies, pages.SelectMany(Ids));
    }

    [Fact]
    public async Task clients_may_skip_with_a_number_or_a_token_of_their_own()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = (await talk.Bob.CommentTimes(6, post)).Reverse().ToArray();

        var skipped = await talk.Bob.Comments($"referenceId={post}&options[type]=pagination&options[skip]=4&options[limit]=1");
        Assert.Equal([ids[4]], Ids(skipped));
        Assert.Equal([ids[5]], Ids(await talk.Bob.Comments($"referenceId={post}&options[token]={skipped.Next()}")));
        Assert.Equal(ids[2..5], Ids(await talk.Bob.Comments($"referenceId={post}&options[token]={Encoded("""{"skip":2,"limit":3}""")}")));
        Assert.Equal(ids[..2], Ids(await talk.Bob.Comments($"referenceId={post}&options[token]={Encoded("""{"limit":2}""")}")));
        (await talk.Bob.Get($"/api/v3/comments?referenceId={post}&options[skip]=101")).Refused(ErrorKind.Invalid);
        (await talk.Bob.Get($"/api/v3/comments?referenceId={post}&options[skip]=-1")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task a_token_fits_its_own_list_only()
    {
        var post = await talk.Host.WallPost("alice");
        var other = await talk.Host.WallPost("alice");
        await talk.Bob.CommentTimes(3, post);
        await talk.Bob.CommentTimes(3, other);
        var token = (await talk.Bob.Comments($"referenceId={post}&options[limit]=1")).Next();

        foreach (var query in new[]
        {
            $"referenceId={other}&options[token]={token}",
            $"referenceId={post}&isDeleted=false&options[token]={token}",
            $"referenceId={post}&sortBy=firstCreated&options[token]={token}",
            $"referenceId={post}&parentId=some&options[token]={token}",
            $"referenceId={post}&filterByParentId=false&options[token]={token}",
            $"referenceId={post}&options[token]=abc",
        })
        {
            Assert.Equal("Query Token is invalid", (await talk.Bob.Get($"/api/v3/comments?{query}")).Refused(ErrorKind.BadRequest).Text("message"));
        }
    }

    private static string Encoded(string json) => Uri.EscapeDataString(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)));
}
