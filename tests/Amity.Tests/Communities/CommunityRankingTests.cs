using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Categories;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class CommunityRankingTests
{
    private const string Trending = "/api/v3/communities/top-trending";
    private const string Recommended = "/api/v3/communities/recommended";

    [Fact]
    public async Task trending_are_those_with_most_posts_comments_and_reactions_joined_or_not()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var (quiet, lively, talked) = (await alice.Creates(new { displayName = "Quiet" }), await alice.Creates(new { displayName = "Lively" }), await alice.Creates(new { displayName = "Talked of" }));
        await alice.Posts(lively);
        await alice.Posts(lively);
        var post = await alice.Posts(talked);
        (await bob.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "Oh" } })).Ok();
        (await bob.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Ok();

        var answer = (await bob.Get(Trending)).Ok();

        answer.IsWhole();
        Assert.Equal(["Talked of", "Lively", "Quiet"], answer.All("communities", "displayName"));
        Assert.Equal(["Talked of", "Lively", "Quiet"], await alice.Names(Trending));
        Assert.Empty(answer["paging"]!.AsObject());
        Assert.Equal(quiet, answer["communities"]![2]!.Text("communityId"));
    }

    [Fact]
    public async Task what_happened_more_than_seven_days_ago_counts_no_more()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var (old, young) = (await alice.Creates(new { displayName = "Old" }), await alice.Creates(new { displayName = "Young" }));
        await alice.Posts(old);
        await alice.Posts(old);
        clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(5));
        await alice.Posts(young);
        Assert.Equal(["Old", "Young"], await alice.Names(Trending));

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["Young", "Old"], await alice.Names(Trending));
    }

    [Fact]
    public async Task equal_ones_are_sorted_by_their_members_and_then_the_newest_first()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol");
        await alice.Creates(new { displayName = "Two", userIds = new[] { "bob" } });
        await alice.Creates(new { displayName = "Three", userIds = new[] { "bob", "carol" } });
        await alice.Creates(new { displayName = "One, older" });
        await alice.Creates(new { displayName = "One, newer" });

        Assert.Equal(["Three", "Two", "One, newer", "One, older"], await alice.Names(Trending));
        Assert.Equal(["Three", "Two", "One, newer", "One, older"], await (await amity.Login("dave")).Names(Recommended));
    }

    [Fact]
    public async Task deleted_posts_count_for_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var (first, second) = (await alice.Creates(new { displayName = "First" }), await alice.Creates(new { displayName = "Second" }));
        string[] posts = [await alice.Posts(first), await alice.Posts(first)];
        await alice.Posts(second);
        Assert.Equal(["First", "Second"], await alice.Names(Trending));

        foreach (var post in posts)
        {
            (await alice.Delete($"/api/v4/posts/{post}")).Ok();
        }

        Assert.Equal(["Second", "First"], await alice.Names(Trending));
    }

    [Fact]
    public async Task posts_that_wait_for_a_review_count_for_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("carol");
        var bob = await amity.Login("bob");
        var reviewed = await alice.Creates(new { displayName = "Reviewed", needApprovalOnPostCreation = true, userIds = new[] { "bob" } });
        await alice.Creates(new { displayName = "Larger", userIds = new[] { "bob", "carol" } });
        var waiting = await bob.Posts(reviewed);
        Assert.Equal(["Larger", "Reviewed"], await alice.Names(Trending));

        (await alice.Post($"/api/v3/posts/{waiting}/approve")).Ok();

        Assert.Equal(["Reviewed", "Larger"], await alice.Names(Trending));
    }

    [Fact]
    public async Task deleted_and_private_ones_are_never_shown_not_even_to_their_members_and_administrators()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        string[] tags = ["a"];
        await bob.Creates(new { displayName = "His", tags });
        await alice.Posts(await alice.Creates(new { displayName = "Open", tags }));
        await alice.Posts(await alice.Creates(new { displayName = "Secret", isPublic = false, tags }));
        var gone = await alice.Creates(new { displayName = "Gone", tags });
        await alice.Posts(gone);
        (await alice.Delete($"/api/v3/communities/{gone}")).Ok();

        foreach (var person in (Person[])[alice, bob, admin])
        {
            Assert.Equal(["Open", "His"], await person.Names(Trending));
        }

        Assert.Equal(["Open"], await bob.Names(Recommended));
        Assert.Equal(["His"], await alice.Names(Recommended));
        Assert.Equal(["Open", "His"], await admin.Names(Recommended));
    }

    [Fact]
    public async Task recommended_are_those_that_share_most_tags_and_categories_with_ones_own()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await amity.Registers("carol", "dave");
        var parks = await admin.CreatesCategory("Parks");
        await bob.Creates(new { displayName = "Mine", tags = new[] { "green", "wet" }, categoryIds = new[] { parks } });
        await alice.Creates(new { displayName = "All three", tags = new[] { "wet", "green" }, categoryIds = new[] { parks } });
        await alice.Creates(new { displayName = "Large stranger", tags = new[] { "dry" }, userIds = new[] { "carol", "dave" } });
        await alice.Creates(new { displayName = "Two", tags = new[] { "green" }, categoryIds = new[] { parks } });
        await alice.Creates(new { displayName = "One, larger", tags = new[] { "wet" }, userIds = new[] { "carol" } });
        await alice.Creates(new { displayName = "One", categoryIds = new[] { parks } });

        var answer = (await bob.Get(Recommended)).Ok();

        answer.IsWhole();
        Assert.Equal(["All three", "Two", "One, larger", "One", "Large stranger"], answer.All("communities", "displayName"));
        Assert.Empty(answer["paging"]!.AsObject());
    }

    [Fact]
    public async Task a_deleted_category_makes_nothing_alike()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await amity.Registers("carol");
        var parks = await admin.CreatesCategory("Parks");
        await bob.Creates(new { displayName = "Mine", categoryIds = new[] { parks } });
        await alice.Creates(new { displayName = "Alike", categoryIds = new[] { parks } });
        await alice.Creates(new { displayName = "Larger", userIds = new[] { "carol" } });
        Assert.Equal(["Alike", "Larger"], await bob.Names(Recommended));

        await admin.DeletesCategory(parks);

        Assert.Equal(["Larger", "Alike"], await bob.Names(Recommended));
    }

    [Fact]
    public async Task what_one_is_in_or_banned_from_is_not_recommended()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        string[] tags = ["a"];
        var joined = await alice.Creates(new { displayName = "Joined", tags });
        var banned = await alice.Creates(new { displayName = "Banned", tags });
        await alice.Creates(new { displayName = "Free", tags });
        await bob.Joins(joined);
        await amity.Bans(banned, "bob");

        Assert.Equal(["Free"], await bob.Names(Recommended));
        Assert.Equal(["Joined", "Free", "Banned"], await (await amity.Login("carol")).Names(Recommended));
        Assert.Empty(await alice.Names(Recommended));
    }

    [Theory]
    [InlineData(Trending)]
    [InlineData(Recommended)]
    public async Task five_are_answered_or_as_many_as_asked_for_and_never_more_than_fifteen(string path)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        for (var i = 0; i < 17; i++)
        {
            await alice.Creates(new { displayName = $"{i}", tags = new[] { "a" } });
        }

        Assert.Equal(["16", "15", "14", "13", "12"], await bob.Names(path));
        Assert.Equal(["16", "15"], await bob.Names($"{path}?options[limit]=2"));
        Assert.Equal(["16", "15"], await bob.Names($"{path}?limit=2&includeDiscoverablePrivateCommunity=true"));
        Assert.Equal(15, (await bob.Names($"{path}?options[limit]=100")).Count);
        (await bob.Get($"{path}?options[limit]=0")).Refused(ErrorKind.Invalid);
        (await bob.Get($"{path}?options[limit]=101")).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get(path)).Refused(ErrorKind.Unauthenticated);
    }
}

internal static class RankingCalls
{
    public static async Task<IReadOnlyList<string>> Names(this Person person, string path) =>
        (await person.Get(path)).Ok().All("communities", "displayName");

    public static async Task<string> Posts(this Person person, string communityId)
    {
        JsonNode answer = (await person.Post("/api/v4/posts", new { targetType = "community", targetId = communityId, data = new { text = "Hello" } })).Ok();
        return answer.First("posts").Text("postId");
    }
}
