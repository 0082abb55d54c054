using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class AddMembersTests
{
    [Fact]
    public async Task a_moderator_adds_users_and_each_is_counted_once()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "ü 😀", "a/b");
        var id = await alice.Creates(new { displayName = "A" });

        var answer = await alice.Adds(id, "bob", "ü 😀", "bob");
        var again = await alice.Adds(id, "bob", "a/b");

        answer.IsWhole();
        Assert.Equal(("member", "member", "member"), (answer.Membership("bob"), answer.Membership("ü 😀"), answer.Membership("alice")));
        Assert.Equal(3, answer.First("communities").Number("membersCount"));
        Assert.Equal(("member", "member"), (again.Membership("bob"), again.Membership("a/b")));
        Assert.Equal(4, again.First("communities").Number("membersCount"));
        Assert.Equal(4, (await alice.Members(id)).Count);
    }

    [Fact]
    public async Task who_was_added_to_a_private_one_sees_it()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false });
        (await bob.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);

        await alice.Adds(id, "bob");

        Assert.True((await bob.Sees(id)).Flag("isJoined"));
        Assert.Equal([id], (await bob.Get("/api/v3/communities?filter=member")).Ok().All("communities", "communityId"));
    }

    [Fact]
    public async Task moderators_and_administrators_may_and_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        var open = await alice.Creates(new { displayName = "Open", userIds = new[] { "bob" } });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });
        var body = new { userIds = new[] { "carol" } };

        (await bob.Post($"/api/v3/communities/{open}/users", body)).Refused(ErrorKind.PermissionDenied);
        (await carol.Post($"/api/v3/communities/{open}/users", body)).Refused(ErrorKind.PermissionDenied);
        (await carol.Post($"/api/v3/communities/{secret}/users", body)).Refused(ErrorKind.NotFound);
        (await carol.Post("/api/v3/communities/nothing/users", body)).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Post($"/api/v3/communities/{open}/users", body)).Refused(ErrorKind.Unauthenticated);

        Assert.Equal(2, (await alice.Sees(open)).Number("membersCount"));
        Assert.Equal("member", (await admin.Adds(secret, "carol")).Membership("carol"));
        Assert.Equal("Secret", (await carol.Sees(secret)).Text("displayName"));
    }

    [Fact]
    public async Task one_who_is_unknown_deleted_or_banned_refuses_all()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol", "dave");
        var id = await alice.Creates(new { displayName = "A" });
        await amity.Bans(id, "carol");
        await amity.Deletes("dave");

        (await Add("bob", "nobody")).Refused(ErrorKind.NotFound);
        (await Add("bob", "carol")).Refused(ErrorKind.Banned);
        (await Add("bob", "dave")).Refused(ErrorKind.NotFound);

        Assert.Equal(["alice"], await alice.Members(id, "memberships[]=member"));
        Assert.Equal(1, (await alice.Sees(id)).Number("membersCount"));

        Task<Answer> Add(params string[] userIds) => alice.Post($"/api/v3/communities/{id}/users", new { userIds });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userIds":[]}""")]
    [InlineData("""{"userIds":null}""")]
    [InlineData("""{"userIds":"bob"}""")]
    [InlineData("""{"userIds":[7]}""")]
    [InlineData("""{"userIds":[""]}""")]
    [InlineData("""{"userIds":[null]}""")]
    [InlineData("""{"userIds":["012345678901234567890123456789012345678901234567890"]}""")]
    public async Task a_wrong_body_is_invalid(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });

        (await alice.Post($"/api/v3/communities/{id}/users", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task a_hundred_can_be_added_at_once_and_not_one_more()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        string[] crowd = [.. Enumerable.Range(0, 101).Select(i => $"user {i}")];
        await amity.Registers(crowd);
        var id = await alice.Creates(new { displayName = "A" });

        (await alice.Post($"/api/v3/communities/{id}/users", new { userIds = crowd })).Refused(ErrorKind.Invalid);
        var answer = await alice.Adds(id, crowd[..100]);

        Assert.Equal(101, answer["communityUsers"]!.AsArray().Count);
        Assert.Equal(101, answer.First("communities").Number("membersCount"));
    }
}
