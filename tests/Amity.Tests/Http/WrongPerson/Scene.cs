using Amity.Core.Identity;
using Amity.Modules.Networks;
using Amity.Modules.Sessions;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Amity.Tests.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Http.WrongPerson;

/// <summary>
/// One server for all attempts: a public and a hidden community that Mo moderates, with Pia as a plain member, Ben banned, and Otto outside; Pia
/// follows Mo, whose wall only followers read, because the network keeps its users private. In another network somebody has every right.
/// </summary>
public sealed class Scene : IAsyncLifetime
{
    private int strangers;

    public AmityHost Host { get; private set; } = null!;

    /// <summary>The moderator, whose things most of them are.</summary>
    public Person Mo { get; private set; } = null!;

    public Person Pia { get; private set; } = null!;

    public Person Ben { get; private set; } = null!;

    public Person Otto { get; private set; } = null!;

    public Person Admin { get; private set; } = null!;

    /// <summary>An administrator of another network of the same server.</summary>
    public Person Elsewhere { get; private set; } = null!;

    public string Open { get; private set; } = "";

    public string Hidden { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Host = await AmityHost.Start();
        (Mo, Pia, Ben, Otto) = (await Host.Login("mo"), await Host.Login("pia"), await Host.Login("ben"), await Host.Login("otto"));
        (Admin, Elsewhere) = (await Host.Administrator(), await Neighbour());
        (Open, Hidden) = (await Mo.Founds(members: ["pia", "ben"]), await Mo.Founds(isPublic: false, members: ["pia", "ben"]));
        foreach (var community in (string[])[Open, Hidden])
        {
            (await Mo.Put($"/api/v3/communities/{community}/users/ban", new { userIds = new[] { "ben" } })).Ok();
        }

        await Pia.Follows("mo");
        await Host.Set("social", new { userPrivacySetting = "private", isFollowWithRequestEnabled = true });
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    /// <summary>Somebody of whom nobody has heard yet.</summary>
    public Task<Person> Stranger() => Host.Login($"stranger{Interlocked.Increment(ref strangers)}");

    /// <summary>Somebody who is new in the community.</summary>
    public async Task<Person> Member(string community)
    {
        var stranger = await Stranger();
        await Mo.Adds(community, stranger.UserId);
        return stranger;
    }

    /// <summary>A word that is nowhere yet.</summary>
    public string Word() => $"word{Interlocked.Increment(ref strangers)}";

    private async Task<Person> Neighbour()
    {
        var made = Host.Services.GetRequiredService<INetworkAdministration>().Create("elsewhere");
        var network = Host.Services.GetRequiredService<INetworks>().ById(made.NetworkId)!;
        var token = await AdminTokens.Create(network, "admin", TimeSpan.FromDays(1), Host.Services.GetRequiredService<TimeProvider>());
        return new Person(Host.Http, "admin", token);
    }
}
