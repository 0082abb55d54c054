using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

/// <summary>Whatever is done, one moderator remains.</summary>
public sealed class LastModeratorTests : IAsyncLifetime
{
    private const string Moderator = "community-moderator";

    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, admin = null!;

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        admin = await amity.Administrator();
        await amity.Registers("carol");
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Theory]
    [InlineData("leave", "alice")]
    [InlineData("remove", "alice")]
    [InlineData("remove", "admin")]
    [InlineData("ban", "admin")]
    [InlineData("demote", "alice")]
    [InlineData("demote", "admin")]
    public async Task the_last_one_stays_in_every_way_until_there_is_another(string way, string who)
    {
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        var actor = who == "admin" ? admin : alice;

        (await Make(actor, way, id, "alice")).Refused(ErrorKind.LastModerator);
        Assert.Equal(["alice"], await alice.Members(id, $"roles[]={Moderator}"));
        await amity.GivesRole(id, "bob", Moderator);
        (await Make(actor, way, id, "alice")).Ok();

        Assert.Equal(["bob"], await admin.Members(id, $"roles[]={Moderator}"));
        (await Make(bob, "leave", id, "bob")).Refused(ErrorKind.LastModerator);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Theory]
    [InlineData("leave", "alice")]
    [InlineData("remove", "admin")]
    [InlineData("ban", "admin")]
    public async Task the_only_member_is_told_so(string way, string who)
    {
        var id = await alice.Creates(new { displayName = "A" });

        (await Make(who == "admin" ? admin : alice, way, id, "alice")).Refused(ErrorKind.LastMember);

        Assert.Equal(["alice"], await alice.Members(id));
    }

    [Fact]
    public async Task other_roles_with_the_same_rights_do_not_make_up_for_it()
    {
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.GivesRole(id, "bob", "moderator");

        (await Make(alice, "leave", id, "alice")).Refused(ErrorKind.LastModerator);
        Assert.Equal(1, (await alice.Sees(id)).Number("moderatorMemberCount"));
        (await Make(bob, "leave", id, "bob")).Ok();
    }

    [Theory]
    [InlineData("is_deleted")]
    [InlineData("is_global_banned")]
    public async Task who_is_out_of_the_network_does_not_remain(string how)
    {
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        await amity.GivesRole(id, "carol", Moderator);
        await amity.Network.Database.Write(tx => tx.Run($"update users set {how} = true where user_id = 'carol'"));

        (await Make(alice, "leave", id, "alice")).Refused(ErrorKind.LastModerator);
        (await Make(admin, "demote", id, "alice")).Refused(ErrorKind.LastModerator);
        (await Make(alice, "remove", id, "carol")).Ok();
        await amity.GivesRole(id, "bob", Moderator);
        (await Make(alice, "leave", id, "alice")).Ok();
    }

    [Theory]
    [InlineData("leave", "leave")]
    [InlineData("remove", "remove")]
    [InlineData("ban", "ban")]
    [InlineData("demote", "demote")]
    [InlineData("leave", "demote")]
    [InlineData("leave", "ban")]
    [InlineData("remove", "demote")]
    [InlineData("ban", "remove")]
    public async Task two_at_the_same_time_do_not_both_go(string first, string second)
    {
        for (var round = 0; round < 3; round++)
        {
            var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
            await amity.GivesRole(id, "bob", Moderator);

            // Who leaves goes by themselves, everybody else is sent away by the other.
            var answers = await Task.WhenAll(
                first == "leave" ? Make(alice, first, id, "alice") : Make(bob, first, id, "alice"),
                second == "leave" ? Make(bob, second, id, "bob") : Make(alice, second, id, "bob"));

            Assert.Single(await admin.Members(id, $"roles[]={Moderator}"));
            Assert.Contains(answers, answer => answer.Status == 200);
            Assert.Contains(answers, answer => answer.Status != 200);
        }

        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    private static Task<Answer> Make(Person actor, string way, string id, string userId) => way switch
    {
        "leave" => actor.Delete($"/api/v3/communities/{id}/leave"),
        "remove" => actor.Delete($"/api/v3/communities/{id}/users?userIds[]={userId}"),
        "ban" => actor.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { userId } }),
        _ => actor.Delete($"/api/v4/communities/{id}/users/roles?userIds[]={userId}&roles[]={Moderator}"),
    };
}
