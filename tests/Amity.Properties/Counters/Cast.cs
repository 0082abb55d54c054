using System.Globalization;
using System.Text.Json;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Follows;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Properties.Counters;

/// <summary>Six users nobody else knows, who make their calls to the server in process.</summary>
internal sealed class Cast
{
    private static readonly string[] Names = ["alice", "bob", "carol", "dave", "erin", "frank"];

    private readonly IServiceProvider services;
    private readonly Caller[] callers;

    // By the number of the call that made them. What does not exist has an id that nothing has.
    private readonly SortedDictionary<int, string> communities = [];
    private readonly SortedDictionary<int, string> posts = [];
    private readonly SortedDictionary<int, string> comments = [];
    private readonly Dictionary<int, int> postOfComment = [];
    private readonly Dictionary<int, int> makers = [];

    private Cast(IServiceProvider services, Caller[] callers)
    {
        this.services = services;
        this.callers = callers;
    }

    public static async Task<Cast> Register(IServiceProvider services, long history)
    {
        var known = services.GetRequiredService<ICallers>();
        var callers = Names.Select(name => known.User(string.Create(CultureInfo.InvariantCulture, $"{name} {history}")));
        return new Cast(services, await Task.WhenAll(callers));
    }

    /// <summary>Settles what a step is done to, of the things that exist now.</summary>
    public Call Settle(Step step, int number)
    {
        var (thing, other) = step.Verb switch
        {
            Verb.Join or Verb.Leave or Verb.AddMembers or Verb.RemoveMembers or Verb.DeleteCommunity or Verb.PostInCommunity => (Pick(communities, step.Which), -1),
            Verb.EditPost or Verb.DeletePost or Verb.Comment or Verb.ReactToPost or Verb.UnreactToPost => (Pick(posts, step.Which), -1),
            Verb.EditComment or Verb.DeleteComment or Verb.ReactToComment or Verb.UnreactToComment => (Pick(comments, step.Which), -1),
            Verb.Reply => Thread(step),
            _ => (-1, -1),
        };

        // Seldom on another's wall, and not too often to what is another's: that is refused.
        var whom = step is { Verb: Verb.PostOnWall, Which: < 6 } ? step.Who : step.Whom;
        var isOwn = step is { Verb: Verb.EditPost or Verb.DeletePost or Verb.EditComment or Verb.DeleteComment, Whom: < 4 };
        return new Call(number, step.Verb, isOwn ? makers.GetValueOrDefault(thing, step.Who) : step.Who, whom, thing, other);
    }

    /// <summary>Makes the call; null when it was answered, else the refusal.</summary>
    public async Task<ErrorKind?> Make(Call call)
    {
        try
        {
            await Send(call);
            return null;
        }
        catch (AmityException refused)
        {
            return refused.Kind;
        }
    }

