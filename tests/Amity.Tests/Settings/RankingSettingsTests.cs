using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class RankingSettingsTests
{
    private const string Path = "/api/admin/v1/feed-ranking", Feed = "/api/v5/me/global-feeds";

    [Fact]
    public async Task they_are_the_documented_ones_until_an_administrator_changes_some()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        Assert.Equal(
            """{"commentWeight":2,"reactionWeight":1,"hourlyDecay":0.98,"freshBoost":10,"boostLossPerHour":0.4,"boostHours":24}""",
            (await admin.Get(Path)).Ok().ToJsonString());

        (await admin.Put(Path, new { commentWeight = 0.5, boostHours = 0 })).Ok();

        Assert.Equal(
            """{"commentWeight":0.5,"reactionWeight":1,"hourlyDecay":0.98,"freshBoost":10,"boostLossPerHour":0.4,"boostHours":0}""",
            (await admin.Get(Path)).Ok().ToJsonString());
    }

    [Fact]
    public async Task users_neither_read_nor_change_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get(Path)).Refused(ErrorKind.PermissionDenied);
        (await alice.Put(Path, new { commentWeight = 3 })).Refused(ErrorKind.PermissionDenied);
        (await amity.Nobody().Get(Path)).Refused(ErrorKind.Unauthenticated);
        (await amity.Nobody().Put(Path, new { })).Refused(ErrorKind.Unauthenticated);
    }

    [Theory]
    [InlineData("""{"commentWeight":-1}""")]
    [InlineData("""{"reactionWeight":1000001}""")]
    [InlineData("""{"hourlyDecay":0}""")]
    [InlineData("""{"hourlyDecay":1.01}""")]
    [InlineData("""{"freshBoost":1e400}""")]
    [InlineData("""{"boostLossPerHour":"NaN"}""")]
    [InlineData("""{"boostHours":8761}""")]
    public async Task a_constant_out_of_its_range_is_refused(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        (await admin.Put(Path, new StringContent(body, null, "application/json"))).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task the_next_request_ranks_by_them_and_an_old_token_is_one_of_another_list()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var (said, liked) = (await alice.Writes("said"), await alice.Writes("liked"));
        await amity.Network.Database.Write(tx => tx.Run("update posts set comments_count = 3 where post_id = @said", new { said }));
        await amity.Network.Database.Write(tx => tx.Run("update posts set reactions_count = 4 where post_id = @liked", new { liked }));
        var first = (await alice.Get($"{Feed}?limit=1")).Ok();
        Assert.Equal([said], first.All("posts", "postId"));

        (await admin.Put(Path, new { commentWeight = 1 })).Ok();

        Assert.Equal([liked, said], (await alice.Get(Feed)).Ok().All("posts", "postId"));
        (await alice.Get($"{Feed}?token={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task an_administrator_learns_why_the_posts_stand_as_they_do()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var admin = await amity.Administrator();
        var old = await admin.Writes("old");
        await amity.Network.Database.Write(tx => tx.Run("update posts set comments_count = 10, reactions_count = 5 where post_id = @old", new { old }));
        clock.Advance(TimeSpan.FromHours(10));
        var recent = await admin.Writes("recent");
        clock.Advance(TimeSpan.FromHours(10));

        var rankings = (await admin.Get($"{Feed}?explain=true")).Ok()["rankings"]!.AsArray();

        Assert.Equal([old, recent], rankings.Select(one => one!.Text("postId")));
        double[] expected = [(25 * Math.Pow(0.98, 20)) + 2, 25, Math.Pow(0.98, 20), 2, 6, 0, Math.Pow(0.98, 10), 6];
        var parts = rankings.SelectMany(one => new[] { "score", "engagement", "decay", "boost" }.Select(part => one![part]!.GetValue<double>()));
        Assert.All(expected.Zip(parts), pair => Assert.Equal(pair.First, pair.Second, 0.001));
        Assert.Null((await admin.Get(Feed)).Ok()["rankings"]);
    }

    [Fact]
    public async Task users_are_not_told_the_rankings()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get($"{Feed}?explain=true")).Refused(ErrorKind.PermissionDenied);
        Assert.Null((await alice.Get($"{Feed}?explain=false")).Ok()["rankings"]);
        (await alice.Get($"{Feed}?explain=why")).Refused(ErrorKind.Invalid);
    }
}
