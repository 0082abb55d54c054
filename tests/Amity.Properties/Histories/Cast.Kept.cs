using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Communities;
using Amity.Modules.Feeds;
using Amity.Modules.Posts;
using Amity.Modules.Settings;
using Amity.Modules.Users;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Properties.Histories;

/// <summary>Answers that are kept, beside the same answers made anew.</summary>
internal sealed partial class Cast
{
    private long madeAnew;

    /// <summary>How many answers came from those that were kept.</summary>
    public long WereKept { get; private set; }

    /// <summary>Asks for everything of which answers are kept, as everybody, and tells where an answer is not what it would be now.</summary>
    public async Task<IReadOnlyList<string>> Untrue()
    {
        var untrue = new List<string>();
        foreach (var caller in callers)
        {
            foreach (var post in posts.Values)
            {
                await Compare(caller, $"post {post}", () => new GetPost.Request { Caller = caller, PostId = post });
            }

            foreach (var community in communities.Values)
            {
                await Compare(caller, $"community {community}", () => new GetCommunity.Request { Caller = caller, CommunityId = community });
                foreach (var (type, _) in Feeds)
                {
                    await Compare(caller, $"{type} in {community}", () => Page(caller, "community", community, type));
                }
            }

            foreach (var other in callers)
            {
                await Compare(caller, $"user {other.UserId}", () => new GetUser.Request { Caller = caller, UserId = other.UserId });
                await Compare(caller, $"wall of {other.UserId}", () => Page(caller, "user", other.UserId, "published"));
            }

            await Compare(caller, "global feed", () => new GetGlobalFeed.Request { Caller = caller, Page = Hundred });
            await Compare(caller, "settings", () => new GetSocialSettings.Request { Caller = caller });
        }

        return untrue;

        async Task Compare<TResponse>(Caller caller, string what, Func<AmityRequest<TResponse>> request)
        {
            var now = await Answer(caller, $"{what} {++madeAnew}", request());
            var kept = await Answer(caller, what, request());
            WereKept += kept.WereKept ? 1 : 0;
            if (now.Text != kept.Text)
            {
                untrue.Add($"{what} as {caller.UserId}: {kept.Text} instead of {now.Text}");
            }
        }
    }

    private static QueryPosts.Request Page(Caller caller, string targetType, string targetId, string feedType) => new()
    {
        Caller = caller,
        Filter = new PostFilter { TargetType = targetType, TargetId = targetId, FeedTypes = [feedType] },
        Page = Hundred,
    };

    private async Task<(string Text, bool WereKept)> Answer<TResponse>(Caller caller, string target, AmityRequest<TResponse> request)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var (bytes, wereKept) = await KeptBytes.Of(
                scope.ServiceProvider,
                caller,
                target,
                () => scope.ServiceProvider.GetRequiredService<IMediator>().Send(request),
                (JsonTypeInfo<TResponse>)JsonSerializerOptions.Default.GetTypeInfo(typeof(TResponse)));
            return (Encoding.UTF8.GetString(bytes.Span), wereKept);
        }
        catch (AmityException refused)
        {
            return (refused.Message, false);
        }
    }
}
