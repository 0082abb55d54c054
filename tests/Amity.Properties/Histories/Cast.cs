using System.Globalization;
using System.Text.Json;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Blocks;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Follows;
using Amity.Modules.Networks;
using Amity.Modules.Polls;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;
using Amity.Modules.Roles;
using Amity.Modules.Users;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Properties.Histories;

/// <summary>Six users nobody else knows, who make their calls to the server in process.</summary>
internal sealed partial class Cast
{
    private static readonly string[] Names = ["alice", "bob", "carol", "dave", "erin", "frank"];

    /// <summary>An id that nothing has.</summary>
    private const string Nothing = "000000000000000000000000";

    private readonly IServiceProvider services;
    private readonly Caller[] callers;
    private readonly Caller administrator;

    // By the number of the call that made them. What does not exist has an id that nothing has.
    private readonly SortedDictionary<int, string> communities = [];
    private readonly SortedDictionary<int, string> posts = [];
    private readonly SortedDictionary<int, string> comments = [];
    private readonly SortedDictionary<int, string> polls = [];
    private readonly Dictionary<int, string[]> answersOfPoll = [];
    private readonly Dictionary<int, int> postOfComment = [];
    private readonly Dictionary<int, int> makers = [];

    private Cast(IServiceProvider services, Caller[] callers, Caller administrator)
    {
        this.services = services;
        this.callers = callers;
        this.administrator = administrator;
    }

    public static async Task<Cast> Register(IServiceProvider services, string networkId, long history)
    {
        var known = services.GetRequiredService<ICallers>();
        var callers = Names.Select(name => known.User(string.Create(CultureInfo.InvariantCulture, $"{name} {history}"), networkId: networkId));
        return new Cast(services, await Task.WhenAll(callers), await known.Administrator(networkId: networkId));
    }

