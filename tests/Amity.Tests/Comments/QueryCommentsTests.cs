using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;
using static Amity.Tests.Comments.CommentPages;

namespace Amity.Tests.Comments;

public sealed class QueryCommentsTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task parents_tell_the_levels_apart()
    {
        var post = await talk.Host.WallPost("alice");
        var roots = await talk.Bob.CommentTimes(2, post);
        var replies = await talk.Carol.CommentTimes(3, post, roots[0]);
        var deeper = await talk.Alice.Comment(post, "A deeper one", replies[2]);

        var top = await talk.Bob.Comments($"referenceId={post}&sortBy=firstCreated");
        Assert.Equal(roots, Ids(top));
        Assert.All(top["comments"]!.AsArray(), comment => Assert.False(comment!.AsObject().ContainsKey("parentId")));
        Assert.Equal(replies, top.All("commentChildren", "commentId"));
        Assert.Equal(roots, Ids(await talk.Bob.Comments($"referenceId={post}&sortBy=firstCreated&parentId=")));
        Assert.Equal(replies, Ids(await talk.Bob.Comments($"referenceId={post}&sortBy=firstCreated&parentId={roots[0]}")));
        Assert.Equal([deeper], Ids(await talk.Bob.Comments($"referenceId={post}&parentId={replies[2]}")));
        Assert.Empty(Ids(await talk.Bob.Comments($"referenceId={post}&parentId=unknown")));

        var all = await talk.Bob.Walk($"referenceId={post}&filterByParentId=false&options[limit]=2", "next");
        Assert.Equal([deeper, .. replies.Reverse(), .. roots.Reverse()], all.SelectMany(Ids));
        Assert.Equal(6, Ids(await talk.Bob.Comments($"referenceId={post}&filterByParentId=false&parentId={roots[0]}")).Length);
    }

    [Fact]
    public async Task deleted_comments_are_told_apart_by_three_values()
    {
        var post = await talk.Host.WallPost("alice");
        var ids = await talk.Bob.CommentTimes(3, post);
        (await talk.Bob.Delete($"/api/v4/comments/{ids[1]}")).Ok();

        Assert.Equal(ids, Ids(await talk.Bob.Comments($"referenceId={post}&sortBy=firstCreated")));
        Assert.Equal([ids[0], ids[2]], Ids(await talk.Bob.Comments($"referenceId={post}&sortBy=firstCreated&isDeleted=false")));
        Assert.Equal([ids[1]], Ids(await talk.Bob.Comments($"referenceId={post}&sortBy=firstCreated&isDeleted=true")));
    }

    [Fact]
    public async Task flagged_comments_can_be_asked_for()
    {
        var post = await talk.Host.WallPost("alice");
        var id = await talk.Bob.Comment(post);
        Assert.Equal([id], Ids(await talk.Bob.Comments($"referenceId={post}&hasFlag=false")));
        Assert.Empty(Ids(await talk.Bob.Comments($"referenceId={post}&hasFlag=true")));
    }

    [Theory]
    [InlineData("dataTypes[values][0]=text&dataTypes[matchType]=exact", 1)]
    [InlineData("dataTypes%5Bvalues%5D%5B%5D=text&dataTypes%5Bvalues%5D%5B%5D=image", 1)]
    [InlineData("dataTypes[values][]=text&dataTypes[values][]=image&dataTypes[matchType]=any", 1)]
    [InlineData("dataTypes[values][]=text&dataTypes[values][]=image&dataTypes[matchType]=exact", 0)]
    [InlineData("dataTypes[values][]=image", 0)]
    [InlineData("dataTypes[values][]=&dataTypes[matchType]=exact", 1)]
    public async Task comments_match_the_data_types_asked_for(string filter, int expected)
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Bob.Comment(post);
        Assert.Equal(expected, Ids(await talk.Bob.Comments($"referenceId={post}&{filter}")).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("referenceId=")]
    [InlineData("referenceId=POST&referenceType=user")]
    [InlineData("referenceId=POST&sortBy=engagement")]
    [InlineData("referenceId=POST&options[limit]=0")]
    [InlineData("referenceId=POST&options[limit]=101")]
    [InlineData("referenceId=POST&options[limit]=many")]
    [InlineData("referenceId=POST&options[first]=101")]
    [InlineData("referenceId=POST&options[last]=0")]
    [InlineData("referenceId=POST&options[after]=0")]
    [InlineData("referenceId=POST&options[before]=99999999999")]
    [InlineData("referenceId=POST&options[first]=1&options[before]=9")]
    [InlineData("referenceId=POST&options[type]=endless")]
    [InlineData("referenceId=POST&isDeleted=perhaps")]
    [InlineData("referenceId=POST&hasFlag=1")]
    [InlineData("referenceId=POST&filterByParentId=x")]
    [InlineData("referenceId=POST&dataTypes[values][]=video")]
    [InlineData("referenceId=POST&dataTypes[values][]=text&dataTypes[matchType]=all")]
    [InlineData("referenceId=POST&parentId=%00")]
    public async Task what_is_malformed_is_refused(string query)
    {
        var post = await talk.Host.WallPost("alice");
        (await talk.Bob.Get($"/api/v3/comments?{query.Replace("POST", post)}")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task an_outsider_finds_nothing_in_a_private_community()
    {
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var post = await talk.Host.CommunityPost("alice", community);
        var id = await talk.Bob.Comment(post);

        (await talk.Carol.Get($"/api/v3/comments?referenceId={post}")).Refused(ErrorKind.NotFound);
        Assert.Equal([id], Ids(await talk.Bob.Comments($"referenceId={post}")));
        Assert.Equal([id], Ids((await talk.Admin.Get($"/api/v3/comments?referenceId={post}")).Ok()));
    }

    [Fact]
    public async Task below_what_is_deleted_or_unknown_there_is_nothing()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Bob.Comment(post);
        await talk.Host.DeletePost(post);

        (await talk.Alice.Get($"/api/v3/comments?referenceId={post}")).Refused(ErrorKind.NotFound);
        Assert.Single(Ids((await talk.Admin.Get($"/api/v3/comments?referenceId={post}")).Ok()));
        (await talk.Bob.Get("/api/v3/comments?referenceId=a%2Fb")).Refused(ErrorKind.NotFound);
        (await talk.Bob.Get("/api/v3/comments?referenceId=some&referenceType=story")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task a_post_without_comments_answers_empty_arrays()
    {
        var answer = await talk.Bob.Comments($"referenceId={await talk.Host.WallPost("alice")}");
        foreach (var array in new[] { "comments", "commentChildren", "communityUsers", "users", "files" })
        {
            Assert.Empty(answer[array]!.AsArray());
        }

        Assert.Equal("{}", answer["paging"]!.ToJsonString());
    }

    [Fact]
    public async Task without_a_session_nobody_queries() =>
        (await talk.Host.Nobody().Get("/api/v3/comments?referenceId=any")).Refused(ErrorKind.Unauthenticated);
}
