using Amity.Core.Text;
using Xunit;

namespace Amity.Properties.Text;

/// <summary>Links as people write them, and what only looks like one.</summary>
public class LinkExamples
{
    [Theory]
    [InlineData("see https://example.com now", "https://example.com|example.com")]
    [InlineData("see HTTPS://EXAMPLE.COM/A now", "HTTPS://EXAMPLE.COM/A|EXAMPLE.COM")]
    [InlineData("see example.com now", "example.com|example.com")]
    [InlineData("see EXAMPLE.COM", "EXAMPLE.COM|EXAMPLE.COM")]
    [InlineData("www.example.com", "www.example.com|www.example.com")]
    [InlineData("www.example.unheard", "www.example.unheard|www.example.unheard")]
    [InlineData("a.b-c.example.co.uk/x?y=1&z=2#top", "a.b-c.example.co.uk/x?y=1&z=2#top|a.b-c.example.co.uk")]
    [InlineData("example.com:8080/x and example.com: yes", "example.com:8080/x|example.com", "example.com|example.com")]
    [InlineData("example.com?q=1", "example.com?q=1|example.com")]
    [InlineData("https://example.com:443", "https://example.com:443|example.com")]
    [InlineData("http://localhost:3000/x", "http://localhost:3000/x|localhost")]
    [InlineData("http://10.0.0.1/x", "http://10.0.0.1/x|10.0.0.1")]
    [InlineData("http://[::1]:80/x", "http://[::1]:80/x|[::1]")]
    [InlineData("myapp://open/post", "myapp://open/post|open")]
    [InlineData("my.app://open", "my.app://open|open")]
    [InlineData("file:///etc/passwd", "file:///etc/passwd|")]
    [InlineData("https://alice:pw@evil.com/x", "https://alice:pw@evil.com/x|evil.com")]
    [InlineData("https://example.com@evil.com", "https://example.com@evil.com|evil.com")]
    [InlineData("https://example.com,@evil.com/", "https://example.com,@evil.com/|evil.com")]
    [InlineData("http:evil.com", "evil.com|evil.com")]
    [InlineData("https://example.com/?u=https://evil.com", "https://example.com/?u=https://evil.com|example.com")]

    // Around it.
    [InlineData("(https://example.com/a)", "https://example.com/a|example.com")]
    [InlineData("(see example.com)", "example.com|example.com")]
    [InlineData("https://example.com/a_(b) and so on", "https://example.com/a_(b)|example.com")]
    [InlineData("https://example.com/a).", "https://example.com/a|example.com")]
    [InlineData("[text](https://example.com/a)", "https://example.com/a|example.com")]
    [InlineData("[https://a.com/x](https://b.com)", "https://a.com/x|a.com", "https://b.com|b.com")]
    [InlineData("<https://example.com/a>", "https://example.com/a|example.com")]
    [InlineData("\"https://example.com/a\"", "https://example.com/a|example.com")]
    [InlineData("“example.com”", "example.com|example.com")]
    [InlineData("'example.com'", "example.com|example.com")]
    [InlineData("**example.com**", "example.com|example.com")]
    [InlineData("_example.com_", "example.com|example.com")]
    [InlineData("example.com, example.org; example.net.", "example.com|example.com", "example.org|example.org", "example.net|example.net")]
    [InlineData("Is it https://example.com/a?", "https://example.com/a|example.com")]
    [InlineData("...example.com...", "example.com|example.com")]
    [InlineData("https://example.com/a... and", "https://example.com/a|example.com")]
    [InlineData("https://example.com. Then", "https://example.com|example.com")]
    [InlineData("example.com.Then", "example.com|example.com")]
    [InlineData("a\nexample.com\tb", "example.com|example.com")]
    [InlineData("x,https://a.com/b\u200Bhttps://c.com", "https://a.com/b|a.com", "https://c.com|c.com")]
    [InlineData("and/example.com", "example.com|example.com")]

    // Other scripts.
    [InlineData("bücher.de", "bücher.de|bücher.de")]
    [InlineData("xn--bcher-kva.de", "xn--bcher-kva.de|xn--bcher-kva.de")]
    [InlineData("пример.рф", "пример.рф|пример.рф")]
    [InlineData("пример.РФ/путь", "пример.РФ/путь|пример.РФ")]
    [InlineData("xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai|xn--e1afmkfd.xn--p1ai")]
    [InlineData("例え.jp", "例え.jp|例え.jp")]
    [InlineData("中国.中国", "中国.中国|中国.中国")]
    [InlineData("请看example.com谢谢", "example.com|example.com")]
    [InlineData("请看https://example.com谢谢", "https://example.com|example.com")]
    [InlineData("請看example。com!", "example。com|example。com")]
    [InlineData("example.com에서", "example.com|example.com")]
    [InlineData("ดูexample.comนะ", "example.com|example.com")]
    [InlineData("https://example.com/谢谢。好", "https://example.com/谢谢|example.com")]
    [InlineData("「https://example.com/a」", "https://example.com/a|example.com")]

    // What one program reads so and another so is no other host.
    [InlineData("https://a.com\\@b.com/x", "https://a.com\\@b.com/x|a.com\\@b.com/x")]
    [InlineData("https://a.com%2eb.com", "https://a.com%2eb.com|a.com%2eb.com")]
    [InlineData("https://a.com!.b.com", "https://a.com!.b.com|a.com!.b.com")]

    // A price of the rule that a domain is what ends like one.
    [InlineData("README.md", "README.md|README.md")]
    [InlineData("it works.so what", "works.so|works.so")]
    public void a_link_is_found_with_its_host(string text, params string[] expected) => Assert.Equal(expected, Found(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("://")]
    [InlineData("a://")]
    [InlineData("1://x")]
    [InlineData("file.txt")]
    [InlineData("main.cs, app.js and page.html")]
    [InlineData("v1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("e.g. this, i.e. that, a.m., U.S.A., Ph.D.")]
    [InlineData("3.14 and 1.000.000,00")]
    [InlineData("bob@example.com")]
    [InlineData("first.me@mail.example.com")]
    [InlineData("mailto:bob@example.com")]
    [InlineData("@example.com")]
    [InlineData("wait...what")]
    [InlineData("wait..com")]
    [InlineData(".com")]
    [InlineData("-.com")]
    [InlineData("com.")]
    [InlineData("www.")]
    [InlineData("www.example")]
    [InlineData("12:30")]
    [InlineData("C:\\file.txt")]
    [InlineData("javascript:alert(1)")]
    [InlineData("你好。中国")]
    [InlineData("Node.js")]
    [InlineData("example .com")]
    [InlineData("example. com")]
    public void what_only_looks_like_a_link_is_none(string text) => Assert.Equal(["none"], (IEnumerable<string>)[.. Found(text).DefaultIfEmpty("none")]);

    [Fact]
    public void a_label_may_have_63_characters_and_no_more()
    {
        var label = new string('a', 63);
        Assert.Equal([$"{label}.com|{label}.com"], Found($"{label}.com"));
        Assert.Empty(Found($"a{label}.com"));
    }

    internal static IReadOnlyList<string> Found(string text)
    {
        var found = new List<string>();
        foreach (var link in Links.In(text))
        {
            found.Add($"{text.Substring(link.Start, link.Length)}|{text.Substring(link.HostStart, link.HostLength)}");
        }

        return found;
    }
}
