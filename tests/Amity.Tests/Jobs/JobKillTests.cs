using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Kit.Load;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Jobs;

/// <summary>SIGKILL while a job is under way.</summary>
public sealed class JobKillTests
{
    private const int Threads = 80, Replies = 10;

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
            for (var patience = 0; await stored.One<long>("select count(*) from jobs") > 0; patience++)
            {
                Assert.True(patience < 3000, "The job does not go on.");
                await Task.Delay(10);
            }

            Assert.Equal(0, await Left(stored, post));
            Assert.Equal(1 + Replies, (await reader.Reads(kept)).Number("commentsCount"));
            Assert.Empty(await Recount.Of(stored));
        }

        Assert.True(interrupted > 0, "Every job was done before its server was killed: this run shows nothing.");
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
