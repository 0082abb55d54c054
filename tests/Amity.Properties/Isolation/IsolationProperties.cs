using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Properties.Isolation;

/// <summary>
/// Three networks in one process, whose people have the same ids and names. Whatever is tried in one with keys, tokens and ids of another:
/// nothing of the other is reached, and nothing in it changes.
/// </summary>
public sealed partial class IsolationProperties(ITestOutputHelper output)
{
    private readonly Dictionary<string, int> counts = [];
    private List<(HttpMethod Method, string Path)> operations = [];
    private AmityHost host = null!;
    private Tenant[] tenants = [];

    [Fact]
    public async Task nothing_of_a_network_is_reached_or_changed_from_another()
    {
        await using var amity = host = await AmityHost.Start();
        var admin = await amity.Administrator();
        operations = Operations();
        tenants = [await Tenant.Open(amity, amity.Network.Id, AmityHost.ApiKey, AmityHost.ServerKey, admin), await Made("Two"), await Made("Two")];

        Hold.For(Gen.ListOf(Any, 30).Where(steps => steps.Count() > 0), 12, steps => Play(steps).GetAwaiter().GetResult(), deep: 300);

        output.WriteLine($"{string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"))}. AMITY_SEED={Hold.Seed}");
        if (Hold.Deep)
        {
            Console.WriteLine(string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.True(count > 5));

        async Task<Tenant> Made(string name)
        {
            var made = (await admin.Post("/api/admin/v1/networks", new { name })).Ok();
            return await Tenant.Open(
                amity, made.Text("networkId"), made.Text("apiKey"), made.Text("serverKey"), new Person(amity.Http, "admin", made.Text("adminToken")));
        }
    }

    private static Gen<Step> Any =>
        from what in Gen.Choose(0, 9)
        from here in Gen.Choose(0, 2)
        from further in Gen.Choose(1, 2)
        from who in Gen.Choose(0, 2)
        from which in Gen.Choose(0, 9999)
        from other in Gen.Choose(0, 9999)
        select new Step(what, here, (here + further) % 3, who, which, other);

    private async Task Play(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            var (home, foreign) = (tenants[step.Here], tenants[step.There]);
            var before = tenants.Select(tenant => tenant.Print()).ToArray();
            var changesHome = false;
            switch (step.What)
            {
                case 0 or 1:
                    changesHome = true;
                    Count("calls in the own network", await home.Make(step.Which % Tenant.Verbs, home.People[step.Who], step.Other), home);
                    break;
                case 2 or 3 or 4:
                    await ById(step, home, foreign);
                    break;
                case 5 or 6:
                    changesHome = true;
                    await ByAnyOperation(step, home, foreign);
                    break;
                case 7:
                    await ByPageToken(step, home, foreign);
                    break;
                case 8:
                    await ByCredential(step, home, foreign);
                    break;
                default:
                    Count("reads in the same words", await home.People[step.Who].Get(Attempt.Reads[step.Which % Attempt.Reads.Count]), home);
                    break;
            }

            for (var i = 0; i < tenants.Length; i++)
            {
                Assert.True((changesHome && i == step.Here) || before[i] == tenants[i].Print(), $"{step} has changed something in network {i}.");
            }
        }
    }

    private async Task ById(Step step, Tenant home, Tenant foreign)
    {
        var attempt = Attempt.All[step.Which % Attempt.All.Count];
        var id = foreign.Of(attempt.Kind)[step.Other % foreign.Of(attempt.Kind).Count];
        var who = attempt.ByAdministrator || step.Other % 2 == 0 ? home.Admin : home.People[step.Who];

        var answer = await who.Send(attempt.Method, attempt.Path.Replace("{}", id), attempt.Body?.Invoke(id));

        Assert.True(answer.Status == Envelope.Status(ErrorKind.NotFound), $"{attempt.Method} {attempt.Path} of another network's {attempt.Kind}: {answer.Status} {answer.Text}");
        Count("ids of another network", answer, home);
    }

    /// <summary>Any route there is, also those to come, with another network's ids wherever an id can stand.</summary>
    private async Task ByAnyOperation(Step step, Tenant home, Tenant foreign)
    {
        var (method, pattern) = operations[step.Which % operations.Count];
        var kinds = (string[])["post", "comment", "community", "poll", "category", "user", "rule", "admin-token", "key", "network"];
        var kind = kinds[step.Other % kinds.Length];
        var id = foreign.Of(kind)[step.Other % foreign.Of(kind).Count];
        var ids = new JsonArray(id);
        var body = new JsonObject();
        foreach (var name in (string[])["postId", "commentId", "communityId", "pollId", "referenceId", "targetId", "parentId", "categoryId", "id"])
        {
            body[name] = id;
        }

        foreach (var name in (string[])["postIds", "userIds", "communityIds", "categoryIds", "answerIds", "ids"])
        {
            body[name] = ids.DeepClone();
        }

        (body["targetType"], body["referenceType"], body["data"]) = ("community", "post", new JsonObject { ["text"] = "From another network" });
        var path = $"{Parameter().Replace(pattern, id)}?referenceId={id}&referenceType=post&targetType=community&targetId={id}&postIds[]={id}&communityIds[]={id}&commentIds[]={id}";
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");

        var answer = await home.People[step.Who].Send(method, path, method == HttpMethod.Get ? null : content);

        Assert.InRange(answer.Status, 200, 499);
        Count("ids of another network in any operation", answer, home);
    }

    private async Task ByPageToken(Step step, Tenant home, Tenant foreign)
    {
        var list = Attempt.Lists[step.Which % Attempt.Lists.Count];
        var next = (await Reader(foreign).Get(list)).Ok()["paging"]!["next"]?.GetValue<string>();
        Assert.True(next is not null, $"{list} has one page only.");
        (await Reader(foreign).Get($"{list}&token={Uri.EscapeDataString(next)}")).Ok();

        var answer = await Reader(home).Get($"{list}&token={Uri.EscapeDataString(next)}");

        answer.Refused(ErrorKind.BadRequest);
        Count("page tokens of another network", answer, home);

        Person Reader(Tenant tenant) => list.Contains("/admin/", StringComparison.Ordinal) ? tenant.Admin : tenant.People[0];
    }

    private async Task ByCredential(Step step, Tenant home, Tenant foreign)
    {
        var userId = Tenant.Names[step.Who];
        switch (step.Which % 4)
        {
            case 0:
                var authToken = (await host.Nobody(("x-server-key", foreign.ServerKey)).Get($"/api/v3/authentication/token?userId={userId}")).Ok().GetValue<string>();
                await Dead(await host.Register(new { userId, deviceId = "phone", authToken }, apiKey: home.ApiKey));
                break;
            case 1:
                await Dead(await new Person(host.Http, userId, Readdressed(home.People[step.Who].Token!, home, foreign)).Get($"/api/v3/users/{userId}"));
                break;
            case 2:
                await Dead(await new Person(host.Http, "admin", Readdressed(home.Admin.Token!, home, foreign)).Put("/api/v3/users", new { userId, description = "Taken over" }));
                break;
            default:
                // Keys beside a token count for nothing.
                var answer = await new Person(host.Http, userId, home.People[step.Who].Token, ("x-api-key", foreign.ApiKey), ("x-server-key", foreign.ServerKey))
                    .Get("/api/v3/users/alice");
                answer.Ok();
                Count("credentials of another network", answer, home);
                break;
        }

        Task Dead(Answer answer)
        {
            answer.Refused(ErrorKind.Unauthenticated);
            Count("credentials of another network", answer, home);
            return Task.CompletedTask;
        }
    }

    /// <summary>Notes the attempt; its answer must hold no id and no key of any other network.</summary>
    private void Count(string kind, Answer answer, Tenant home)
    {
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        foreach (var other in tenants.Where(other => other != home))
        {
            Assert.True(other.FirstIdIn(answer.Text) is not { } id, $"{kind}: {other.FirstIdIn(answer.Text)} of another network stands in {answer.Text}");
        }
    }

    /// <summary>The token, as if it were another network's: its signature does not fit any more.</summary>
    private static string Readdressed(string token, Tenant from, Tenant to)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace(from.NetworkId, to.NetworkId);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }

    /// <summary>All but those that end the caller's own session, which the next steps need.</summary>
    private List<(HttpMethod Method, string Path)> Operations() =>
    [
        .. from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let useCase = endpoint.Metadata.GetMetadata<UseCaseEndpoint>()
           where useCase is { UseCase: { Allow: Allow.Users or Allow.Administrators, Name: not "revokeSession" } }
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select (new HttpMethod(method), endpoint.RoutePattern.RawText!),
    ];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    private sealed record Step(int What, int Here, int There, int Who, int Which, int Other);
}
