using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules;
using Amity.Modules.Communities;
using Amity.Modules.Networks;
using Amity.Modules.Pins;
using Amity.Modules.Posts;
using Amity.Modules.Settings;
using Amity.Tests.Kit;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Properties.Pinning;

/// <summary>
/// Posts are written, reviewed, deleted, pinned and unpinned in two communities that are hidden, opened and closed, and whose member is banned.
/// After every call everybody reads the pins that a plain model has: never more than fit, never one that may not be shown, and the kept answer
/// is the true one.
/// </summary>
public sealed class PinProperties(ITestOutputHelper output)
{
    private const string Nothing = "000000000000000000000000";

    private ServiceProvider services = null!;
    private long histories, calls, refusals, kept;

    [Fact]
    public async Task everybody_reads_the_pins_that_a_plain_model_has_after_every_call()
    {
        using var folder = new ScratchFolder();
        await using var provider = services = new ServiceCollection()
            .AddAmity(options =>
            {
                options.DataDirectory = folder.Data;
                options.RateLimit.PermitsPerSecond = 0;
                options.Storage.Durability = Durability.Normal;
            })
            .BuildServiceProvider();

        Hold.For(PinStep.Many, 100, steps => Play(steps).GetAwaiter().GetResult(), deep: 3_000);

        Assert.Empty(await Recount.Of(services.GetRequiredService<INetworks>().Default.Database));
        Assert.True(refusals > 0 && kept > 0, "No call was refused, or no answer kept: that shows little.");
        output.WriteLine($"{histories} histories of {calls} calls, {refusals} of them refused, {kept} kept answers: all as the model has it. AMITY_SEED={Hold.Seed}");
    }

    private async Task Play(PinStep[] steps)
    {
        var known = services.GetRequiredService<ICallers>();
        var history = ++histories;
        Caller[] callers =
        [
            await Named("moderator"), await Named("member"), await Named("outsider"), await known.Administrator(),
        ];
        var communities = new[] { await Found(isReviewed: false), await Found(isReviewed: true) };
        var posts = new List<string>();
        var model = new PinModel();
        await Send(new ClearGlobalPins.Request { Caller = callers[(int)Role.Administrator] });
        await Send(new UpdateSocialSettings.Request { Caller = callers[(int)Role.Administrator], MaxGlobalPinnedPost = 1 });
        foreach (var (at, step) in steps.Index())
        {
            var before = string.Join("; ", steps[..(at + 1)].AsEnumerable());
            var answered = await Refusal(() => Make(step));
            var expected = model.Do(step);
            Assert.True(expected == answered, $"{answered?.ToString() ?? "ok"} instead of {expected?.ToString() ?? "ok"} after {before}");
            calls++;
            refusals += answered is null ? 0 : 1;
            foreach (var who in Enum.GetValues<Role>())
            {
                await Compare(who, before);
            }
        }

        Task<Caller> Named(string name) => known.User(string.Create(CultureInfo.InvariantCulture, $"{name} of pins {history}"));

        async Task<string> Found(bool isReviewed) => (await Send(new CreateCommunity.Request
        {
            Caller = callers[(int)Role.Moderator],
            DisplayName = "pins",
            NeedApprovalOnPostCreation = isReviewed,
            UserIds = [callers[(int)Role.Member].UserId],
        })).Communities[0].CommunityId;

        async Task Make(PinStep step)
        {
            var caller = callers[(int)step.Who];
            var moderator = callers[(int)Role.Moderator];
            var administrator = callers[(int)Role.Administrator];
            var member = callers[(int)Role.Member];
            var community = communities[model.CommunityOf(step)];
            var post = model.Pick(step) is var number and >= 0 ? posts[number] : Nothing;
            var placement = PinModel.PlacementOf(step);
            switch (step.Act)
            {
                case Act.Write:
                    posts.Add((await Send(new CreatePost.Request
                    {
                        Caller = step.Which % 2 == 1 ? member : moderator,
                        TargetType = "community",
                        TargetId = community,
                        Data = new RawJson("""{"text":"pinned?"}"""),
                    })).Posts[0].PostId);
                    break;
                case Act.Approve or Act.Decline:
                    await Send(new ReviewPost.Request { Caller = moderator, PostId = post, IsApproved = step.Act is Act.Approve });
                    break;
                case Act.Delete:
                    await Send(new DeletePost.Request { Caller = moderator, PostId = post });
                    break;
                case Act.Erase:
                    await Send(new DeletePost.Request { Caller = administrator, PostId = post, Permanent = true });
                    break;
                case Act.Pin:
                    await Send(new PinPost.Request { Caller = caller, CommunityId = community, Placement = placement, PostId = post });
                    break;
                case Act.Unpin:
                    await Send(new UnpinPost.Request { Caller = caller, CommunityId = community, Placement = placement, PostId = post });
                    break;
                case Act.Clear:
                    await Send(new ClearPins.Request { Caller = caller, CommunityId = community, Placement = PinModel.ClearedBy(step) });
                    break;
                case Act.PinGlobally:
                    await Send(new PinPostGlobally.Request { Caller = caller, PostId = post });
                    break;
                case Act.UnpinGlobally:
                    await Send(new UnpinPostGlobally.Request { Caller = caller, PostId = post });
                    break;
                case Act.ClearGlobally:
                    await Send(new ClearGlobalPins.Request { Caller = caller });
                    break;
                case Act.Hide or Act.Open:
                    await Send(new UpdateCommunity.Request { Caller = moderator, CommunityId = community, IsPublic = step.Act is Act.Open });
                    break;
                case Act.Close:
                    await Send(new DeleteCommunity.Request { Caller = administrator, CommunityId = community });
                    break;
                case Act.Ban:
                    await Send(new BanMembers.Request { Caller = moderator, CommunityId = community, UserIds = [member.UserId] });
                    break;
                case Act.Unban:
                    await Send(new UnbanMembers.Request { Caller = moderator, CommunityId = community, UserIds = [member.UserId] });
                    break;
                case Act.Join:
                    await Send(new JoinCommunity.Request { Caller = member, CommunityId = community });
                    break;
                case Act.AllowGlobally:
                    await Send(new UpdateSocialSettings.Request { Caller = administrator, MaxGlobalPinnedPost = PinModel.MostOf(step) });
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(step));
            }
        }

