using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>Flags on posts and on comments, for which the same rules hold.</summary>
public sealed class FlagContentTests(Talk talk) : IClassFixture<Talk>
{
    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    public async Task a_flag_counts_once_and_a_repeat_changes_nothing(string kind)
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol) = (await amity.Login("alice"), await amity.Login("carol"));
        var id = await alice.Makes(kind);
        await amity.ForgetsChanges();

        var flagged = (await carol.Flags(kind, id)).Ok().First($"{kind}s");

        Assert.Equal(1, flagged.Number("flagCount"));
        Assert.True(flagged.ChangedSince());
        Assert.Equal((true, false), (await carol.HasFlagged(kind, id), await alice.HasFlagged(kind, id)));
        await amity.ForgetsChanges();
        var again = (await carol.Flags(kind, id)).Ok().First($"{kind}s");
        Assert.Equal(1, again.Number("flagCount"));
        Assert.False(again.ChangedSince());
        Assert.Equal(2, (await alice.Flags(kind, id)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Equal(2, (await alice.Looks(kind, id)).Number("flagCount"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    public async Task one_takes_back_the_own_flag_and_no_other(string kind)
    {
        var id = await talk.Alice.Makes(kind);
        (await talk.Bob.Flags(kind, id)).Ok();
        (await talk.Carol.Flags(kind, id)).Ok();

        Assert.Equal(1, (await talk.Carol.Unflags(kind, id)).Ok().First($"{kind}s").Number("flagCount"));

        Assert.Equal(1, (await talk.Carol.Unflags(kind, id)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Equal(1, (await talk.Alice.Unflags(kind, id)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Equal((true, false), (await talk.Bob.HasFlagged(kind, id), await talk.Carol.HasFlagged(kind, id)));
        Assert.NotNull((await talk.Alice.Looks(kind, id))["hashFlag"]);
        var last = (await talk.Bob.Unflags(kind, id)).Ok().First($"{kind}s");
        Assert.Equal(0, last.Number("flagCount"));
        Assert.True(last.AsObject().ContainsKey("hashFlag") && last["hashFlag"] is null);
    }

    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    public async Task moderators_and_administrators_clear_flags_and_nobody_else(string kind)
    {
        var hikers = await talk.Alice.Founds(members: ["bob"]);
        var (shared, own) = (await talk.Bob.Makes(kind, hikers), await talk.Bob.Makes(kind));
        foreach (var id in (string[])[shared, own])
        {
            (await talk.Bob.Flags(kind, id)).Ok();
            (await talk.Carol.Flags(kind, id)).Ok();
            (await talk.Bob.ClearsFlags(kind, id)).Refused(ErrorKind.PermissionDenied);
            (await talk.Carol.ClearsFlags(kind, id)).Refused(ErrorKind.PermissionDenied);
            (await talk.Host.Nobody().Delete($"/api/v3/{kind}s/{id}/flags")).Refused(ErrorKind.Unauthenticated);
        }

        (await talk.Alice.ClearsFlags(kind, own)).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(0, (await talk.Alice.ClearsFlags(kind, shared)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Equal(0, (await talk.Alice.ClearsFlags(kind, shared)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Equal(0, (await talk.Admin.ClearsFlags(kind, own)).Ok().First($"{kind}s").Number("flagCount"));

        Assert.False(await talk.Carol.HasFlagged(kind, shared));
        Assert.Equal(1, (await talk.Carol.Flags(kind, shared)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Equal(2, (await talk.Admin.Flags(kind, shared)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Empty(await Recount.Of(talk.Host.Network.Database));
    }

    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    public async Task an_outsider_meets_nothing_in_a_private_community(string kind)
    {
        var id = await talk.Alice.Makes(kind, await talk.Alice.Founds(isPublic: false));
        foreach (var hidden in (string[])[id, new string('f', 24)])
        {
            (await talk.Carol.Flags(kind, hidden)).Refused(ErrorKind.NotFound);
            (await talk.Carol.Unflags(kind, hidden)).Refused(ErrorKind.NotFound);
            (await talk.Carol.ClearsFlags(kind, hidden)).Refused(ErrorKind.NotFound);
            (await talk.Carol.AsksForFlag(kind, hidden)).Refused(ErrorKind.NotFound);
        }

        Assert.Equal(0, (await talk.Alice.Looks(kind, id)).Number("flagCount"));
    }

    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    public async Task who_is_banned_from_its_community_flags_nothing_there(string kind)
    {
        var hikers = await talk.Alice.Founds(members: ["bob"]);
        var id = await talk.Alice.Makes(kind, hikers);
        (await talk.Bob.Flags(kind, id)).Ok();
        await Posting.Bans(talk.Host, hikers, "bob");

        (await talk.Bob.Flags(kind, await talk.Alice.Makes(kind, hikers))).Refused(ErrorKind.Banned);
        (await talk.Bob.Unflags(kind, id)).Refused(ErrorKind.Banned);

        Assert.True(await talk.Bob.HasFlagged(kind, id));
    }

    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    public async Task what_is_deleted_takes_no_flags(string kind)
    {
        var id = await talk.Bob.Makes(kind, await talk.Alice.Founds(members: ["bob"]));
        (await talk.Bob.Delete($"/api/v4/{kind}s/{id}")).Ok();

        foreach (var person in (Person[])[talk.Alice, talk.Bob, talk.Carol, talk.Admin])
        {
            (await person.Flags(kind, id)).Refused(ErrorKind.NotFound);
            (await person.Unflags(kind, id)).Refused(ErrorKind.NotFound);
        }

        Assert.False(await talk.Bob.HasFlagged(kind, id));
        Assert.False(await talk.Alice.HasFlagged(kind, id));
    }

    [Fact]
    public async Task of_a_deleted_post_only_those_learn_who_may_still_read_it()
    {
        var post = await talk.Bob.Makes("post");
        (await talk.Bob.Delete($"/api/v4/posts/{post}")).Ok();

        (await talk.Carol.AsksForFlag("post", post)).Refused(ErrorKind.NotFound);
        (await talk.Carol.ClearsFlags("post", post)).Refused(ErrorKind.NotFound);

        Assert.False(await talk.Admin.HasFlagged("post", post));
    }

    [Fact]
    public async Task strangers_report_also_where_only_members_take_part()
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol) = (await amity.Login("alice"), await amity.Login("carol"));
        await amity.Sets(new { disallowNonMemberInteractInCommunity = true });
        var post = await alice.Writes("for members", await alice.Founds());

        (await carol.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Refused(ErrorKind.PermissionDenied);

        Assert.Equal(1, (await carol.Flags("post", post)).Ok().First("posts").Number("flagCount"));
    }

    [Theory]
    [InlineData("post")]
    [InlineData("comment")]
    public async Task a_thousand_flags_are_all_that_a_thing_takes(string kind)
    {
        await using var amity = await AmityHost.Start();
        var (alice, carol, admin) = (await amity.Login("alice"), await amity.Login("carol"), await amity.Administrator());
        var id = await alice.Makes(kind);
        await amity.Registers(Enumerable.Range(0, 999).Select(i => $"fan{i}"));
        await amity.ArrangesFlags(kind, id, 999);
        (await alice.Flags(kind, id)).Ok();

        Assert.Equal("Number of flag already exceed.", (await carol.Flags(kind, id)).Refused(ErrorKind.Forbidden).Text("message"));

        (await alice.Flags(kind, id)).Ok();
        Assert.Equal(1000, (await alice.Looks(kind, id)).Number("flagCount"));
        Assert.False(await carol.HasFlagged(kind, id));
        (await admin.ClearsFlags(kind, id)).Ok();
        Assert.Equal(1, (await carol.Flags(kind, id)).Ok().First($"{kind}s").Number("flagCount"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Theory]
    [InlineData("post", 3)]
    [InlineData("comment", 200)]
    public async Task the_hash_holds_everyone_who_flagged_and_few_others(string kind, int flaggers)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Makes(kind);
        await amity.Registers(Enumerable.Range(0, flaggers).Select(i => $"fan{i}"));
        await amity.ArrangesFlags(kind, id, flaggers);

        var hash = (await alice.Looks(kind, id))["hashFlag"]!;

        Assert.All(Enumerable.Range(0, flaggers), i => Assert.True(Holds(hash, $"fan{i}")));
        Assert.InRange(Enumerable.Range(0, 1000).Count(i => Holds(hash, $"stranger{i}")), 0, 40);
    }

    [Fact]
    public async Task a_page_with_very_many_flags_says_perhaps_of_the_last_ones()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers(Enumerable.Range(0, 1000).Select(i => $"fan{i}"));
        var posts = await alice.WritesMany(11);
        foreach (var post in posts)
        {
            await amity.ArrangesFlags("post", post, 1000);
        }

        var list = (await alice.Get("/api/v4/posts?targetId=alice")).Ok()["posts"]!.AsArray();

        Assert.Equal(11, list.Count);
        Assert.All(list, post => Assert.True(Holds(post!["hashFlag"]!, "fan999")));
        Assert.Equal(1, list.Count(post => Holds(post!["hashFlag"]!, "stranger1") && post["hashFlag"]!.Number("bits") == 64));
    }

    /// <summary>The filter's definition, in big numbers.</summary>
    private static bool Holds(JsonNode hash, string userId)
    {
        var field = Convert.FromBase64String(hash.Text("hash"));
        Assert.Equal(field.Length * 8, hash.Number("bits"));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(userId));
        var (first, step) = (new BigInteger(digest.AsSpan(0, 4), isUnsigned: true), new BigInteger(digest.AsSpan(4, 4), isUnsigned: true));
        step += step.IsEven ? 1 : 0;
        return Enumerable.Range(0, (int)hash.Number("hashes")).Select(i => (int)((first + (i * step)) % (field.Length * 8)))
            .All(bit => (field[bit / 8] & (1 << (bit % 8))) != 0);
    }
}
