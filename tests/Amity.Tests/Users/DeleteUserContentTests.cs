using Amity.Core.Data;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Users;

/// <summary>What a deleted user wrote and did, and what others put below it: by the flags of the deletion.</summary>
public sealed class DeleteUserContentTests
{
    [Theory]
    [InlineData("", true, true, true)]
    [InlineData("markMessageDeleted", true, true, true)]
    [InlineData("hardDeletePost", false, true, true)]
    [InlineData("hardDeleteComment", true, false, true)]
    [InlineData("hardDeletePost,hardDeleteComment", false, false, true)]
    [InlineData("deleteAll", false, false, false)]
    public async Task the_flags_say_what_goes_and_every_counter_of_the_others_is_right(string flags, bool postsStay, bool commentsStay, bool restStays)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob", "Bob"), await amity.Administrator());
        var scene = await Scene.Of(amity, alice, bob);
        await Flags(alice, bob, scene);
        Assert.Empty(await Recount.Of(amity.Network.Database));

        (await admin.DeletesUser("bob", flags.Split(',', StringSplitOptions.RemoveEmptyEntries))).Ok();
        await amity.JobsAreDone();

        Assert.Empty(await Recount.Of(amity.Network.Database));
        Assert.Equal(postsStay ? scene.PostsOfBob.Count : 0, await Count(amity, "posts", "parent_post_id is null and user_id = 'bob'"));
        foreach (var post in scene.PostsOfBob.Take(2))
        {
            await Shows(alice, $"/api/v3/posts/{post}", postsStay);
        }

        foreach (var comment in scene.CommentsOfBob)
        {
            await Shows(alice, $"/api/v3/comments/{comment}", commentsStay && (postsStay || !scene.BelowPostsOfBob.Contains(comment)));
        }

        // What others wrote goes with what it stands below, and not otherwise.
        await Shows(alice, $"/api/v3/comments/{scene.OnPostOfBob}", postsStay);
        await Shows(alice, $"/api/v3/comments/{scene.ReplyToBob}", commentsStay);
        await Shows(alice, $"/api/v3/comments/{scene.DeepReply}", commentsStay);
        await Shows(alice, $"/api/v3/comments/{scene.HerRoot}", true);
        var hers = await alice.Reads(scene.PostOfAlice);
        Assert.Equal(commentsStay ? 5 : 1, hers.Number("commentsCount"));
        Assert.Equal(restStays ? 2 : 1, hers.Number("reactionsCount"));
        Assert.Equal(restStays ? 1 : 0, hers.Number("flagCount"));
        Assert.Equal(postsStay ? 2 : 1, await alice.PostsCount(scene.Hikers));

