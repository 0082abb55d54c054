using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Host;

public sealed class StopTests
{
    [Fact]
    public async Task sigterm_under_load_finishes_what_has_begun_and_loses_nothing_acknowledged()
    {
        using var folder = new ScratchFolder();
        var acknowledged = new ConcurrentDictionary<string, string>();
        await using (var amity = await AmityProcess.Serve(folder.Path, "--Amity:RateLimit:PermitsPerSecond", "0"))
        {
            var people = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => amity.Login($"user{i}")));
            var load = people.Select(person => KeepRenaming(person, acknowledged)).ToList();
            while (acknowledged.Count < people.Length)
            {
                await Task.Delay(5);
            }

            Assert.Equal(0, await amity.Stop());
            var answers = await Task.WhenAll(load);
            Assert.All(answers.SelectMany(statuses => statuses), status => Assert.Equal(200, status));
            Assert.Empty(amity.Errors);
        }

        // A checkpointed, closed database leaves no log behind.
        Assert.Empty(Directory.EnumerateFiles(folder.Data, "*-wal", SearchOption.AllDirectories));

        await using var again = await AmityProcess.Serve(folder.Path, "--Amity:RateLimit:PermitsPerSecond", "0");
        foreach (var (userId, name) in acknowledged)
        {
            var person = await again.Login(userId);
            Assert.Equal(name, (await person.Get($"/api/v3/users/{userId}")).Ok().First("users").Text("displayName"));
        }
    }

    [Fact]
    public async Task sigterm_waits_for_a_request_whose_body_is_still_arriving()
    {
        using var folder = new ScratchFolder();
        await using var amity = await AmityProcess.Serve(folder.Path);
        var alice = await amity.Login("alice");
        using var slow = new SlowBody("""{"userId":"alice",""", """ "displayName":"Alice"}""");
        var answer = alice.Put("/api/v3/users", slow);
        await slow.FirstHalfSent;
        amity.Terminate();

        // Longer than a program that merely gives itself a moment would wait.
        await Task.Delay(TimeSpan.FromSeconds(3));
        slow.SendRest();

        Assert.Equal("Alice", (await answer).Ok().First("users").Text("displayName"));
        Assert.Equal(0, await amity.Ended());
    }

    /// <summary>Until the server takes no further connection. Every answer that did come must be a good one.</summary>
    private static async Task<List<int>> KeepRenaming(Person person, ConcurrentDictionary<string, string> acknowledged)
    {
        var statuses = new List<int>();
        for (var round = 0; ; round++)
        {
            var displayName = $"name {round}";
            Answer answer;
            try
            {
                answer = await person.Put("/api/v3/users", new { userId = person.UserId, displayName });
            }
            catch (HttpRequestException)
            {
                // Refused, or sent into a connection that the server was just closing as idle. Then nothing was done: the name that
                // is found after the restart must be the acknowledged one and no later one.
                return statuses;
            }

            statuses.Add(answer.Status);
            acknowledged[person.UserId] = displayName;
        }
    }

    /// <summary>A JSON body that arrives in two parts.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly (string Opening, string Ending) text;
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody(string firstHalf, string secondHalf)
        {
            text = (firstHalf, secondHalf);
            Headers.ContentType = new("application/json");
        }

        public Task FirstHalfSent => first.Task;

        public void SendRest() => rest.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text.Opening));
            await stream.FlushAsync();
            first.SetResult();
            await rest.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text.Ending));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
