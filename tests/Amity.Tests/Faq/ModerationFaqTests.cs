using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of moderated texts; the numbers are those of its questions in the contract's checklist.</summary>
public sealed class ModerationFaqTests
{
    /// <summary>Row 4.</summary>
    [Theory]
    [InlineData("/api/v2/blacklist/records")]
    [InlineData("/api/v3/blacklist/records")]
    [InlineData("/api/v3/blocklists")]
    public async Task words_are_blocked_in_bulk_with_one_switch_for_exact_words(string path)
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        string[] words = ["word1", "word2", "word3"];

        (await admin.Post(path, new { regexs = words, isMatchExactWord = true })).Ok();
        Assert.Equal(words, await admin.Rules("/api/v2/blacklist/records"));
        foreach (var word in words)
        {
            (await alice.SaysOnWall($"this is {word}!")).Refused(ErrorKind.BlockedWord);
            (await alice.SaysOnWall($"a{word}b")).Ok();
        }

        (await admin.Post(path, new { regexs = words, isMatchExactWord = false })).Ok();
        foreach (var word in words)
        {
            (await alice.SaysOnWall($"a{word}b")).Refused(ErrorKind.BlockedWord);
        }
    }

    /// <summary>Row 81, in a community.</summary>
    [Fact]
    public async Task a_link_that_is_not_on_the_allow_list_is_refused_while_the_list_is_enabled()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        var hikers = await alice.Founds();
        var post = await alice.Writes("https://example.com/before", hikers);

        await admin.SwitchesAllowlist(true);
        (await alice.Post("/api/v4/posts", Posting.Text("https://example.com/trail", hikers))).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "www.example.com" } })).Refused(ErrorKind.LinkNotAllowed);

        await admin.Allows("example.com");
        await alice.Writes("https://example.com/trail", hikers);
        await alice.Comment(post, "www.example.com");
    }
}