        // Votes, and polls with their votes.
        Assert.Equal(restStays ? [2, 0, 0] : [1, 0, 0], (await alice.Reads(scene.PollOfAlice)).Counts);
        await Shows(admin, $"/api/v3/polls/{scene.PollOfBob.Id}", restStays);
        await Shows(admin, $"/api/v3/polls/{scene.UnshownPoll.Id}", restStays);
        Assert.Equal(restStays ? 2 : 0, await Count(amity, "poll_votes", $"poll_id = '{scene.PollOfBob.Id}'"));
        Assert.Equal(0, await Count(amity, "flags", "reference_type = 'user' and reference_id = 'bob'"));
        if (postsStay)
        {
            var answer = (await alice.Get($"/api/v3/posts/{scene.PostsOfBob[0]}")).Ok();
            Assert.Equal("Deleted user", answer["users"]!.AsArray().Single(user => user!.Text("userId") == "bob")!.Text("displayName"));
            Assert.Equal(restStays ? 2 : 0, answer.First("posts").Number("reactionsCount"));
        }
    }

    [Fact]
    public async Task a_large_account_goes_in_many_small_writes_between_which_others_are_served()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var hikers = await alice.Founds(members: ["bob"]);
        var post = await alice.Writes("hers", hikers);
        await bob.WritesMany(60, hikers);
        var roots = await bob.CommentTimes(60, post);
        var replies = await alice.CommentTimes(120, post, roots[30]);
        await bob.CommentTimes(10, post, replies[5]);
        for (var i = 0; i < 80; i++)
        {
            await bob.React("comment", replies[i]);
        }

        (await admin.DeletesUser("bob", "deleteAll")).Ok();
        var served = 0;
        while (await amity.Number("select count(*) from jobs") > 0)
        {
            (await alice.Put("/api/v3/users", new { userId = "alice", description = $"{served++}" })).Ok();
        }

        Assert.Equal((0, 0), ((await alice.Reads(post)).Number("commentsCount"), await Count(amity, "comments", "true")));
        Assert.Equal(1, await alice.PostsCount(hikers));
        Assert.Equal(0, await Count(amity, "reactions", "true"));
        Assert.True(served > 3, $"Only {served} calls of others were served meanwhile.");
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Theory]
    [InlineData("deleteAll", true, true)]
    [InlineData("hardDeletePost", true, false)]
    [InlineData("hardDeleteComment", false, true)]
    [InlineData("", false, false)]
    public async Task what_goes_is_hidden_from_everybody_before_it_is_removed(string flags, bool postsGo, bool commentsGo)
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        var (bob, cid) = (await amity.Login("bob"), await amity.Login("cid"));
        await amity.Login("eve");
        (await cid.Post("/api/v4/me/user-blocks/eve")).Ok();
        var hikers = await alice.Founds(members: ["bob", "cid"]);
        var hers = await alice.WritesMany(3, hikers);
        var his = (await bob.WritesMany(12, hikers)).Append(await bob.Writes("on the wall")).ToList();
        (await alice.Post("/api/v4/me/following/bob")).Ok();
        (await cid.Post("/api/v4/me/following/bob")).Ok();
        var root = await alice.Comment(hers[0]);
        var (said, reply) = (await bob.Comment(hers[0]), await bob.Comment(hers[0], parentId: root));
        var below = await alice.Comment(hers[0], parentId: said);
        var deep = await alice.Comment(hers[0], parentId: reply);
        var onHis = await alice.Comment(his[0]);
        await using var held = await Held.Of(amity);
        await Sees(postsAreThere: true, commentsAreThere: true);

        (await admin.DeletesUser("bob", flags.Split(',', StringSplitOptions.RemoveEmptyEntries))).Ok();
        await Sees(!postsGo, !commentsGo);
        Assert.Equal(his.Count, await Count(amity, "posts", "user_id = 'bob'"));

        await held.Release();
        await amity.JobsAreDone();
        await Sees(!postsGo, !commentsGo);
        Assert.Equal(0, await Count(amity, "post_departures", "true") + await Count(amity, "comment_departures", "true"));

        async Task Sees(bool postsAreThere, bool commentsAreThere)
        {
            foreach (var person in (Person[])[alice, cid, admin])
            {
                foreach (var post in his)
                {
                    await Shows(person, $"/api/v3/posts/{post}", postsAreThere);
                }

                foreach (var comment in (string[])[said, reply, below, deep])
                {
                    await Shows(person, $"/api/v3/comments/{comment}", commentsAreThere);
                }

                await Shows(person, $"/api/v3/comments/{root}", true);
                await Shows(person, $"/api/v3/comments/{onHis}", postsAreThere);
                await Shows(person, $"/api/v3/reactions?referenceType=post&referenceId={his[0]}", postsAreThere);
                await Lists(person, $"/api/v4/posts?targetType=community&targetId={hikers}&limit=100", postsAreThere ? 15 : 3);
                await Lists(person, "/api/v4/posts?targetType=user&targetId=bob", postsAreThere ? 1 : 0);
                await Lists(person, $"/api/v3/comments?referenceType=post&referenceId={hers[0]}", commentsAreThere ? 2 : 1, "comments");
                var preview = (await person.Get($"/api/v3/posts/{hers[0]}")).Ok().All("comments", "commentId");
                Assert.Equal(commentsAreThere, preview.Contains(said));
                Assert.Contains(root, preview);
            }

            foreach (var feed in (string[])["/api/v3/global-feeds?", "/api/v5/me/global-feeds?", "/api/v4/me/global-feeds?", "/api/v5/me/global-feeds?dataTypes[]=text&"])
            {
                foreach (var person in (Person[])[alice, cid])
                {
                    var shown = (await person.Get($"{feed}limit=3")).Ok().All("posts", "postId");
                    Assert.Equal(3, shown.Count);
                    Assert.Equal(postsAreThere, shown.Any(his.Contains));
                }
            }
        }
    }

    private static async Task Lists(Person person, string path, int count, string what = "posts") =>
        Assert.Equal(count, (await person.Get(path)).Ok()[what]!.AsArray().Count);

    /// <summary>No post and no comment is removed while this is there: steps fail and are tried again.</summary>
    private sealed class Held(AmityHost amity) : IAsyncDisposable
    {
        private static readonly string[] Tables = ["posts", "comments"];

        private bool isReleased;

        public static async Task<Held> Of(AmityHost amity)
        {
            foreach (var table in Tables)
            {
                await amity.Network.Database.Write(tx => tx.Run($"create trigger hold_{table} before delete on {table} begin select raise(abort, 'held'); end"));
            }

            return new Held(amity);
        }

        public async Task Release()
        {
            foreach (var table in Tables.Where(_ => !isReleased))
            {
                await amity.Network.Database.Write(tx => tx.Run($"drop trigger hold_{table}"));
            }

            isReleased = true;
        }

        public async ValueTask DisposeAsync() => await Release();
    }

    private static async Task Flags(Person alice, Person bob, Scene scene)
    {
        (await bob.Flags("post", scene.PostOfAlice)).Ok();
        (await bob.Flags("comment", scene.HerRoot)).Ok();
        (await bob.Post("/api/v4/me/flags/alice")).Ok();
        (await alice.Post("/api/v4/me/flags/bob")).Ok();
        (await alice.Flags("post", scene.PostsOfBob[0])).Ok();
        (await alice.Flags("comment", scene.CommentsOfBob[0])).Ok();
    }

    private static async Task Shows(Person person, string path, bool isThere)
    {
        var answer = await person.Get(path);
        Assert.True(answer.Status == (isThere ? 200 : 404), $"{path}: {answer.Status}");
    }

    private static Task<long> Count(AmityHost amity, string table, string where) => amity.Number($"select count(*) from {table} where {where}");

    /// <summary>Two people who met everywhere.</summary>
    private sealed record Scene(
        string Hikers,
        IReadOnlyList<string> PostsOfBob,
        string PostOfAlice,
        string OnPostOfBob,
        string HerRoot,
        IReadOnlyList<string> CommentsOfBob,
        IReadOnlyList<string> BelowPostsOfBob,
        string ReplyToBob,
        string DeepReply,
        Poll PollOfAlice,
        Poll PollOfBob,
        Poll UnshownPoll)
    {
        public static async Task<Scene> Of(AmityHost amity, Person alice, Person bob)
        {
            var hikers = await alice.Founds(members: ["bob"]);
            var reviewed = await alice.Founds(members: ["bob"], needApproval: true);
            var hers = await alice.Writes("hers #up", hikers, tags: ["a"]);

            // On the wall and in communities, with children, waiting for a review, deleted softly, about content of the application.
            var (his, wall) = (await bob.Writes("his #up", hikers, tags: ["a", "b"]), await bob.Writes("on the wall"));
            await bob.Writes("waits", reviewed);
            var soft = await bob.Writes("soft", hikers);
            (await bob.Delete($"/api/v3/posts/{soft}")).Ok();
            await amity.AddsChild(his, "image");
            var onContent = (await bob.Post("/api/v4/posts", new { targetType = "content", targetId = "article", data = new { text = "Well put" } })).Ok().First("posts").Text("postId");

            var onHis = await alice.Comment(his);
            var herRoot = await alice.Comment(hers);
            var hisRoot = await bob.Comment(hers);
            var replyToHim = await alice.Comment(hers, parentId: hisRoot);
            var deep = await bob.Comment(hers, parentId: replyToHim);
            var deepest = await alice.Comment(hers, parentId: deep);
            var onHers = await bob.Comment(hers, parentId: herRoot);
            (await bob.Delete($"/api/v3/comments/{onHers}")).Ok();
            var onOwn = await bob.Comment(wall, parentId: null);
            var belowHers = await bob.Comment(his, parentId: onHis);

            foreach (var person in (Person[])[alice, bob])
            {
                foreach (var (type, id) in ((string, string)[])[("post", hers), ("post", his), ("comment", herRoot), ("comment", hisRoot), ("comment", replyToHim), ("comment", onOwn)])
                {
                    await person.React(type, id);
                }
            }

            var (hersAsked, hisAsked, unshown) = (await alice.AsksIn(), await bob.Asks(), await bob.Asks());
            var withPoll = await bob.Shows(hisAsked);
            foreach (var person in (Person[])[alice, bob])
            {
                (await person.Votes(hersAsked, 0)).Ok();
                (await person.Votes(hisAsked, 1)).Ok();
            }

            (await bob.Votes(unshown, 2)).Ok();
            return new Scene(
                hikers,
                [his, wall, soft, onContent, withPoll, "the one that waits"],
                hers,
                onHis,
                herRoot,
                [hisRoot, deep, onOwn, belowHers],
                [onOwn, belowHers],
                replyToHim,
                deepest,
                hersAsked,
                hisAsked,
                unshown);
        }
    }
}
