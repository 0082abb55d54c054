using Amity.Modules.Posts;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Feeds;

public sealed class GetRankedFeedTests
{
    private const string Feed = "/api/v5/me/global-feeds";

    [Fact]
    public async Task engagement_outranks_age_and_comments_weigh_twice()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var names = await Posts(alice, clock, "commented", "liked", "silent");
        await Engage(amity, names["commented"], comments: 4, reactions: 0);
        await Engage(amity, names["liked"], comments: 0, reactions: 6);

        Assert.Equal([names["commented"], names["liked"], names["silent"]], await Ranked(alice));
    }

    [Fact]
    public async Task an_edit_makes_a_post_fresh_and_engagement_does_not()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var names = await Posts(alice, clock, "edited", "noticed", "newest");
        clock.Advance(TimeSpan.FromHours(30));
        (await alice.Put($"/api/v4/posts/{names["edited"]}", new { data = new { text = "news" } })).Ok();
        await Engage(amity, names["noticed"], comments: 1, reactions: 0);

        Assert.Equal([names["edited"], names["noticed"], names["newest"]], await Ranked(alice));
    }

    [Fact]
    public async Task engagement_fades_with_the_hours()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var old = await alice.Writes("famous once");
        await Engage(amity, old, comments: 10, reactions: 0);
        clock.Advance(TimeSpan.FromHours(40));
        var recent = await alice.Writes("famous now");
        await Engage(amity, recent, comments: 1, reactions: 0);

        Assert.Equal([recent, old], await Ranked(alice));
    }

    [Fact]
    public async Task equals_come_newest_first()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var names = await Posts(alice, clock, "a", "b", "c");
        clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal([names["c"], names["b"], names["a"]], await Ranked(alice));
    }

    [Fact]
    public async Task all_pages_of_a_walk_are_scored_at_the_instant_of_the_first()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var old = await alice.Writes("liked");
        await Engage(amity, old, comments: 0, reactions: 1);
        clock.Advance(TimeSpan.FromHours(10));
        var (second, third) = (await alice.Writes("fresh"), await alice.Writes("fresh too"));
        var page = (await alice.Get($"{Feed}?limit=1")).Ok();
        var walked = page.All("posts", "postId").ToList();
        while (page["paging"]!["next"] is { } next)
        {
            // A day later the boost of the fresh ones is gone and the liked one leads: scored anew, the pages would not fit together.
            clock.Advance(TimeSpan.FromHours(30));
            page = (await alice.Get($"{Feed}?options[token]={Uri.EscapeDataString(next.GetValue<string>())}")).Ok();
            walked.AddRange(page.All("posts", "postId"));
        }

        Assert.Equal([third, second, old], walked);
        Assert.Equal([old, third, second], await Ranked(alice));
    }

    private static async Task<IReadOnlyList<string>> Ranked(Person person) => (await person.Get(Feed)).Ok().All("posts", "postId");

    private static async Task<Dictionary<string, string>> Posts(Person author, TestClock clock, params string[] texts)
    {
        var posts = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            posts.Add(text, await author.Writes(text));
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        return posts;
    }

    private static Task Engage(AmityHost amity, string postId, int comments, int reactions) => amity.Network.Database.Write(async tx =>
    {
        await PostCounters.AddComments(tx, postId, comments);
        await PostCounters.AddReactions(tx, postId, reactions);
        return 0;
    });
}
