using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Tests.Data;
using Amity.Tests.Kit;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Http;

/// <summary>A write is answered from what is stored after its commit, and others of that commit may have hidden what it wrote.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task a_comment_is_answered_also_when_its_post_is_deleted_in_the_same_commit()
    {
        await using var host = await AmityHost.Start();
        var callers = host.Services.GetRequiredService<ICallers>();
        var (alice, bob) = (await callers.User("alice"), await callers.User("bob"));
        var postId = (await Send(host, new CreatePost.Request { Caller = alice, Data = Text("Ahoy") })).Posts[0].PostId;
        var first = (await Send(host, new CreateComment.Request { Caller = bob, ReferenceId = postId, Data = new() { Text = "Ahoy!" } })).Comments[0].CommentId;

        using var held = new HeldWriter(host.Network.Database);
        var create = Send(host, new CreateComment.Request { Caller = bob, ReferenceId = postId, Data = new() { Text = "Where to?" } });
        var edit = Send(host, new EditComment.Request { Caller = bob, CommentId = first, Data = new() { Text = "Ahoy, ahoy!" } });
        var delete = Send(host, new DeletePost.Request { Caller = alice, PostId = postId });
        held.LetGo();

        await delete;
        Assert.Equal("""{"text":"Where to?"}""", Assert.Single((await create).Comments).Data.Text);
        Assert.Equal("""{"text":"Ahoy, ahoy!"}""", Assert.Single((await edit).Comments).Data.Text);
    }

    [Fact]
    public async Task a_post_is_answered_also_when_its_community_is_closed_in_the_same_commit()
    {
        await using var host = await AmityHost.Start();
        var callers = host.Services.GetRequiredService<ICallers>();
        var (alice, bob) = (await callers.User("alice"), await callers.User("bob"));
        var communityId = (await Send(host, new CreateCommunity.Request { Caller = alice, DisplayName = "Sailors", IsPublic = false, UserIds = ["bob"] }))
            .Communities[0].CommunityId;
        var first = (await Send(host, Post("Ahoy"))).Posts[0].PostId;

        using var held = new HeldWriter(host.Network.Database);
        var create = Send(host, Post("Where to?"));
        var edit = Send(host, new EditPost.Request { Caller = bob, PostId = first, Data = Text("Ahoy, ahoy!") });
        var remove = Send(host, new RemoveMembers.Request { Caller = alice, CommunityId = communityId, UserIds = ["bob"] });
        var delete = Send(host, new DeleteCommunity.Request { Caller = alice, CommunityId = communityId });
        held.LetGo();

        await Task.WhenAll(remove, delete);
        Assert.Equal("""{"text":"Where to?"}""", Assert.Single((await create).Posts).Data.Text);
        Assert.Equal("""{"text":"Ahoy, ahoy!"}""", Assert.Single((await edit).Posts).Data.Text);

        CreatePost.Request Post(string text) => new() { Caller = bob, TargetType = "community", TargetId = communityId, Data = Text(text) };
    }

    /// <summary>Queued in the order of the calls: all before the queue runs on the calling thread.</summary>
    private static async Task<TResponse> Send<TResponse>(AmityHost host, AmityRequest<TResponse> request)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static RawJson Text(string text) => new($$"""{"text":"{{text}}"}""");
}
