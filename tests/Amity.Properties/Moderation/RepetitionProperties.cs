using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Modules.Comments;
using Amity.Modules.Moderation;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Properties.Moderation;

/// <summary>
/// Users repeat themselves in posts and comments, one at a time and many at once, while the clock stands, runs, leaps and is set back; some of what
/// they do fails for another reason. Every answer is that of lists of instants, counted.
/// </summary>
public sealed class RepetitionProperties(ITestOutputHelper output)
{
    private const int Users = 2;

    /// <summary>The ways in which each of three texts is written.</summary>
    private static readonly string[][] Texts = [["Buy!", "  BUY!", "b\u200buy!\n"], ["Sell it", "sell   IT", "Sell\tit"], ["Да", "ДА", " да"]];

    private static readonly Gen<int> AnyPause = Gen.Frequency(
        (6, Gen.Constant(0)), (8, Gen.Choose(1, 12)), (2, Gen.Choose(13, 60)), (1, Gen.Constant(3_600_000)), (1, Gen.Choose(-40, -1)));

    private static readonly Gen<Step> AnyStep =
        from pause in AnyPause
        from who in Gen.Choose(0, Users - 1)
        from text in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, Texts.Length - 1)))
        from way in Gen.Choose(0, 2)
        from deed in Gen.Frequency((5, Gen.Constant(Deed.Post)), (3, Gen.Constant(Deed.Comment)), (2, Gen.Constant(Deed.CommentNowhere)), (2, Gen.Constant(Deed.Edit)))
        from copies in Gen.Frequency((6, Gen.Constant(1)), (1, Gen.Choose(2, 6)))
        select new Step(pause, who, text, way, deed, copies);

    private static readonly Gen<History> AnyHistory =
        from most in Gen.Choose(1, 4)
        from within in Gen.Choose(5, 40)
        from mutes in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(1, 30)))
        from steps in AnyStep.ListOf()
        select new History(most, within, mutes, [.. steps]);

    private long histories, calls, repetitions, muted, together;

    [Fact]
    public async Task a_text_is_refused_exactly_when_it_stands_in_the_window_as_often_as_may_be()
    {
        using var folder = new ScratchFolder();
        var clock = new TestClock();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddAmity(options =>
            {
                options.DataDirectory = folder.Data;
                options.RateLimit.PermitsPerSecond = 0;
                options.Storage.Durability = Durability.Normal;
            })
            .BuildServiceProvider();
        var stage = new Stage(services, clock);

        Hold.For(AnyHistory, 200, history => Play(history, stage).GetAwaiter().GetResult(), deep: 5000);

        Assert.True(repetitions > 100 && muted > 100 && together > 100, $"{repetitions} repetitions, {muted} of the muted, {together} at once: that shows little.");
        output.WriteLine($"{histories} histories of {calls} texts, {together} of them at once: {repetitions} repetitions and {muted} texts of the muted, AMITY_SEED={Hold.Seed}");
    }

    private async Task Play(History history, Stage stage)
    {
        histories++;
        await stage.Begin(history, histories);
        var said = new Dictionary<(int Who, int Text), List<long>>();
        var ends = new long[Users];
        foreach (var step in history.Steps)
        {
            await stage.Pass(step.Pause);
            var answers = await Task.WhenAll(Enumerable.Range(0, step.Copies).Select(_ => stage.Do(step)));
            calls += step.Copies;
            together += step.Copies > 1 ? step.Copies : 0;

            var now = stage.Now;
            var all = said.TryGetValue((step.Who, step.Text), out var known) ? known : said[(step.Who, step.Text)] = [];
            var isMuted = ends[step.Who] > now;
            var room = Math.Max(0, history.Most - all.Count(at => at > now - history.Within));
            var expected = isMuted ? 0 : step.Deed is Deed.Edit ? step.Copies : step.Deed is Deed.CommentNowhere ? 0 : Math.Min(room, step.Copies);
            Assert.Equal(expected, answers.Count(answer => answer is null));

            var refusals = answers.OfType<ErrorKind>().ToList();
            var isRepeated = !isMuted && step.Deed is not Deed.Edit && (step.Deed is Deed.CommentNowhere ? room == 0 : refusals.Count > 0);
            ErrorKind[] may = isMuted ? [ErrorKind.Muted]
                : !isRepeated ? [ErrorKind.NotFound]
                : history.Mutes > 0 ? [ErrorKind.MaxRepetition, ErrorKind.Muted]
                : [ErrorKind.MaxRepetition];
            Assert.All(refusals, refusal => Assert.Contains(refusal, may));
            Assert.True(!isRepeated || refusals.Contains(ErrorKind.MaxRepetition), "Nobody was told of the repetition.");

            repetitions += refusals.Count(refusal => refusal is ErrorKind.MaxRepetition);
            muted += refusals.Count(refusal => refusal is ErrorKind.Muted);
            all.AddRange(Enumerable.Repeat(now, step.Deed is Deed.Edit ? 0 : expected));
            if (isRepeated && history.Mutes > 0)
            {
                ends[step.Who] = Math.Max(ends[step.Who], now + history.Mutes);
            }
        }
    }

    private enum Deed
    {
        Post,
        Comment,

        /// <summary>Fails in its handler, when the text was counted already.</summary>
        CommentNowhere,
        Edit,
    }

    private sealed record Step(int Pause, int Who, int Text, int Way, Deed Deed, int Copies);

    private sealed record History(int Most, int Within, int Mutes, Step[] Steps);

    /// <summary>One server for all histories, with users of its own for each.</summary>
    private sealed class Stage(IServiceProvider services, TestClock clock)
    {
        private Caller[] callers = [];
        private string post = "";
        private string[] own = [];

        /// <summary>The latest that the clock has shown to a write.</summary>
        public long Now { get; private set; }

        public async Task Begin(History history, long number)
        {
            var known = services.GetRequiredService<ICallers>();
            var admin = await known.Administrator();
            await Send(new UpdateModerationSettings.Request
            {
                Caller = admin,
                MaxRepetition = history.Most,
                MaxRepetitionTimeout = history.Within,
                MaxRepetitionMuteTimeout = history.Mutes,
            });
            callers = await Task.WhenAll(Enumerable.Range(0, Users).Select(who => known.User($"user {who} of {number}")));
            post = (await Send(new CreatePost.Request { Caller = admin, Text = "What do you say?" })).Posts[0].PostId;
            own = await Task.WhenAll(callers.Select(async (caller, who) =>
                (await Send(new CreatePost.Request { Caller = caller, Text = $"Mine: {who}" })).Posts[0].PostId));
            await Pass(0);
        }

        /// <summary>Moves the clock and lets a write see it: the time of writes is the latest that one of them saw.</summary>
        public async Task Pass(int milliseconds)
        {
            clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
            Now = await services.GetRequiredService<INetworks>().Default.Database.Write(async tx =>
            {
                // Only what changes a row leaves its time for those who read.
                await tx.Run(Mark, new { value = tx.NewId() });
                return tx.Now;
            });
        }

        private const string Mark = """
            insert into settings (name, value)
            values ('clock of the test', @value)
            on conflict (name) do update
            set value = excluded.value
            """;

        /// <summary>Null when it was done, else the refusal.</summary>
        public async Task<ErrorKind?> Do(Step step)
        {
            var (caller, text) = (callers[step.Who], Texts[step.Text][step.Way]);
            try
            {
                await (step.Deed switch
                {
                    Deed.Post => (Task)Send(new CreatePost.Request { Caller = caller, Text = text }),
                    Deed.Comment => Send(new CreateComment.Request { Caller = caller, ReferenceId = post, Data = new() { Text = text } }),
                    Deed.CommentNowhere => Send(new CreateComment.Request { Caller = caller, ReferenceId = "nowhere", Data = new() { Text = text } }),
                    _ => Send(new EditPost.Request { Caller = caller, PostId = own[step.Who], Text = text }),
                });
                return null;
            }
            catch (AmityException refused)
            {
                return refused.Kind;
            }
        }

        private async Task<T> Send<T>(IRequest<T> request)
        {
            await using var scope = services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        }
    }
}
