using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Ranking;
using Amity.Modules;
using Amity.Modules.Blocks;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Feeds;
using Amity.Modules.Follows;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;
using Amity.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Properties.Ranking;

/// <summary>
/// The feeds of many sources, answered by the index and by SQL in the same state: over random histories of three users, two of whom the
/// reader follows, in two communities, one of them private and one with reviews, and
/// who may block each other. The clock moves by hours and days.
/// </summary>
public sealed class FeedFormsProperties(ITestOutputHelper output)
{
    private static readonly Gen<Act> AnyAct =
        from kind in Gen.Frequency(
            (6, Gen.Constant(ActKind.Post)), (2, Gen.Constant(ActKind.PostMany)), (5, Gen.Constant(ActKind.React)), (2, Gen.Constant(ActKind.Unreact)),
            (3, Gen.Constant(ActKind.Comment)), (2, Gen.Constant(ActKind.Uncomment)), (2, Gen.Constant(ActKind.Edit)), (4, Gen.Constant(ActKind.Delete)),
            (2, Gen.Constant(ActKind.Erase)), (2, Gen.Constant(ActKind.Review)), (1, Gen.Constant(ActKind.Follow)), (1, Gen.Constant(ActKind.Join)),
            (1, Gen.Constant(ActKind.Leave)), (1, Gen.Constant(ActKind.Ban)), (1, Gen.Constant(ActKind.Close)), (3, Gen.Constant(ActKind.Wait)),
            (2, Gen.Constant(ActKind.Block)))
        from who in Gen.Choose(0, 2)
        from which in Gen.Choose(0, 40)
        select new Act(kind, who, which);

    private readonly TestClock clock = new();
    private readonly List<string> posts = [], comments = [], communities = [];
    private IServiceProvider services = null!;
    private FeedIndexes indexes = null!;
    private Caller[] cast = [];
    private int histories;
    private long pages;

    [Fact]
    public async Task the_index_and_sql_answer_the_same_pages_and_no_walk_shows_a_post_twice()
    {
        using var folder = new ScratchFolder();
        await using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddAmity(options =>
            {
                options.DataDirectory = folder.Data;
                options.RateLimit.PermitsPerSecond = 0;
                options.Storage.Durability = Durability.Normal;
            })
            .BuildServiceProvider();
        (services, indexes) = (provider, provider.GetRequiredService<FeedIndexes>());
        await indexes.Ready(provider.GetRequiredService<INetworks>().Default, RankingWeights.Documented);

        Hold.For(AnyAct.ArrayOf(40), 25, history => Play(history).GetAwaiter().GetResult(), deep: 1000);

        Assert.True(indexes.Answered > pages / 3, $"The index answered {indexes.Answered} of {pages} pages: the rest shows nothing.");
        output.WriteLine($"{histories} histories, {pages} pages asked of both, {indexes.Answered} answers by the index, AMITY_SEED={Hold.Seed}");
    }

