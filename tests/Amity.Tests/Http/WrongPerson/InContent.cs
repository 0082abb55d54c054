using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Amity.Tests.Polls;
using Amity.Tests.Posts;

namespace Amity.Tests.Http.WrongPerson;

/// <summary>Posts, comments, reactions, polls and flags, in the hidden community unless an attempt says otherwise.</summary>
internal static class InContent
{
    public static readonly Case[] Cases =
    [
        new("getPost", async s => Seen(s, Post(await Written(s)))),
        new("listPosts", async s => Listed(s, await Written(s), "postIds[]=ID")),
        new("queryPosts", s => Seen(s, []) with { Query = $"targetType=community&targetId={s.Hidden}" }),
        new("queryPosts", s => Walled(s, []) with { Query = "targetType=user&targetId=mo" }),
        new("queryPosts", async s => Listed(s, await Written(s), "targetType=community&options[limit]=100"), On: "/v3/"),
        new("createPost", s => Seen(s, []) with { Body = Posting.Text("x", s.Hidden), State = async () => $"{await s.Mo.PostsCount(s.Hidden)}" }),
        new("createPost", s => Seen(s, []) with
        {
            Body = Posting.Text("x", s.Open),
            Refused = [(s.Otto, ErrorKind.PermissionDenied), (s.Ben, ErrorKind.Banned)],
            State = async () => $"{await s.Mo.PostsCount(s.Open)}",
        }),
        new("createPost", s => new Attempt
        {
            Body = new { targetType = "user", targetId = "mo", data = new { text = "x" } },
            Refused = [(s.Pia, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied)],
            Right = s.Mo,
        }),
        new("editPost", async s =>
        {
            var post = await Written(s);
            return Owned(s, Post(post)) with { Body = new { data = new { text = s.Word() } }, State = async () => (await s.Mo.Reads(post))["data"]!.Text("text") };
        }),
        new("deletePost", async s =>
        {
            var post = await Written(s);
            return Owned(s, Post(post)) with { State = async () => (await s.Admin.Reads(post))["isDeleted"]!.ToJsonString() };
        }),
        new("deletePost", async s => Owned(s, Post(await s.Pia.Writes("pia's", s.Hidden))) with
        {
            Query = "permanent=true",
            Refused = [(s.Otto, ErrorKind.NotFound), (s.Mo, ErrorKind.PermissionDenied)],
            Right = s.Pia,
        }, On: "/v4/"),
        new("reviewPost", async s =>
        {
            var community = await s.Mo.Founds(isPublic: false, members: ["pia"], needApproval: true);
            return Owned(s, Post(await s.Pia.Writes("waits", community)));
        }),
        new("getComment", async s => Seen(s, Comment(await Commented(s)))),
        new("listComments", async s => Listed(s, await Commented(s), "commentIds[]=ID")),
        new("queryComments", async s => Seen(s, []) with { Query = $"referenceType=post&referenceId={await Written(s)}" }),
        new("createComment", async s => Seen(s, []) with { Body = new { referenceType = "post", referenceId = await Written(s), data = new { text = "x" } } }),
        new("createComment", async s => Seen(s, []) with
        {
            Body = new { referenceType = "post", referenceId = await s.Mo.Writes("open", s.Open), data = new { text = "x" } },
            Refused = [(s.Ben, ErrorKind.Banned)],
        }),
        new("editComment", async s =>
        {
            var comment = await Commented(s);
            return Owned(s, Comment(comment)) with
            {
                Body = new { data = new { text = s.Word() } },
                State = async () => (await s.Mo.ReadComment(comment))["data"]!.Text("text"),
            };
        }),
        new("deleteComment", async s =>
        {
            var comment = await Commented(s);
            return Owned(s, Comment(comment)) with { State = async () => (await s.Mo.ReadComment(comment))["isDeleted"]!.ToJsonString() };
        }),
        new("addReaction", async s => Seen(s, []) with { Body = Like(await Written(s)) }),
        new("addReaction", async s => Seen(s, []) with { Body = Like(await s.Mo.Writes("open", s.Open)), Refused = [(s.Ben, ErrorKind.Banned)] }),
        new("removeReaction", async s =>
        {
            var post = await Written(s);
            await s.Pia.React("post", post);
            return Seen(s, []) with
            {
                Body = Like(post),
                Refused = [(s.Otto, ErrorKind.NotFound), (s.Ben, ErrorKind.NotFound), (s.Mo, ErrorKind.NotFound)],
                State = async () => $"{(await s.Mo.Reads(post)).Number("reactionsCount")}",
            };
        }),
        new("listReactions", async s => Seen(s, []) with { Query = $"referenceType=post&referenceId={await Written(s)}" }),
        new("getPoll", async s => Seen(s, Poll(await s.Mo.AsksIn(s.Hidden)))),
        new("listVoters", async s =>
        {
            var poll = await s.Mo.AsksIn(s.Hidden);
            return Seen(s, new() { ["pollId"] = poll.Id, ["answerId"] = poll.AnswerIds[0] });
        }),
        new("votePoll", async s =>
        {
            var poll = await s.Mo.AsksIn(s.Hidden);
            return Seen(s, Poll(poll)) with { Body = new { answerIds = new[] { poll.AnswerIds[0] } }, State = () => Counts(s, poll) };
        }),
        new("changeVote", async s =>
        {
            var poll = await s.Mo.AsksIn(s.Hidden);
            (await s.Pia.Votes(poll, 0)).Ok();
            return Seen(s, Poll(poll)) with { Body = new { answerIds = new[] { poll.AnswerIds[1] } }, State = () => Counts(s, poll) };
        }),
        new("updatePoll", async s =>
        {
            var poll = await s.Mo.AsksIn(s.Hidden);
            return Owned(s, Poll(poll)) with
            {
                Body = new { status = "closed" },
                Refused = [(s.Otto, ErrorKind.NotFound), (s.Ben, ErrorKind.NotFound), (s.Pia, ErrorKind.Forbidden)],
                State = async () => (await s.Mo.Reads(poll)).Status,
            };
        }),
        new("deletePoll", async s => Owned(s, Poll(await s.Mo.AsksIn(s.Hidden)))),
        .. Flags("Post", "postId", Written),
        .. Flags("Comment", "commentId", Commented),
        new("getCommunityFeed", s => Seen(s, new() { ["communityId"] = s.Hidden })),
        new("getUserFeed", s => Walled(s, new() { ["userId"] = "mo" })),
        new("getAuthoredFeed", s => Walled(s, new() { ["userId"] = "mo" })),
        new("getAuthoredFeed", s => Walled(s, new() { ["userId"] = "mo" }) with { Query = "feedSources[]=community" }),
        new("countUserFeed", s => Walled(s, new() { ["userId"] = "mo" })),
        new("getGlobalFeed", async s => Listed(s, await Written(s), "")),
        new("getFollowingFeed", async s => Listed(s, await Written(s), "")),
        new("getRankedFeed", async s => Listed(s, await Written(s), "")),
        new("getRankedFeed", s => new Attempt
        {
            Query = "explain=true",
            Refused = [(s.Mo, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied)],
            Right = s.Admin,
            IsFreeElsewhere = true,
        }),
        new("getContentFeed", async s =>
        {
            var post = (await s.Mo.Post("/api/v4/posts", new { targetType = "content", targetId = s.Word(), data = new { text = "gone" } })).Ok().First("posts").Text("postId");
            (await s.Mo.Delete($"/api/v4/posts/{post}")).Ok();
            return new Attempt { Query = "isDeleted=true", Idle = [s.Pia, s.Otto], Secret = post, Right = s.Mo };
        }),
    ];

