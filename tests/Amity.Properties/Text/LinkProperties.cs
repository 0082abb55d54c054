using Amity.Core.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Text;

/// <summary>What holds of links in any text.</summary>
public class LinkProperties
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (6, Gen.Elements(
            "example.com", "https://", "http://", "www.", ".", "..", ":", "/", "//", "?", "#", "@", "\\", "%2e", "(", ")", "[", "]", "-", "_", "com",
            "рф", "中国", "。", "。com", "谢谢", "에서", ",", "!", "'", "\"", " ", "\n", "a", "B", "1", "10.0.0.1", "x://", ":80", "\u200B", "́")),
        (1, Texts.Units.Resize(3)));

    private static readonly Gen<string> Linkish = Piece.ListOf().Select(string.Concat);

    private static readonly Gen<string> Label = Gen.Elements("a", "b1", "shop", "xn--bcher-kva", "bücher", "x_y", "1");

    private static readonly Gen<string> Domain =
        from labels in Label.NonEmptyListOf()
        from last in Gen.Elements("com", "de", "рф", "COM", "museum", "xn--p1ai")
        select string.Join('.', labels.Take(5).Append(last));

    [Fact]
    public void links_lie_inside_the_text_in_order_with_their_hosts_inside_them() => Hold.For(Linkish, 3000, text =>
    {
        var end = 0;
        foreach (var link in Links.In(text))
        {
            Assert.True(link.Start >= end && link.Length > 0 && link.End <= text.Length);
            Assert.True(link.HostStart >= link.Start + link.SchemeLength && link.HostLength >= 0 && link.HostEnd <= link.End);
            Assert.True(link.SchemeLength == 0 || text.AsSpan(link.Start + link.SchemeLength).StartsWith("://"));
            Assert.DoesNotContain(text[link.Start..link.End], char.IsWhiteSpace);
            end = link.End;
        }
    });

    [Fact]
    public void a_domain_is_found_whole_wherever_it_stands() => Hold.For(
        from domain in Domain
        from before in Gen.Elements("", " ", "(", "\"", "see:", "/", "https://", "http://x@", "*", "，")
        from behind in Gen.Elements("", " ", ")", "\"", ". Then", ", ", "!", "/a/b", "?q", "#f", ":80/x", "*", "。")
        select (domain, text: before + domain + behind),
        2000,
        given => Assert.Equal(given.domain, Assert.Single(LinkExamples.Found(given.text)).Split('|')[1]));

    [Fact]
    public void what_is_found_is_found_again_alone() => Hold.For(Linkish, 3000, text =>
    {
        foreach (var found in LinkExamples.Found(text))
        {
            Assert.Equal([found], LinkExamples.Found(found.Split('|')[0]));
        }
    });

    [Fact]
    public void a_text_without_dots_and_colons_has_no_link() => Hold.For(
        Texts.Units.Select(text => string.Concat(text.Where(unit => !".:。．｡".Contains(unit)))), 500, text => Assert.Empty(LinkExamples.Found(text)));

    /// <summary>Counted in steps of growth, not in time: a text ten times as long that took a hundred times as long would not end here.</summary>
    [Fact]
    public void no_text_is_slow()
    {
        foreach (var piece in (string[])["a.", "a.com谢", "a.com..", "x://,", "x://@", "http://a/(", "http://a/.", "@a.com", "a@", ":", "://", "a:", "-", "www.", new string('a', 64) + ".com.", "。"])
        {
            var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
            var count = 0;
            foreach (var link in Links.In(text))
            {
                count += link.Length;
            }

            Assert.InRange(count, 0, text.Length);
        }
    }

    [Fact]
    public void nothing_is_allocated()
    {
        var text = "See https://example.com/a_(b), bücher.de and 请看example.com谢谢 (bob@example.com).";
        Count(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = Count(text);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3, found);

        static int Count(string text)
        {
            var count = 0;
            foreach (var link in Links.In(text))
            {
                count += link.Length > 0 ? 1 : 0;
            }

            return count;
        }
    }
}
