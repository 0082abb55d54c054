using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Pins;

/// <summary>Alice moderates a public and a private community in which Bob is a member; Carol is in neither.</summary>
public sealed class ListPinsTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, admin = null!;
    private string open = "", secret = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        admin = await amity.Administrator();
        open = await alice.Founds(members: ["bob"]);
        secret = await alice.Founds(isPublic: false, members: ["bob"]);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task pins_come_by_the_time_of_pinning_or_of_writing_in_either_direction()
    {
        var posts = await bob.WritesMany(3, open);
        foreach (var at in (int[])[1, 0, 2])
        {
            (await alice.Pins(open, posts[at])).Ok();
        }

        (await alice.Pins(open, posts[1], Pinning.Announcement)).Ok();

        foreach (var (query, order) in ((string, int[])[])
        [
            ("", [1, 2, 0, 1]), ("?sortBy=lastPinned", [1, 2, 0, 1]), ("?options[sortBy]=createdAt", [1, 2, 0, 1]),
            ("?options%5BsortBy%5D=createdAt&options%5BorderBy%5D=asc", [1, 0, 2, 1]), ("?sortBy=lastCreated", [2, 1, 1, 0]),
            ("?sortBy=lastCreated&orderBy=asc", [0, 1, 1, 2]),
        ])
        {
            Assert.Equal(order.Select(at => posts[at]), await carol.Pinned(open, query: query));
        }

        Assert.Equal([posts[2], posts[0], posts[1]], await carol.Pinned(open, Pinning.Default));
        Assert.Equal([posts[1]], await carol.Pinned(open, Pinning.Announcement));
        (await carol.Get(Pinning.Of(open) + "?sortBy=engagement")).Refused(ErrorKind.Invalid);
        (await carol.Get(Pinning.Of(open) + "?options[orderBy]=up")).Refused(ErrorKind.Invalid);
        (await carol.Get(Pinning.Global + "?sortBy=engagement")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task those_of_a_public_one_are_read_by_everybody_and_those_of_a_private_one_by_who_is_in_it()
    {
        var (inOpen, inSecret) = (await bob.Writes("Rules", open), await bob.Writes("Hush", secret));
        (await alice.Pins(open, inOpen)).Ok();
        (await alice.Pins(secret, inSecret)).Ok();

        foreach (var person in (Person[])[alice, bob, carol, admin])
        {
            Assert.Equal([inOpen], await person.Pinned(open));
        }

        foreach (var person in (Person[])[alice, bob, admin])
        {
            Assert.Equal([inSecret], await person.Pinned(secret));
        }

        foreach (var path in (string[])[Pinning.Of(secret), Pinning.Of(secret, Pinning.Default)])
        {
            Assert.Equal("You are not a member of this community", (await carol.Get(path)).Refused(ErrorKind.Forbidden).Text("message"));
            (await amity.Nobody().Get(path)).Refused(ErrorKind.Unauthenticated);
        }

        await CommunityCalls.Bans(amity, secret, "bob");
        (await bob.Get(Pinning.Of(secret))).Refused(ErrorKind.Forbidden);
        await CommunityCalls.Bans(amity, open, "bob");
        Assert.Equal([inOpen], await bob.Pinned(open));
        (await carol.Get(Pinning.Of("nothing"))).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task all_that_a_post_brings_along_comes_along()
    {
        var poll = await bob.Asks();
        var post = await bob.Shows(poll, open);
        await carol.Comment(post);
        await bob.React("post", post);
        (await alice.Pins(open, post)).Ok();

        var answer = (await carol.Get(Pinning.Of(open))).Ok();

        answer.IsWholeFamily();
        Assert.Equal([poll.Id], answer.All("polls", "pollId"));
        Assert.Equal("poll", answer.First("postChildren").Text("dataType"));
        Assert.Equal(["carol"], answer.All("comments", "userId"));
        Assert.Equal(1, answer.First("posts").Number("reactionsCount"));
        Assert.Equal(["alice", "bob", "carol"], answer.All("users", "userId").Order());
    }

    [Fact]
    public async Task nothing_pinned_is_an_empty_list()
    {
        foreach (var path in (string[])[Pinning.Of(open), Pinning.Of(open, Pinning.Announcement), Pinning.Global])
        {
            var answer = (await carol.Get(path)).Ok();
            answer.IsWholeFamily();
            Assert.Empty(answer["pins"]!.AsArray());
            Assert.Empty(answer["pinTargets"]!.AsArray());
        }
    }

    [Fact]
    public async Task a_kept_answer_follows_every_change_at_once()
    {
        var (first, second) = (await bob.Writes("1", open), await bob.Writes("2", open));
        Assert.Empty(await Twice());

        (await alice.Pins(open, first)).Ok();
        Assert.Equal([first], await Twice());
        (await alice.Pins(open, second)).Ok();
        Assert.Equal([second, first], await Twice());

        (await bob.Put($"/api/v4/posts/{first}", new { data = new { text = "edited" } })).Ok();
        await bob.React("post", second);
        var answer = (await carol.Get(Pinning.Of(open))).Ok();
        Assert.Equal("edited", answer["posts"]![1]!["data"]!.Text("text"));
        Assert.Equal(1, answer["posts"]![0]!.Number("reactionsCount"));

        (await alice.Put("/api/v3/users", new { userId = "alice", displayName = "Alicia" })).Ok();
        Assert.Contains("Alicia", (await carol.Get(Pinning.Of(open))).Ok().All("users", "displayName"));

        (await bob.Delete($"/api/v4/posts/{first}")).Ok();
        Assert.Equal([second], await Twice());
        (await alice.Put($"/api/v3/communities/{open}", new { isPublic = false })).Ok();
        (await carol.Get(Pinning.Of(open))).Refused(ErrorKind.Forbidden);
        await alice.Adds(open, "carol");
        Assert.Equal([second], await Twice());
        (await alice.Delete(Pinning.Of(open))).Ok();
        Assert.Empty(await Twice());

        async Task<IReadOnlyList<string>> Twice()
        {
            var fresh = await carol.Pinned(open);
            Assert.Equal(fresh, await carol.Pinned(open));
            return fresh;
        }
    }
}