    private Task Send(Call call)
    {
        var (caller, whom) = (callers[call.Who], callers[call.Whom].UserId);
        return call.Verb switch
        {
            Verb.Follow => Send(new FollowUser.Request { Caller = caller, UserId = whom }),
            Verb.Unfollow => Send(new UnfollowUser.Request { Caller = caller, UserId = whom }),
            Verb.RemoveFollower => Send(new RemoveFollower.Request { Caller = caller, UserId = whom }),
            Verb.CreatePublicCommunity => Create(call, isPublic: true),
            Verb.CreatePrivateCommunity => Create(call, isPublic: false),
            Verb.Join => Send(new JoinCommunity.Request { Caller = caller, CommunityId = Id(communities, call.Thing) }),
            Verb.Leave => Send(new LeaveCommunity.Request { Caller = caller, CommunityId = Id(communities, call.Thing) }),
            Verb.AddMembers => Send(new AddMembers.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom, caller.UserId] }),
            Verb.RemoveMembers => Send(new RemoveMembers.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom] }),
            Verb.DeleteCommunity => Send(new DeleteCommunity.Request { Caller = caller, CommunityId = Id(communities, call.Thing) }),
            Verb.PostOnWall => Publish(call, "user", whom),
            Verb.PostInCommunity => Publish(call, "community", Id(communities, call.Thing)),
            Verb.EditPost => Send(new EditPost.Request { Caller = caller, PostId = Id(posts, call.Thing), Data = Text("edited"), Tags = ["b", "a"] }),
            Verb.DeletePost => Send(new DeletePost.Request { Caller = caller, PostId = Id(posts, call.Thing) }),
            Verb.Comment or Verb.Reply => Say(call),
            Verb.EditComment => Send(new EditComment.Request { Caller = caller, CommentId = Id(comments, call.Thing), Data = new CommentData { Text = "edited" } }),
            Verb.DeleteComment => Send(new DeleteComment.Request { Caller = caller, CommentId = Id(comments, call.Thing) }),
            Verb.ReactToPost => Send(new AddReaction.Request { Caller = caller, ReferenceType = "post", ReferenceId = Id(posts, call.Thing), ReactionName = Reaction(call) }),
            Verb.UnreactToPost => Send(new RemoveReaction.Request { Caller = caller, ReferenceType = "post", ReferenceId = Id(posts, call.Thing), ReactionName = Reaction(call) }),
            Verb.ReactToComment => Send(new AddReaction.Request { Caller = caller, ReferenceType = "comment", ReferenceId = Id(comments, call.Thing), ReactionName = Reaction(call) }),
            Verb.UnreactToComment => Send(new RemoveReaction.Request { Caller = caller, ReferenceType = "comment", ReferenceId = Id(comments, call.Thing), ReactionName = Reaction(call) }),
            _ => throw new ArgumentOutOfRangeException(nameof(call)),
        };
    }

    private async Task Create(Call call, bool isPublic)
    {
        var answer = await Send(new CreateCommunity.Request
        {
            Caller = callers[call.Who],
            DisplayName = $"community {call.Number}",
            IsPublic = isPublic,
            UserIds = [callers[call.Whom].UserId],
            Tags = ["x", "y"],
        });
        Keep(communities, call, answer.Communities[0].CommunityId);
    }

    private async Task Publish(Call call, string targetType, string targetId)
    {
        var answer = await Send(new CreatePost.Request
        {
            Caller = callers[call.Who],
            TargetType = targetType,
            TargetId = targetId,
            Data = Text($"post {call.Number}"),
            Tags = ["a", "b"],
        });
        Keep(posts, call, answer.Posts[0].PostId);
    }

    private async Task Say(Call call)
    {
        var answer = await Send(new CreateComment.Request
        {
            Caller = callers[call.Who],
            ReferenceType = "post",
            ReferenceId = Id(posts, call.Thing),
            ParentId = call.Verb == Verb.Reply ? Id(comments, call.Other) : null,
            Data = new CommentData { Text = $"comment {call.Number}" },
        });
        Keep(comments, call, answer.Comments[0].CommentId);
    }

    /// <summary>The counters that the server has stored, written as the model writes them.</summary>
    public async Task<IReadOnlyList<string>> Counts()
    {
        using var read = callers[0].Network.Database.Read();
        var lines = new List<string>();
        for (var user = 0; user < callers.Length; user++)
        {
            var row = await One(read, UserCounts, callers[user].UserId);
            lines.Add(Line.User(user, row.First, row.Second, row.Third));
        }

        foreach (var (number, id) in communities)
        {
            var row = await One(read, CommunityCounts, id);
            Assert.Equal(row.Second, row.Third);
            lines.Add(Line.Community(number, row.IsDeleted, row.First, row.Second));
        }

        foreach (var (number, id) in posts)
        {
            var (row, reactions) = (await One(read, PostCounts, id), await Reactions(read, "post", id));
            Assert.Equal(row.Second, reactions.Sum(reaction => reaction.Count));
            lines.Add(Line.Post(number, row.IsDeleted, row.First, reactions));
        }

        foreach (var (number, id) in comments)
        {
            var (row, reactions) = (await One(read, CommentCounts, id), await Reactions(read, "comment", id));
            Assert.Equal(row.Second, reactions.Sum(reaction => reaction.Count));
            lines.Add(Line.Comment(number, row.IsDeleted, row.First, reactions));
        }

        return lines;
    }

    private async Task<TResponse> Send<TResponse>(AmityRequest<TResponse> request)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static async Task<Row> One(IRead read, string sql, string id) =>
        await read.One<Row>(sql, new { id }) ?? throw new InvalidOperationException($"{id} was answered and is not stored.");

    private static async Task<IReadOnlyList<(string Name, long Count)>> Reactions(IRead read, string type, string id) =>
        [.. (await read.Many<NameRow>(NameCounts, new { type, id })).Select(row => (row.Name, row.Count))];

    // Mostly a comment below the post that it stands on, now and then one below another.
    private (int Post, int Parent) Thread(Step step)
    {
        var parent = Pick(comments, step.Which);
        var post = step.Whom > 0 && parent >= 0 ? postOfComment[parent] : Pick(posts, step.Which);
        return (post, parent);
    }

    /// <summary>Mostly one of the newest; now and then one that does not exist.</summary>
    private static int Pick(SortedDictionary<int, string> things, int which) =>
        which < 6 && things.Count > 0
            ? things.Keys.ElementAt(things.Count - 1 - (which % things.Count))
            : -1;

    private string Id(SortedDictionary<int, string> things, int number)
    {
        // While another call of the group may be adding to them.
        lock (makers)
        {
            return things.GetValueOrDefault(number, "000000000000000000000000");
        }
    }

    private void Keep(SortedDictionary<int, string> things, Call call, string id)
    {
        lock (makers)
        {
            things.Add(call.Number, id);
            makers.Add(call.Number, call.Who);
            if (things == comments)
            {
                postOfComment.Add(call.Number, call.Thing);
            }
        }
    }

    private static string Reaction(Call call) => History.Reactions[call.Whom % History.Reactions.Length];

    private static RawJson Text(string text) => new(JsonSerializer.Serialize(new { text }));

    private const string UserCounts = """
        select u.follower_count  as first,
               u.following_count as second,
               f.post_count      as third
        from users u
        join feeds f on f.target_type = 'user' and f.target_id = u.user_id and f.feed_type = 'published'
        where u.user_id = @id
        """;

    private const string CommunityCounts = """
        select c.members_count as first,
               c.posts_count   as second,
               f.post_count    as third,
               c.is_deleted
        from communities c
        join feeds f on f.target_type = 'community' and f.target_id = c.community_id and f.feed_type = 'published'
        where c.community_id = @id
        """;

    private const string PostCounts = """
        select comments_count  as first,
               reactions_count as second,
               is_deleted
        from posts
        where post_id = @id
        """;

    private const string CommentCounts = """
        select children_number as first,
               reactions_count as second,
               is_deleted
        from comments
        where comment_id = @id
        """;

    private const string NameCounts = """
        select reaction_name as name,
               count
        from reaction_counts
        where reference_type = @type
          and reference_id = @id
        limit 100
        """;

    private sealed record Row
    {
        public long First { get; init; }

        public long Second { get; init; }

        public long Third { get; init; }

        public bool IsDeleted { get; init; }
    }

    private sealed record NameRow
    {
        public string Name { get; init; } = "";

        public long Count { get; init; }
    }
}