        async Task Compare(Role who, string after)
        {
            for (var at = 0; at < PinModel.Communities; at++)
            {
                var (pins, refusal) = model.InCommunity(who, at);
                IReadOnlyList<string>? read = null;
                var community = communities[at];
                var refused = await Refusal(async () => read = await Read(who, community, caller => new ListPins.Request { Caller = caller, CommunityId = community }));
                Assert.True(refused == refusal, $"{who} is answered {refused?.ToString() ?? "ok"} instead of {refusal?.ToString() ?? "ok"} in {at} after {after}");
                Same(pins?.Select(post => posts[post]), read, $"{who} in {at} after {after}");
            }

            var globally = await Read(who, "global", caller => new ListGlobalPins.Request { Caller = caller });
            Same(model.Globally().Select(post => posts[post]), globally, $"{who} globally after {after}");
        }

        static void Same(IEnumerable<string>? expected, IEnumerable<string>? read, string where)
        {
            var (one, other) = (string.Join(' ', expected ?? []), string.Join(' ', read ?? []));
            Assert.True(one == other, $"'{other}' instead of '{one}': {where}");
        }

        // Asked for twice: what is kept must be what was read, and go on being it.
        async Task<IReadOnlyList<string>> Read(Role who, string what, Func<Caller, AmityRequest<PinsBody>> request)
        {
            var (fresh, _) = await Answer(callers[(int)who], $"pins of {what} {history}", request);
            var (again, wasKept) = await Answer(callers[(int)who], $"pins of {what} {history}", request);
            kept += wasKept ? 1 : 0;
            Assert.Equal(fresh, again);
            using var answer = JsonDocument.Parse(again);
            return [.. answer.RootElement.GetProperty("Pins").EnumerateArray().Select(pin => pin.GetProperty("ReferenceId").GetString()!)];
        }
    }

    private async Task<(string Text, bool WasKept)> Answer(Caller caller, string target, Func<Caller, AmityRequest<PinsBody>> request)
    {
        await using var scope = services.CreateAsyncScope();
        var (bytes, wasKept) = await KeptBytes.Of(
            scope.ServiceProvider,
            caller,
            target,
            () => scope.ServiceProvider.GetRequiredService<IMediator>().Send(request(caller)),
            (JsonTypeInfo<PinsBody>)JsonSerializerOptions.Default.GetTypeInfo(typeof(PinsBody)));
        return (Encoding.UTF8.GetString(bytes.Span), wasKept);
    }

    private async Task<TResponse> Send<TResponse>(AmityRequest<TResponse> request)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static async Task<ErrorKind?> Refusal(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (AmityException refused)
        {
            return refused.Kind;
        }
    }
}
