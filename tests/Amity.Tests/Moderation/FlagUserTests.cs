using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Moderation;

public sealed class FlagUserTests
{
    [Fact]
    public async Task a_flag_counts_once_and_is_known_to_who_put_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await amity.ForgetsChanges();

        var answer = (await alice.Post("/api/v4/me/flags/bob")).Ok();

        Assert.Equal(1, answer.First("users").Number("flagCount"));
        Assert.NotNull(answer.First("users")["hashFlag"]);
        Assert.True(answer.First("users").ChangedSince());
        Assert.Empty(answer["files"]!.AsArray());
        Assert.Equal(1, (await alice.Post("/api/v4/me/flags/bob")).Ok().First("users").Number("flagCount"));
        foreach (var spelling in (string[])["isFlagByMe", "isflagbyme"])
        {
            Assert.True((await alice.Get($"/api/v3/users/bob/{spelling}")).Ok().Flag("isFlagByMe"));
            Assert.True((await alice.Get($"/api/v3/users/bob/{spelling}")).Ok().Flag("result"));
        }

        Assert.False(await bob.HasFlagged("user", "bob"));
        Assert.Equal(["bob"], (await bob.Get("/api/v3/users?filter=flagged")).Ok().All("users", "userId"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task one_takes_back_the_own_flag_and_no_other()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        (await alice.Post("/api/v4/me/flags/bob")).Ok();
        (await carol.Post("/api/v4/me/flags/bob")).Ok();

        Assert.Equal(1, (await alice.Delete("/api/v4/me/flags/bob")).Ok().First("users").Number("flagCount"));

        Assert.Equal(1, (await alice.Delete("/api/v4/me/flags/bob")).Ok().First("users").Number("flagCount"));
        Assert.Equal(1, (await bob.Delete("/api/v4/me/flags/bob")).Ok().First("users").Number("flagCount"));
        Assert.Equal((false, true), (await alice.HasFlagged("user", "bob"), await carol.HasFlagged("user", "bob")));
        Assert.Null((await carol.Delete("/api/v4/me/flags/bob")).Ok().First("users")["hashFlag"]);
    }

    [Fact]
    public async Task administrators_clear_flags_and_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        (await alice.Post("/api/v4/me/flags/bob")).Ok();

        (await alice.Delete("/api/v2/users/bob/flags")).Refused(ErrorKind.PermissionDenied);
        (await bob.Delete("/api/v2/users/bob/flags")).Refused(ErrorKind.PermissionDenied);
        (await alice.Delete("/api/v2/users/nobody/flags")).Refused(ErrorKind.PermissionDenied);
        (await amity.Nobody().Delete("/api/v2/users/bob/flags")).Refused(ErrorKind.Unauthenticated);
        Assert.Equal(1, (await alice.Get("/api/v3/users/bob")).Ok().First("users").Number("flagCount"));

        var cleared = (await admin.Delete("/api/v2/users/bob/flags")).Ok();

        Assert.Equal(("bob", 0), (cleared.Text("userId"), cleared.Number("flagCount")));
        Assert.False(await alice.HasFlagged("user", "bob"));
        (await admin.Delete("/api/v2/users/nobody/flags")).Refused(ErrorKind.NotFound);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task an_unknown_user_is_not_found_and_a_deleted_one_takes_no_flags()
    {
        await using var amity = await AmityHost.Start();
        var (alice, _) = (await amity.Login("alice"), await amity.Login("bob"));
        (await alice.Post("/api/v4/me/flags/bob")).Ok();
        await amity.Deletes("bob");

        foreach (var gone in (string[])["nobody", "bob"])
        {
            (await alice.Post($"/api/v4/me/flags/{gone}")).Refused(ErrorKind.NotFound);
            (await alice.Delete($"/api/v4/me/flags/{gone}")).Refused(ErrorKind.NotFound);
        }

        (await alice.Get("/api/v3/users/nobody/isFlagByMe")).Refused(ErrorKind.NotFound);
        Assert.True(await alice.HasFlagged("user", "bob"));
    }

    [Fact]
    public async Task a_thousand_flags_are_all_that_a_user_takes()
    {
        await using var amity = await AmityHost.Start();
        var (alice, _) = (await amity.Login("alice"), await amity.Login("bob"));
        await amity.Registers(Enumerable.Range(0, 1000).Select(i => $"fan{i}"));
        await amity.ArrangesFlags("user", "bob", 1000);

        (await alice.Post("/api/v4/me/flags/bob")).Refused(ErrorKind.Forbidden);

        Assert.Equal(1000, (await alice.Get("/api/v3/users/bob")).Ok().First("users").Number("flagCount"));
        Assert.Equal(1000, await amity.Number("select count(*) from flags"));
    }
}