    private static IEnumerable<Case> Flags(string kind, string name, Func<Scene, Task<string>> make)
    {
        var path = kind.ToLowerInvariant();
        yield return new($"flag{kind}", async s => Seen(s, new() { [name] = await make(s) }));
        yield return new($"is{kind}FlaggedByMe", async s => Seen(s, new() { [name] = await make(s) }));
        yield return new($"unflag{kind}", async s =>
        {
            var id = await make(s);
            (await s.Pia.Flags(path, id)).Ok();
            return Seen(s, new() { [name] = id }) with { Idle = [s.Mo], State = async () => $"{await s.Pia.HasFlagged(path, id)}" };
        });
        yield return new($"clear{kind}Flags", async s =>
        {
            var id = await make(s);
            (await s.Pia.Flags(path, id)).Ok();
            return Owned(s, new() { [name] = id }) with { State = async () => $"{await s.Pia.HasFlagged(path, id)}" };
        });
    }

    private static Task<string> Written(Scene s) => s.Mo.Writes("hidden", s.Hidden);

    private static async Task<string> Commented(Scene s) => await s.Mo.Comment(await Written(s));

    private static Dictionary<string, string> Post(string id) => new() { ["postId"] = id };

    private static Dictionary<string, string> Comment(string id) => new() { ["commentId"] = id };

    private static Dictionary<string, string> Poll(Poll poll) => new() { ["pollId"] = poll.Id };

    private static object Like(string post) => new { referenceType = "post", referenceId = post, reactionName = "like" };

    private static async Task<string> Counts(Scene s, Poll poll) => string.Join(' ', (await s.Mo.Reads(poll)).Counts);

    /// <summary>Members of its community see it, for others it does not exist.</summary>
    private static Attempt Seen(Scene s, Dictionary<string, string> path) => new()
    {
        Path = path,
        Refused = [(s.Otto, ErrorKind.NotFound), (s.Ben, ErrorKind.NotFound)],
        Right = s.Pia,
    };

    /// <summary>Mo may, who made it and moderates there; other members may not, and for others it does not exist.</summary>
    private static Attempt Owned(Scene s, Dictionary<string, string> path) => Seen(s, path) with
    {
        Refused = [(s.Otto, ErrorKind.NotFound), (s.Ben, ErrorKind.NotFound), (s.Pia, ErrorKind.PermissionDenied)],
        Right = s.Mo,
    };

    private static Attempt Listed(Scene s, string id, string query) =>
        new() { Query = query.Replace("ID", id), Idle = [s.Otto, s.Ben], Secret = id, Right = s.Pia };

    /// <summary>What stands on Mo's wall is for followers.</summary>
    private static Attempt Walled(Scene s, Dictionary<string, string> path) => new()
    {
        Path = path,
        Refused = [(s.Otto, ErrorKind.PermissionDenied), (s.Ben, ErrorKind.PermissionDenied)],
        Right = s.Pia,
    };
}
