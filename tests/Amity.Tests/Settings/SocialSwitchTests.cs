using System.Text;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Settings;

/// <summary>The network without its social part.</summary>
public sealed class SocialSwitchTests
{
    private static readonly string[] Modules = ["Follows", "Categories", "Communities", "Polls", "Posts", "Comments", "Reactions", "Feeds", "Pins"];

    private static readonly string[] OfModeration =
    [
        "flagPost", "unflagPost", "isPostFlaggedByMe", "clearPostFlags", "flagComment", "unflagComment", "isCommentFlaggedByMe", "clearCommentFlags",
    ];

    [Fact]
    public async Task every_social_operation_refuses_users_and_no_other_does()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await Switch(amity, false);

        // Another switch answers in the same words.
        (await (await amity.Administrator()).Put("/api/admin/v1/presence", new { enabled = true })).Ok();
        var operations = amity.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint, UseCase: endpoint.Metadata.GetMetadata<UseCaseEndpoint>()))
            .Where(one => one.UseCase is { UseCase.Allow: Allow.Users })
            .ToList();
        var refused = 0;
        foreach (var (endpoint, useCase) in operations)
        {
            // The session's own end would end this test.
            if (useCase!.UseCase.Name is "revokeSession")
            {
                continue;
            }

            var method = new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
            var path = System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}]*\}", "x");
            var answer = await alice.Send(method, path, new StringContent("{}", Encoding.UTF8, "application/json"));
            var isSocial = Modules.Contains(useCase.Request.Namespace!.Split('.')[^1]) || OfModeration.Contains(useCase.UseCase.Name);
            Assert.True(isSocial == answer.Text.Contains("The feature is not enabled!", StringComparison.Ordinal), $"{method} {path}: {answer.Text}");
            if (isSocial)
            {
                refused++;
                answer.Refused(ErrorKind.Forbidden);
            }
        }

        Assert.InRange(refused, 80, 1000);
    }

    [Fact]
    public async Task nothing_is_lost_and_administrators_go_on()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        var post = await alice.Writes("before");
        await Switch(amity, false);

        (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = "after" } })).Refused(ErrorKind.Forbidden);
        Assert.Equal("before", (await admin.Reads(post))["data"]!.Text("text"));
        await admin.Writes("ready");
        (await alice.Get("/api/v3/users/alice")).Ok();
        Assert.False((await alice.Settings("social")).Flag("enabled"));
        (await amity.Login("bob")).Session.First("users");

        await Switch(amity, true);
        Assert.Equal("before", (await alice.Reads(post))["data"]!.Text("text"));
        await alice.Comment(post);
    }

    [Fact]
    public async Task a_kept_answer_is_refused_as_well()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var path = $"/api/v3/posts/{await alice.Writes("kept")}";
        var first = (await alice.Get(path)).Ok().ToJsonString();
        Assert.Equal(first, (await alice.Get(path)).Ok().ToJsonString());

        await Switch(amity, false);
        (await alice.Get(path)).Refused(ErrorKind.Forbidden);
        (await alice.Get("/api/v3/posts/unknown")).Refused(ErrorKind.Forbidden);
        await Switch(amity, true);

        Assert.Equal(first, (await alice.Get(path)).Ok().ToJsonString());
    }

    [Fact]
    public async Task what_a_host_sends_in_process_is_refused_as_well()
    {
        await using var amity = await AmityHost.Start();
        await Switch(amity, false);
        var callers = amity.Services.GetRequiredService<ICallers>();

        var refusal = await Assert.ThrowsAsync<AmityException>(async () => await Say(await callers.User("alice")));
        Assert.Equal((ErrorKind.Forbidden, "The feature is not enabled!"), (refusal.Kind, refusal.Message));
        await Say(await callers.Administrator());

        async Task Say(Caller caller)
        {
            await using var scope = amity.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreatePost.Request { Caller = caller, Data = new RawJson("""{"text":"Hi"}""") });
        }
    }

    private static async Task Switch(AmityHost amity, bool socialEnabled) =>
        (await (await amity.Administrator()).Put(SettingCalls.Path, new { socialEnabled })).Ok();
}