    private async Task Play(Act[] history)
    {
        histories++;
        var callers = services.GetRequiredService<ICallers>();
        cast = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(who => callers.User($"user {who} of {histories}")))];
        posts.Clear();
        comments.Clear();
        communities.Clear();
        await Send(new FollowUser.Request { Caller = cast[0], UserId = cast[1].UserId });
        foreach (var isPublic in (bool[])[true, false])
        {
            var founded = await Send(new CreateCommunity.Request
            {
                Caller = cast[1],
                DisplayName = $"community {isPublic} of {histories}",
                IsPublic = isPublic,
                NeedApprovalOnPostCreation = !isPublic,
                UserIds = [cast[0].UserId, cast[2].UserId],
            });
            communities.Add(founded.Communities[0].CommunityId);
        }

        foreach (var act in history)
        {
            await Do(act);
            await AskBoth(act.Who, new PageRequest { Limit = 1 + (act.Which % 7) });
        }

        await Walk(history);
    }

    /// <summary>Both forms through the whole feed, page by page, there and back; both see the same instant, because the clock stands still.</summary>
    private async Task AskBoth(int who, PageRequest page)
    {
        foreach (var feed in Enum.GetValues<Feed>())
        {
            var (byIndex, bySql) = (await Ask(true, feed, who, page), await Ask(false, feed, who, page));
            Same(byIndex, bySql);
            foreach (var token in new[] { bySql.Paging?.Next, (await Ask(false, feed, who, page with { Token = bySql.Paging?.Next })).Paging?.Previous })
            {
                Same(await Ask(true, feed, who, page with { Token = token }), await Ask(false, feed, who, page with { Token = token }));
            }
        }
    }

    private async Task Walk(Act[] history)
    {
        var rest = new Queue<Act>(history);
        var seen = new List<string>();
        string? token = null;
        do
        {
            var request = new PageRequest { Limit = 3, Token = token };
            var (byIndex, bySql) = (await Ask(true, Feed.Ranked, 0, request), await Ask(false, Feed.Ranked, 0, request));
            Same(byIndex, bySql);
            seen.AddRange(byIndex.Posts.Select(post => post.PostId));
            token = byIndex.Paging!.Next;
            if (rest.TryDequeue(out var act))
            {
                await Do(act);
            }
        }
        while (token is not null);
        Assert.Equal(seen.Distinct(), seen);
    }

    private static void Same(PostsBody byIndex, PostsBody bySql)
    {
        Assert.Equal(bySql.Posts.Select(post => post.PostId), byIndex.Posts.Select(post => post.PostId));
        Assert.Equal(bySql.Paging, byIndex.Paging);
    }

    private Task<PostsBody> Ask(bool byIndex, Feed feed, int who, PageRequest page)
    {
        indexes.IsOn = byIndex;
        pages++;
        return feed switch
        {
            Feed.Ranked => Send(new GetRankedFeed.Request { Caller = cast[who], Page = page }),
            Feed.Newest => Send(new GetGlobalFeed.Request { Caller = cast[who], Page = page }),
            Feed.Following => Send(new GetFollowingFeed.Request { Caller = cast[who], Page = page }),
            _ => Send(new GetRankedFeed.Request { Caller = cast[who], Page = page, Filter = new FeedFilter { ShowOnlyMyFeed = true } }),
        };
    }

    private async Task Do(Act act)
    {
        try
        {
            await Send(act, cast[act.Who]);
        }
        catch (AmityException)
        {
            // Not everybody may do everything, and posts go.
        }
    }

    private async Task Send(Act act, Caller caller)
    {
        var post = posts.Count > 0 ? posts[^(1 + (act.Which % posts.Count))] : "nothing";
        var comment = comments.Count > 0 ? comments[^(1 + (act.Which % comments.Count))] : "nothing";
        var community = communities[act.Which % communities.Count];
        switch (act.Kind)
        {
            case ActKind.Post:
                await Publish(caller, act.Which % 3 == 2 ? null : communities[act.Which % 3]);
                break;
            case ActKind.PostMany:
                // Past the twenty that take part, and past those that are kept to spare.
                for (var i = 0; i < act.Which; i++)
                {
                    await Publish(caller, act.Which % 2 == 0 ? null : communities[0]);
                }

                break;
            case ActKind.React:
                await Send(new AddReaction.Request { Caller = caller, ReferenceType = "post", ReferenceId = post, ReactionName = "like" });
                break;
            case ActKind.Unreact:
                await Send(new RemoveReaction.Request { Caller = caller, ReferenceType = "post", ReferenceId = post, ReactionName = "like" });
                break;
            case ActKind.Comment:
                var said = await Send(new CreateComment.Request { Caller = caller, ReferenceType = "post", ReferenceId = post, Data = new CommentData { Text = "yes" } });
                comments.Add(said.Comments[0].CommentId);
                break;
            case ActKind.Uncomment:
                await Send(new DeleteComment.Request { Caller = caller, CommentId = comment });
                break;
            case ActKind.Edit:
                await Send(new EditPost.Request { Caller = caller, PostId = post, Data = new RawJson("""{"text":"news"}"""), PreserveEditedAt = act.Which % 3 == 0 });
                break;
            case ActKind.Delete or ActKind.Erase:
                await Send(new DeletePost.Request { Caller = caller, PostId = post, Permanent = act.Kind == ActKind.Erase });
                break;
            case ActKind.Review:
                await Send(new ReviewPost.Request { Caller = cast[1], PostId = post, IsApproved = act.Which % 3 != 0 });
                break;
            case ActKind.Follow:
                await (act.Which % 2 == 0
                    ? Send(new FollowUser.Request { Caller = caller, UserId = cast[(act.Who + 1) % 3].UserId }) as Task
                    : Send(new UnfollowUser.Request { Caller = caller, UserId = cast[(act.Who + 1) % 3].UserId }));
                break;
            case ActKind.Join:
                await Send(new JoinCommunity.Request { Caller = caller, CommunityId = community });
                break;
            case ActKind.Leave:
                await Send(new LeaveCommunity.Request { Caller = caller, CommunityId = community });
                break;
            case ActKind.Ban:
                await Send(new BanMembers.Request { Caller = cast[1], CommunityId = community, UserIds = [cast[act.Which % 2 == 0 ? 0 : 2].UserId] });
                break;
            case ActKind.Close when act.Which < 4:
                await Send(new DeleteCommunity.Request { Caller = cast[1], CommunityId = community });
                break;
            case ActKind.Block:
                await (act.Which % 3 != 0
                    ? Send(new BlockUser.Request { Caller = caller, UserId = cast[(act.Who + 1 + (act.Which % 2)) % 3].UserId }) as Task
                    : Send(new UnblockUser.Request { Caller = caller, UserId = cast[(act.Who + 1 + (act.Which % 2)) % 3].UserId }));
                break;
            case ActKind.Wait:
                clock.Advance(TimeSpan.FromHours(act.Which));
                break;
        }
    }

    private async Task Publish(Caller author, string? community)
    {
        var answer = await Send(new CreatePost.Request
        {
            Caller = author,
            TargetType = community is null ? "user" : "community",
            TargetId = community ?? author.UserId,
            Data = new RawJson("""{"text":"a post"}"""),
            PostId = posts.Count % 5 == 0 ? $"post-{posts.Count}-of-{histories}" : null,
        });
        posts.Add(answer.Posts[0].PostId);
    }

    private async Task<TResponse> Send<TResponse>(AmityRequest<TResponse> request)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private enum Feed
    {
        Ranked,
        Newest,
        Following,
        Mine,
    }

    private enum ActKind
    {
        Post,
        PostMany,
        React,
        Unreact,
        Comment,
        Uncomment,
        Edit,
        Delete,
        Erase,
        Review,
        Follow,
        Join,
        Leave,
        Ban,
        Close,
        Wait,
        Block,
    }

    private sealed record Act(ActKind Kind, int Who, int Which);
}
