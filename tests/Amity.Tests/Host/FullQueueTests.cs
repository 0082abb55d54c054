using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Data;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Host;

/// <summary>The writer is held up, and more writes come than may wait.</summary>
public sealed class FullQueueTests
{
    private static readonly int QueueLength = new DatabaseOptions().QueueLength;

    [Fact]
    public async Task a_full_queue_refuses_writes_in_the_envelope_and_keeps_those_that_wait()
    {
        await using var host = await AmityHost.Start();
        var people = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => host.Login($"user{i}")));
        var database = host.Network.Database;

        using var held = new HeldWriter(database);
        var waiting = people[..16].Select(person => Rename(person, "waited")).ToList();
        await Task.Delay(500);
        var flood = new List<Task<int>>();
        while (flood is not [.., { IsFaulted: true }])
        {
            Assert.InRange(flood.Count, 0, QueueLength);
            flood.Add(database.Write(_ => Task.FromResult(0)));
        }

        foreach (var person in people[16..])
        {
            var refused = await Rename(person, "refused");
            Assert.Contains("Too many writes", refused.Refused(ErrorKind.Busy).Text("message"));
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
            Assert.Equal(person.UserId, await Name(person));
        }

        (await host.Register(new { userId = "new", deviceId = "new" })).Refused(ErrorKind.Busy);
        Assert.Equal("ok", await host.Http.GetStringAsync("/healthz"));
        Assert.All(waiting, answer => Assert.False(answer.IsCompleted));

        held.LetGo();
        Assert.All(await Task.WhenAll(waiting), answer => answer.Ok());
        await Task.WhenAll(flood[..^1]);
        Assert.All(await Task.WhenAll(people[..16].Select(Name)), name => Assert.Equal("waited", name));
        Assert.All(await Task.WhenAll(people[16..].Select(person => Rename(person, "after"))), answer => answer.Ok());
        Assert.Empty(await Recount.Of(database));
    }

    private static Task<Answer> Rename(Person person, string displayName) =>
        person.Put("/api/v3/users", new { userId = person.UserId, displayName });

    private static async Task<string> Name(Person person) =>
        (await person.Get($"/api/v3/users/{person.UserId}")).Ok().First("users").Text("displayName");
}
