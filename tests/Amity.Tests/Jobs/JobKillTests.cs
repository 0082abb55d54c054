using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Kit.Load;
using Amity.Tests.Posts;
using Amity.Tests.Users;
using Xunit;

namespace Amity.Tests.Jobs;

/// <summary>SIGKILL while a job is under way.</summary>
public sealed class JobKillTests
{
    private const int Threads = 80, Replies = 10, Things = 150;

    [Fact]
    public async Task what_was_deleted_for_good_goes_on_going_after_a_kill()
    {
        using var folder = new ScratchFolder();
        var interrupted = 0;

        // A job may be quicker than the kill: then it shows nothing, and another one is tried.
        for (var round = 0; round < 10 && interrupted < 2; round++)
        {
            string post, kept;
            await using (var amity = await Serve(folder))
            {
                var alice = await amity.Login("alice");
                (post, kept) = (await alice.Writes("gone"), await alice.Writes("kept"));
                await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Thread(alice, post)));
                await Thread(alice, kept);
                (await alice.Delete($"/api/v4/posts/{post}?permanent=true")).Ok();
                await amity.Kill();
            }

            await using var again = await Serve(folder);
            using var stored = StoredNetwork.Of(folder.Data);
            interrupted += await Left(stored, post) > 0 ? 1 : 0;
            Assert.Empty(await Recount.Of(stored));
            var reader = await again.Login("alice");
            (await reader.Get($"/api/v3/comments?referenceId={post}")).Refused(ErrorKind.NotFound);
            await Done(stored);
            Assert.Equal(0, await Left(stored, post));
            Assert.Equal(1 + Replies, (await reader.Reads(kept)).Number("commentsCount"));
            Assert.Empty(await Recount.Of(stored));
        }

        Assert.True(interrupted > 0, "Every job was done before its server was killed: this run shows nothing.");
    }

    [Fact]
    public async Task an_account_that_was_deleted_goes_on_going_after_a_kill()
    {
        using var folder = new ScratchFolder();
        var token = (await AmityProgram.Run(folder.Path, "admin-token")).OutputLines.Single();
        var interrupted = 0;
        for (var round = 0; round < 10 && interrupted < 1; round++)
        {
            var (user, kept) = ($"bob{round}", "");
            await using (var amity = await Serve(folder))
            {
                var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login(user), new Person(amity.Http, "admin", token));
                kept = await alice.Writes("kept");
                await Task.WhenAll(Enumerable.Range(0, Things).Select(_ => Leave(bob, alice, kept)));
                (await admin.DeletesUser(user, "deleteAll")).Ok();
                await amity.Kill();
            }

            await using var again = await Serve(folder);
            using var stored = StoredNetwork.Of(folder.Data);
            interrupted += await Traces(stored, user) > 0 ? 1 : 0;
            Assert.Empty(await Recount.Of(stored));
            var registration = new Person(again.Http, "", null, ("x-api-key", again.ApiKey));
            (await registration.Post("/api/v5/sessions", new { userId = user, deviceId = "new" })).Refused(ErrorKind.Forbidden);
            await Done(stored);
            Assert.Equal(0, await Traces(stored, user));
            var post = await (await again.Login("alice")).Reads(kept);
            Assert.Equal(Things, post.Number("commentsCount"));
            Assert.Equal(0, await stored.One<long>("select count(*) from reactions"));
            Assert.Empty(await Recount.Of(stored));
        }

        Assert.True(interrupted > 0, "Every deletion was done before its server was killed: this run shows nothing.");
    }

    /// <summary>A post with a comment of another below it, a comment with a reply, a reaction to a comment that stays.</summary>
    private static async Task Leave(Person bob, Person alice, string post)
    {
        await alice.Comment(await bob.Writes("his"));
        await alice.Comment(post, parentId: await bob.Comment(post));
        await bob.React("comment", await alice.Comment(post));
    }

    private static Task<long> Traces(StoredNetwork stored, string user) => stored.One<long>(
        """
        select (select count(*) from posts where user_id = @user)
             + (select count(*) from comments where user_id = @user)
             + (select count(*) from reactions where user_id = @user)
        """,
        new { user });

    private static async Task Done(StoredNetwork stored)
    {
        for (var patience = 0; await stored.One<long>("select count(*) from jobs") > 0; patience++)
        {
            Assert.True(patience < 6000, "The job does not go on.");
            await Task.Delay(10);
        }
    }

    private static async Task Thread(Person alice, string post)
    {
        var root = await alice.Comment(post);
        await alice.React("comment", root);
        await alice.CommentTimes(Replies, post, root);
    }

    private static Task<AmityProcess> Serve(ScratchFolder folder) =>
        AmityProcess.Serve(folder.Path, "--Amity:RateLimit:PermitsPerSecond", "0");

    private static Task<long> Left(StoredNetwork stored, string post) =>
        stored.One<long>("select count(*) from comments where reference_id = @post", new { post });
}
