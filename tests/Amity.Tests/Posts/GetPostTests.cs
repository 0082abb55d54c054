using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

public sealed class GetPostTests
{
    [Fact]
    public async Task everybody_reads_what_stands_on_a_wall_or_in_a_public_community()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var onWall = await alice.Writes("wall");
        var inCommunity = await alice.Writes("community", await alice.Founds());

        Assert.Equal("wall", (await bob.Reads(onWall))["data"]!.Text("text"));
        var answer = (await bob.Get($"/api/v3/posts/{inCommunity}")).Ok();
        Assert.False(answer.First("communities").Flag("isJoined"));
        Assert.DoesNotContain("bob", answer.All("communityUsers", "userId"));
        Assert.Contains("alice", answer.All("communityUsers", "userId"));
    }

    [Fact]
    public async Task what_stands_in_a_private_community_exists_for_its_members_and_administrators_only()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var hikers = await alice.Founds(isPublic: false, members: ["bob"]);
        var postId = await alice.Writes("secret", hikers);

        Assert.Equal("secret", (await bob.Reads(postId))["data"]!.Text("text"));
        Assert.Equal("secret", (await (await amity.Administrator()).Reads(postId))["data"]!.Text("text"));
        (await carol.Get($"/api/v3/posts/{postId}")).Refused(ErrorKind.NotFound);
        await amity.Bans(hikers, "bob");
        (await bob.Get($"/api/v3/posts/{postId}")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task a_deleted_post_is_read_by_author_moderator_and_administrator()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var hikers = await alice.Founds(members: ["bob", "carol"]);
        var postId = await bob.Writes("gone", hikers);
        (await bob.Delete($"/api/v4/posts/{postId}")).Ok();

        foreach (var person in new[] { alice, bob, await amity.Administrator() })
        {
            Assert.True((await person.Reads(postId)).Flag("isDeleted"));
        }

        (await carol.Get($"/api/v3/posts/{postId}")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task posts_of_a_deleted_community_exist_for_administrators_only()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var postId = await alice.Writes("left behind", hikers);
        await alice.Closes(hikers);

        (await alice.Get($"/api/v3/posts/{postId}")).Refused(ErrorKind.NotFound);
        Assert.Equal("left behind", (await (await amity.Administrator()).Reads(postId))["data"]!.Text("text"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a%2Fb")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("'%20or%201=1--")]
    public async Task an_id_that_is_none_is_not_found(string id)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Writes("here");

        (await alice.Get($"/api/v3/posts/{id}")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get($"/api/v3/posts/{id}")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task children_travel_beside_their_parent()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var parent = await alice.Writes("two pictures");
        var (first, second) = (await amity.AddsChild(parent, "image"), await amity.AddsChild(parent, "image"));

        var answer = (await alice.Get($"/api/v3/posts/{parent}")).Ok();

        Assert.Equal([first, second], answer.All("postChildren", "postId"));
        Assert.Equal([first, second], answer.First("posts")["children"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal(2, answer.First("posts").Number("childrenNumber"));
        Assert.All(answer["postChildren"]!.AsArray(), child => Assert.Equal(parent, child!.Text("parentPostId")));
        Assert.Equal(first, (await alice.Reads(first)).Text("postId"));
    }

    [Fact]
    public async Task reactions_are_counted_by_name_and_the_callers_own_are_named()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var postId = await alice.Writes("nice");
        await amity.Network.Database.Write(async tx =>
        {
            await tx.Run(
                "insert into reactions (reaction_id, reference_type, reference_id, user_id, reaction_name, created_at) values (@id, 'post', @postId, 'bob', 'like', 1)",
                new { id = tx.NewId(), postId });
            return await tx.Run("insert into reaction_counts (reference_type, reference_id, reaction_name, count) values ('post', @postId, 'like', 1)", new { postId });
        });

        Assert.Equal(1, (await alice.Reads(postId))["reactions"]!.Number("like"));
        Assert.Empty((await alice.Reads(postId))["myReactions"]!.AsArray());
        Assert.Equal("like", (await bob.Reads(postId))["myReactions"]![0]!.GetValue<string>());
    }
}