    /// <summary>Settles what a step is done to, of the things that exist now.</summary>
    public Call Settle(Step step, int number)
    {
        var (thing, other) = step.Verb switch
        {
            >= Verb.Join and <= Verb.DeleteCommunity or Verb.PostInCommunity or Verb.AskInCommunity => (Pick(communities, step.Which), -1),
            Verb.Vote or Verb.TakeVoteBack or Verb.ClosePoll => (Pick(polls, step.Which), -1),
            >= Verb.Approve and <= Verb.ErasePost or Verb.Comment or Verb.ReactToPost or Verb.UnreactToPost => (Pick(posts, step.Which), -1),
            Verb.EditComment or Verb.DeleteComment or Verb.ReactToComment or Verb.UnreactToComment => (Pick(comments, step.Which), -1),
            Verb.Reply => Thread(step),
            Verb.DeleteUser => (step.Which, -1),
            _ => (-1, -1),
        };

        // Seldom on another's wall, and not too often to what is another's: that is refused.
        var whom = step is { Verb: Verb.PostOnWall, Which: < 6 } ? step.Who : step.Whom;
        var isOwn = step is
        {
            Verb: (>= Verb.Approve and <= Verb.ErasePost) or Verb.ClosePoll or Verb.EditComment or Verb.DeleteComment or (>= Verb.AddMembers and <= Verb.DeleteCommunity),
            Whom: < 4,
        };
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
            Verb.AcceptFollower => Send(new AcceptFollower.Request { Caller = caller, UserId = whom }),
            Verb.RemoveFollower => Send(new RemoveFollower.Request { Caller = caller, UserId = whom }),
            Verb.Block => Send(new BlockUser.Request { Caller = caller, UserId = whom }),
            Verb.Unblock => Send(new UnblockUser.Request { Caller = caller, UserId = whom }),
            Verb.CreatePublicCommunity => Create(call, isPublic: true, isReviewed: false),
            Verb.CreatePrivateCommunity => Create(call, isPublic: false, isReviewed: false),
            Verb.CreateReviewedCommunity => Create(call, isPublic: true, isReviewed: true),
            Verb.Join => Send(new JoinCommunity.Request { Caller = caller, CommunityId = Id(communities, call.Thing) }),
            Verb.Leave => Send(new LeaveCommunity.Request { Caller = caller, CommunityId = Id(communities, call.Thing) }),
            Verb.AddMembers => Send(new AddMembers.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom, caller.UserId] }),
            Verb.RemoveMembers => Send(new RemoveMembers.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom] }),
            Verb.Ban => Send(new BanMembers.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom] }),
            Verb.Unban => Send(new UnbanMembers.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom] }),
            Verb.Promote => Send(new AddMemberRoles.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom], Roles = [RoleIds.CommunityModerator] }),
            Verb.Demote => Send(new RemoveMemberRoles.Request { Caller = caller, CommunityId = Id(communities, call.Thing), UserIds = [whom], Roles = [RoleIds.CommunityModerator] }),
            Verb.DeleteCommunity => Send(new DeleteCommunity.Request { Caller = caller, CommunityId = Id(communities, call.Thing) }),
            Verb.PostOnWall => Publish(call, "user", whom),
            Verb.PostInCommunity => Publish(call, "community", Id(communities, call.Thing)),
            Verb.AskInCommunity => Ask(call),
            Verb.Approve => Send(new ReviewPost.Request { Caller = caller, PostId = Id(posts, call.Thing), IsApproved = true }),
            Verb.Decline => Send(new ReviewPost.Request { Caller = caller, PostId = Id(posts, call.Thing), IsApproved = false }),
            Verb.EditPost => Send(new EditPost.Request { Caller = caller, PostId = Id(posts, call.Thing), Data = Text("edited"), Tags = ["b", "a"] }),
            Verb.DeletePost => Send(new DeletePost.Request { Caller = caller, PostId = Id(posts, call.Thing) }),
            Verb.ErasePost => Send(new DeletePost.Request { Caller = caller, PostId = Id(posts, call.Thing), Permanent = true }),
            Verb.Vote => Send(new VotePoll.Request { Caller = caller, PollId = Id(polls, call.Thing), AnswerIds = [Answer(call)] }),
            Verb.TakeVoteBack => Send(new ChangeVote.Request { Caller = caller, PollId = Id(polls, call.Thing), AnswerIds = [] }),
            Verb.ClosePoll => Send(new ClosePoll.Request { Caller = caller, PollId = Id(polls, call.Thing), Status = "closed" }),
            Verb.Comment or Verb.Reply => Say(call),
            Verb.EditComment => Send(new EditComment.Request { Caller = caller, CommentId = Id(comments, call.Thing), Data = new CommentData { Text = "edited" } }),
            Verb.DeleteComment => Send(new DeleteComment.Request { Caller = caller, CommentId = Id(comments, call.Thing) }),
            Verb.ReactToPost => Send(new AddReaction.Request { Caller = caller, ReferenceType = "post", ReferenceId = Id(posts, call.Thing), ReactionName = Reaction(call) }),
            Verb.UnreactToPost => Send(new RemoveReaction.Request { Caller = caller, ReferenceType = "post", ReferenceId = Id(posts, call.Thing), ReactionName = Reaction(call) }),
            Verb.ReactToComment => Send(new AddReaction.Request { Caller = caller, ReferenceType = "comment", ReferenceId = Id(comments, call.Thing), ReactionName = Reaction(call) }),
            Verb.UnreactToComment => Send(new RemoveReaction.Request { Caller = caller, ReferenceType = "comment", ReferenceId = Id(comments, call.Thing), ReactionName = Reaction(call) }),
            Verb.BanUser => Send(new BanUser.Request { Caller = administrator, UserId = whom }),
            Verb.UnbanUser => Send(new UnbanUser.Request { Caller = administrator, UserId = whom }),
            Verb.DeleteUser => Send(new DeleteUser.Request
            {
                Caller = administrator,
                UserId = whom,
                DeleteAll = (Leftovers)call.Thing is Leftovers.Nothing,
                HardDeletePost = (Leftovers)call.Thing is Leftovers.NoPosts,
                HardDeleteComment = (Leftovers)call.Thing is Leftovers.NoComments,
            }),
            _ => throw new ArgumentOutOfRangeException(nameof(call)),
        };
    }

    private async Task Create(Call call, bool isPublic, bool isReviewed)
    {
        var answer = await Send(new CreateCommunity.Request
        {
            Caller = callers[call.Who],
            DisplayName = $"community {call.Number}",
            IsPublic = isPublic,
            NeedApprovalOnPostCreation = isReviewed,
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

    private async Task Ask(Call call)
    {
        var caller = callers[call.Who];
        var poll = (await Send(new CreatePoll.Request
        {
            Caller = caller,
            Question = $"poll {call.Number}",
            Answers = [new PollAnswerInput { Data = "yes" }, new PollAnswerInput { Data = "no" }],
        })).Polls[0];
        var answer = await Send(new CreatePost.Request
        {
            Caller = caller,
            TargetType = "community",
            TargetId = Id(communities, call.Thing),
            DataType = "poll",
            Data = new RawJson(JsonSerializer.Serialize(new { text = $"poll {call.Number}", pollId = poll.PollId })),
        });
        lock (makers)
        {
            answersOfPoll.Add(call.Number, [.. poll.Answers.Select(one => one.Id)]);
            polls.Add(call.Number, poll.PollId);
        }

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

    private async Task<TResponse> Send<TResponse>(AmityRequest<TResponse> request)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

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
            return things.GetValueOrDefault(number, Nothing);
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

    private string Answer(Call call)
    {
        lock (makers)
        {
            return answersOfPoll.TryGetValue(call.Thing, out var answers) ? answers[World.Answer(call)] : Nothing;
        }
    }

    private static string Reaction(Call call) => History.Reactions[call.Whom % History.Reactions.Length];

    private static RawJson Text(string text) => new(JsonSerializer.Serialize(new { text }));
}
