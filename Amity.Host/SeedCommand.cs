using System.Text.Json;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Categories;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Follows;
using Amity.Modules.Networks;
using Amity.Modules.Polls;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;
using Amity.Modules.Users;
using MediatR;

namespace Amity.Host;

/// <summary>
/// Fills the default network with six people who have something to say, so that an app has something to show. Everything goes through the
/// use cases, as if the people had done it themselves.
/// </summary>
internal static class SeedCommand
{
    public static Task<int> Run(string[] args) => DataCommands.With(args, async services =>
    {
        using var folder = services.GetRequiredService<Amity.Core.Data.DataFolder>().Lock();
        await Fill(services);
        Console.WriteLine("Six people, three communities in two categories, a poll and their talk are there. Log in as alice, bob, carol, dave, erin or frank.");
        return 0;
    });

    /// <summary>Refuses a network that has users already.</summary>
    public static async Task Fill(IServiceProvider services)
    {
        var callers = services.GetRequiredService<ICallers>();
        var admin = await callers.Administrator("seed");
        var send = new Sender(services);
        if ((await send.As(admin, new QueryUsers.Request { Page = new() { Limit = 2 } })).Users.Count > 1)
        {
            throw new OperatorException("The default network has users already: seed fills an empty one.");
        }

        var alice = await callers.User("alice", "Alice Berg");
        var bob = await callers.User("bob", "Bob Okafor");
        var carol = await callers.User("carol", "Carol Ímaz");
        var dave = await callers.User("dave", "Dave Lindqvist");
        var erin = await callers.User("erin", "Erin Ōta");
        var frank = await callers.User("frank", "Frank Ålund");

        foreach (var (from, to) in ((Caller, string)[])[(alice, "bob"), (alice, "carol"), (bob, "alice"), (carol, "alice"), (dave, "erin"), (erin, "dave"), (frank, "alice")])
        {
            await send.As(from, new FollowUser.Request { UserId = to });
        }

        var food = await Category(send, admin, "Food and drink");
        var outdoors = await Category(send, admin, "Outdoors");
        var bread = await Community(send, alice, food, "Slow bread", "Flour, water, salt and patience.", isPublic: true, "baking", "food");
        var trails = await Community(send, dave, outdoors, "Weekend trails", "Walks that end where a train leaves.", isPublic: true, "outdoors");
        var crew = await Community(send, carol, outdoors, "Harbour crew", "Who opens the shed, who brings the coffee.", isPublic: false, "boats");
        foreach (var (who, where) in ((Caller, string)[])[(bob, bread), (carol, bread), (erin, bread), (erin, trails), (frank, trails), (alice, trails)])
        {
            await send.As(who, new JoinCommunity.Request { CommunityId = where });
        }

        await send.As(carol, new AddMembers.Request { CommunityId = crew, UserIds = ["alice", "frank"] });

        var crumb = await Post(send, bob, "community", bread, "First loaf that did not look like a frisbee. 75 % water, eighteen hours in the fridge.", "proud");
        var starter = await Post(send, alice, "community", bread, "My starter is four years old today. It has no name and wants none.", "starter");
        await Post(send, erin, "community", bread, "Does anybody bake with emmer? Mine tears.", "question");
        var ridge = await Post(send, dave, "community", trails, "The ridge path is open again. Bring something against the wind.");
        await Post(send, frank, "community", crew, "Shed is open from eight on Saturday. The winch needs two people.");
        await Post(send, alice, "user", "", "Back home after two weeks. The plants made it, the milk did not.");
        await Post(send, carol, "user", "", "Learning to splice. My first eye looks back at me.");

        var walk = await Ask(send, dave, trails, "Sunday is dry. Which walk?", "Ridge and back", "Lake, short", "Lake, long");
        await send.As(erin, new VotePoll.Request { PollId = walk.PollId, AnswerIds = [walk.Answers[0].Id] });
        await send.As(frank, new VotePoll.Request { PollId = walk.PollId, AnswerIds = [walk.Answers[2].Id] });

        var tip = await Comment(send, alice, crumb, "Lovely. What did the bottom look like?");
        await Comment(send, bob, crumb, "Like a map of somewhere nice.", tip);
        await Comment(send, carol, starter, "Ours is called Kevin. Regrettably.");
        await Comment(send, erin, ridge, "Saturday, first train?");
        foreach (var (who, post, name) in ((Caller, string, string)[])[(alice, crumb, "like"), (carol, crumb, "love"), (erin, crumb, "like"), (bob, starter, "love"), (erin, ridge, "like"), (frank, ridge, "wow")])
        {
            await send.As(who, new AddReaction.Request { ReferenceType = "post", ReferenceId = post, ReactionName = name });
        }
    }

    private static async Task<string> Category(Sender send, Caller who, string name) =>
        (await send.As(who, new CreateCategory.Request { Name = name })).Categories[0].CategoryId;

    private static async Task<string> Community(Sender send, Caller who, string category, string name, string about, bool isPublic, params string[] tags)
    {
        var request = new CreateCommunity.Request { DisplayName = name, Description = about, IsPublic = isPublic, CategoryIds = [category], Tags = tags };
        return (await send.As(who, request)).Communities[0].CommunityId;
    }

    private static async Task<string> Post(Sender send, Caller who, string targetType, string targetId, string text, params string[] tags) =>
        (await send.As(who, new CreatePost.Request { TargetType = targetType, TargetId = targetId, Data = Text(text), Tags = tags })).Posts[0].PostId;

    private static async Task<PollBody> Ask(Sender send, Caller who, string communityId, string question, params string[] answers)
    {
        var options = answers.Select(answer => new PollAnswerInput { Data = answer }).ToArray();
        var poll = (await send.As(who, new CreatePoll.Request { Question = question, Answers = options })).Polls[0];
        await send.As(who, new CreatePost.Request
        {
            TargetType = "community",
            TargetId = communityId,
            DataType = "poll",
            Data = new RawJson(JsonSerializer.Serialize(new { text = question, pollId = poll.PollId })),
        });
        return poll;
    }

    private static async Task<string> Comment(Sender send, Caller who, string postId, string text, string? parentId = null) =>
        (await send.As(who, new CreateComment.Request { ReferenceType = "post", ReferenceId = postId, ParentId = parentId, Data = new() { Text = text } })).Comments[0].CommentId;

    private static RawJson Text(string text) => new($"{{\"text\":\"{JsonEncodedText.Encode(text)}\"}}");

    private sealed class Sender(IServiceProvider services)
    {
        public async Task<TResponse> As<TResponse>(Caller caller, AmityRequest<TResponse> request)
        {
            await using var scope = services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request with { Caller = caller });
        }
    }
}
