using System.Text;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Users;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Blocks;

public sealed class ListBlockedUsersTests
{
    [Fact]
    public async Task it_has_the_blocked_users_alone_with_the_callers_relations_to_them()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob", "Bob"));
        var before = (await alice.Get(BlockCalls.List)).Ok();
        await alice.Blocks("bob");

        var answer = (await alice.Get($"{BlockCalls.List}?isDeleted=false")).Ok();

        Assert.Equal((0, 0), (before["users"]!.AsArray().Count, before["paging"]!.Number("total")));
        Assert.Equal(["Bob"], answer.All("users", "displayName"));
        var relation = Assert.Single(answer["follows"]!.AsArray())!;
        Assert.Equal(("alice", "bob", "blocked"), (relation.Text("from"), relation.Text("to"), relation.Text("status")));
        Assert.Equal(bob.Session.First("users").Text("_id"), relation.Text("toUserInternalId"));
        Assert.Empty(answer["files"]!.AsArray());
        Assert.Equal(["total"], answer["paging"]!.AsObject().Select(field => field.Key));
        Assert.Equal(1, answer["paging"]!.Number("total"));
    }

    [Fact]
    public async Task nobody_sees_by_whom_they_are_blocked()
    {
        await using var amity = await AmityHost.Start();
        var (_, bob) = await amity.Apart("alice");

        Assert.Empty(await bob.Blocked());
        Assert.Equal(0, (await bob.Get(BlockCalls.List)).Ok()["paging"]!.Number("total"));
    }

    [Fact]
    public async Task pages_lead_there_and_back_newest_first_by_tokens_in_both_places()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        string[] others = [.. Enumerable.Range(0, 8).Select(i => $"user {i}")];
        await amity.Registers(others);
        foreach (var other in others)
        {
            await alice.Blocks(other);
        }

        Assert.Equal(others.Reverse(), await alice.ThereAndBack(BlockCalls.List, "users", "userId", size: 3));
        var first = (await alice.Get($"{BlockCalls.List}?limit=3")).Ok();
        Assert.Equal(8, first["paging"]!.Number("total"));
        var second = (await alice.Get($"{BlockCalls.List}?token={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Ok();
        Assert.Equal(["user 4", "user 3", "user 2"], second.All("users", "userId"));
        Assert.Equal(8, second["paging"]!.Number("total"));
        var own = Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"limit":2}""")));
        Assert.Equal(["user 7", "user 6"], (await alice.Get($"{BlockCalls.List}?token={own}")).Ok().All("users", "userId"));
    }

    [Fact]
    public async Task wrong_calls_are_refused_and_a_token_is_of_one_user()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await amity.Registers("carol", "dave");
        await alice.Blocks("carol");
        await alice.Blocks("dave");
        var token = Uri.EscapeDataString((await alice.Get($"{BlockCalls.List}?limit=1")).Ok()["paging"]!.Text("next"));

        (await bob.Get($"{BlockCalls.List}?token={token}")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"{BlockCalls.List}?token=nonsense")).Refused(ErrorKind.BadRequest);
        (await alice.Get($"{BlockCalls.List}?limit=101")).Refused(ErrorKind.Invalid);
        (await alice.Get($"{BlockCalls.List}?options[limit]=0")).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get(BlockCalls.List)).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task deleted_users_are_left_out_and_their_blocks_go_in_both_directions()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        string[] fans = [.. Enumerable.Range(0, 150).Select(i => $"fan{i}")];
        await amity.Registers(fans);
        await alice.Blocks("bob");
        await alice.Blocks("carol");
        await carol.Blocks("alice");
        await amity.Network.Database.Write(async tx =>
        {
            foreach (var userId in fans)
            {
                await tx.Run("insert into blocks values (@id, 'bob', @userId, @now)", new { id = tx.NewId(), userId, now = tx.Now });
                await tx.Run("insert into blocks values (@id, @userId, 'bob', @now)", new { id = tx.NewId(), userId, now = tx.Now });
            }

            return await tx.Run("update users set is_deleted = true where user_id = 'bob'");
        });
        Assert.Equal(["carol"], await alice.Blocked());
        Assert.Equal(1, (await alice.Get(BlockCalls.List)).Ok()["paging"]!.Number("total"));

        await amity.Network.Database.Write(async tx =>
        {
            await tx.Raise(new UserDeleted("bob", DeleteAll: false, MarkMessageDeleted: false, HardDeletePost: false, HardDeleteComment: false));
            return 0;
        });

        await amity.JobsAreDone();
        Assert.Equal(2, await amity.Number("select count(*) from blocks"));
        Assert.Equal(["alice"], await carol.Blocked());
        Assert.Equal(["carol"], await alice.Blocked());
    }
}
