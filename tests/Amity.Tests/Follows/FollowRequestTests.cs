using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Follows;

/// <summary>Follows in a network where they wait for consent.</summary>
public sealed class FollowRequestTests : IAsyncLifetime
{
    private AmityHost host = null!;
    private Person alice = null!;
    private Person bob = null!;
    private Person carol = null!;

    public async Task InitializeAsync()
    {
        host = await AmityHost.Start();
        alice = await host.Login("alice");
        bob = await host.Login("bob");
        carol = await host.Login("carol");
        await host.Set("social", new { isFollowWithRequestEnabled = true });
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(await Recount.Of(host.Network.Database));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task a_follow_waits_and_counts_for_whom_it_waits_for_alone()
    {
        var follow = (await alice.Follow("bob")).First("follows");

        Assert.Equal(("alice", "bob", "pending"), (follow.Text("from"), follow.Text("to"), follow.Text("status")));
        Assert.Equal((0, 0, 1), await bob.Counts());
        Assert.Equal((0, 0, 0), await alice.Counts());
        Assert.Equal((0, 0, 0), await carol.Counts("bob"));
        Assert.Equal("pending", (await alice.Get("/api/v5/users/bob/followInfo")).Ok().First("follows").Text("status"));
        Assert.Equal("none", (await bob.Get("/api/v5/users/alice/followInfo")).Ok().First("follows").Text("status"));
    }

    [Fact]
    public async Task asking_again_changes_nothing()
    {
        var first = await alice.Follow("bob");
        Assert.Equal(first.First("follows").ToJsonString(), (await alice.Follow("bob")).First("follows").ToJsonString());
        Assert.Equal((0, 0, 1), await bob.Counts());
    }

    [Fact]
    public async Task who_is_asked_accepts()
    {
        await alice.Follow("bob");

        var answer = (await bob.Post("/api/v4/me/followers/alice")).Ok();

        var follow = answer.First("follows");
        Assert.Equal(("alice", "bob", "accepted"), (follow.Text("from"), follow.Text("to"), follow.Text("status")));
        Assert.Equal(["alice", "bob"], answer.All("users", "userId"));
        Assert.Equal((1, 0, 0), await bob.Counts());
        Assert.Equal((0, 1, 0), await alice.Counts());
        Assert.Equal("accepted", (await bob.Post("/api/v4/me/followers/alice")).Ok().First("follows").Text("status"));
        Assert.Equal((1, 0, 0), await bob.Counts());
    }

    [Fact]
    public async Task nobody_else_accepts()
    {
        await alice.Follow("bob");

        (await alice.Post("/api/v4/me/followers/bob")).Refused(ErrorKind.NotFound);
        (await carol.Post("/api/v4/me/followers/alice")).Refused(ErrorKind.NotFound);
        (await carol.Post("/api/v4/me/followers/nobody")).Refused(ErrorKind.NotFound);
        (await bob.Post("/api/v4/me/followers/bob")).Refused(ErrorKind.BadRequest);
        (await host.Nobody().Post("/api/v4/me/followers/alice")).Refused(ErrorKind.Unauthenticated);

        Assert.Equal((0, 0, 1), await bob.Counts());
    }

    [Fact]
    public async Task the_request_of_a_deleted_user_cannot_be_accepted()
    {
        await alice.Follow("bob");
        await Mark("true");
        (await bob.Post("/api/v4/me/followers/alice")).Refused(ErrorKind.NotFound);
        await Mark("false");
        (await bob.Post("/api/v4/me/followers/alice")).Ok();

        // As it is between a deletion and the step of its job that ends the relation.
        Task<int> Mark(string isDeleted) => host.Network.Database.Write(tx => tx.Run($"update users set is_deleted = {isDeleted} where user_id = 'alice'"));
    }

    [Fact]
    public async Task who_is_asked_declines()
    {
        await alice.Follow("bob");
        Assert.Equal("none", (await bob.Delete("/api/v4/me/followers/alice")).Ok().First("follows").Text("status"));
        Assert.Equal("none", (await bob.Delete("/api/v4/me/followers/alice")).Ok().First("follows").Text("status"));
        Assert.Equal((0, 0, 0), await bob.Counts());
        Assert.Equal((0, 0, 0), await alice.Counts());
        Assert.Equal("pending", (await alice.Follow("bob")).First("follows").Text("status"));
    }

    [Fact]
    public async Task who_asks_takes_the_request_back()
    {
        await alice.Follow("bob");
        Assert.Equal("none", (await alice.Delete("/api/v4/me/following/bob")).Ok().First("follows").Text("status"));
        Assert.Equal((0, 0, 0), await bob.Counts());
        (await bob.Post("/api/v4/me/followers/alice")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task an_accepted_one_ends_as_any_other()
    {
        await alice.Follow("bob");
        (await bob.Post("/api/v4/me/followers/alice")).Ok();
        (await bob.Delete("/api/v4/me/followers/alice")).Ok();
        Assert.Equal((0, 0, 0), await bob.Counts());
        Assert.Equal((0, 0, 0), await alice.Counts());
    }

    [Fact]
    public async Task with_the_setting_off_again_new_ones_are_accepted_and_those_that_wait_go_on_waiting()
    {
        await alice.Follow("bob");
        await host.Set("social", new { isFollowWithRequestEnabled = false });

        Assert.Equal("pending", (await alice.Follow("bob")).First("follows").Text("status"));
        Assert.Equal("accepted", (await carol.Follow("bob")).First("follows").Text("status"));
        Assert.Equal((1, 0, 1), await bob.Counts());
        (await bob.Post("/api/v4/me/followers/alice")).Ok();
        Assert.Equal((2, 0, 0), await bob.Counts());
    }

    [Fact]
    public async Task those_that_wait_are_listed_page_by_page_among_many_followers()
    {
        string[] asking = [.. Enumerable.Range(0, 5).Select(i => $"asking {i}")];
        foreach (var id in asking)
        {
            await (await host.Login(id)).Follow("bob");
            await (await host.Login($"{id}, accepted")).Follow("bob");
            (await bob.Post($"/api/v4/me/followers/{Uri.EscapeDataString($"{id}, accepted")}")).Ok();
        }

        Assert.Equal(asking.Reverse(), await bob.ThereAndBack("/api/v4/me/followers?status=pending", "follows", "from", size: 2));
        Assert.Equal(10, (await bob.Get("/api/v4/me/followers")).Ok().All("follows", "from").Count);
        Assert.Equal(5, (await carol.Get("/api/v4/users/bob/followers")).Ok().All("follows", "from").Count);
        Assert.Empty((await carol.Get("/api/v4/users/bob/followers?status=pending")).Ok()["follows"]!.AsArray());
    }
}
