using Amity.Core.Errors;
using Amity.Core.Paging;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Paging;

/// <summary>Whatever stands in a token, the answer is a page or the one refusal.</summary>
public class PageTokenGarbage
{
    private static readonly PageList List = new(PagedTable.Network, "op", "sort", "filters");

    private static readonly string Sealed = Tokens.Cursor(List.Paging(null, new PageCursor((5L, "id")), 5).Next!);

    private static readonly Gen<string> Name = Gen.Elements("skip", "after", "before", "limit", "first", "last", "Skip", "sk\\u0069p", "\\ud800", "", "x");

    private static readonly Gen<string> Leaf = Gen.Elements(
        "0", "1", "-1", "20", "1e2", "1E400", "-0", "0.5", "10000", "10001", "99999999999999999999999", "NaN", "Infinity", "01", "+1", "null", "true",
        "false", "\"\"", "\"20\"", "\"\\ud800\"", "\"\\u0041\"", "\"\\u0000\"", "\"é\"", "\"" + Sealed + "\"", "\"" + Sealed[1..] + "\"", "[", "{", "");

    private static readonly Gen<string> Value = Gen.OneOf(
        Leaf, Leaf, Leaf.Select(leaf => $"[{leaf}]"), Leaf.Select(leaf => $"{{\"skip\":{leaf}}}"), Texts.Unicode.Select(text => $"\"{text}\""));

    private static readonly Gen<string> AnyObject =
        from members in Name.Zip(Value).Select(member => $"\"{member.Item1}\":{member.Item2}").ListOf().Resize(4)
        from tail in Gen.Frequency((8, Gen.Constant("")), (1, Gen.Elements("{}", ",", "x", "/**/", " ", "\0")))
        select $"{{{string.Join(',', members)}}}{tail}";

    [Fact]
    public void any_text() => Hold.For(Gen.OneOf(Texts.Units, Texts.Unicode), 2000, PageOrRefusal);

    [Fact]
    public void any_text_of_the_alphabet() => Hold.For(
        Gen.Elements([.. "ABCDEFeyJza2lwIjo0123456789+/-_=="]).ListOf().Select(string.Concat), 2000, PageOrRefusal);

    [Fact]
    public void any_bytes_in_base64() => Hold.For(
        Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Select(bytes => Tokens.Base64([.. bytes])), 2000, PageOrRefusal);

    [Fact]
    public void any_json_object() => Hold.For(AnyObject, 5000, json => PageOrRefusal(Tokens.Base64(json)));

    [Fact]
    public void a_good_token_with_any_byte_changed_is_refused_or_another_size_or_side_of_the_same_place()
    {
        var token = List.Paging(null, new PageCursor((5L, "id")), 50).Next!;
        var json = Convert.FromBase64String(token);
        Hold.For(Gen.Choose(0, json.Length - 1).Zip(Gen.Choose(1, 255)), 3000, change =>
        {
            var (at, by) = change;
            var changed = (byte[])json.Clone();
            changed[at] ^= (byte)by;
            SamePlaceOrRefusal(Tokens.Base64(changed));
        });
        for (var at = 0; at < token.Length; at++)
        {
            foreach (var other in "AZaz09+/-_= \0é")
            {
                SamePlaceOrRefusal(token[..at] + other + token[(at + 1)..]);
            }

            SamePlaceOrRefusal(token[..at]);
        }
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("null")]
    [InlineData("====")]
    [InlineData("e30===")]
    [InlineData("e30\n")]
    [InlineData(" e30=")]
    public void texts_that_are_refused(string token) => Tokens.Refused(() => Find(token));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"x\"")]
    [InlineData("{\"skip\":1,\"skip\":1}")]
    [InlineData("{\"limit\":1,\"limit\":1}")]
    [InlineData("{\"skip\":1,\"after\":1}")]
    [InlineData("{\"before\":1}")]
    [InlineData("{\"skip\":NaN}")]
    [InlineData("{\"skip\":1.5}")]
    [InlineData("{\"skip\":true}")]
    [InlineData("{\"skip\":[]}")]
    [InlineData("{\"skip\":\"20\"}")]
    [InlineData("{\"skip\":99999999999999999999999}")]
    [InlineData("{\"limit\":\"10\"}")]
    [InlineData("{\"unknown\":1}")]
    [InlineData("{\"limit\":10}{}")]
    [InlineData("{\"limit\":10")]
    [InlineData("{\"limit\":10,}")]
    [InlineData("{\"after\":\"\\ud800\"}")]
    public void objects_that_are_refused(string json) => Tokens.Refused(() => Find(Tokens.Base64(json)));

    [Fact]
    public void bad_utf8_deep_nesting_and_a_megabyte_are_refused()
    {
        Tokens.Refused(() => Find(Tokens.Base64([.. "{\"after\":\""u8, 0xFF, 0xC0, 0x80, .. "\"}"u8])));
        Tokens.Refused(() => Find(Tokens.Base64([0xEF, 0xBB, 0xBF, .. "{}"u8])));
        Tokens.Refused(() => Find(Tokens.Base64(string.Concat(Enumerable.Repeat("{\"skip\":", 90)))));
        Tokens.Refused(() => Find(Tokens.Base64(new string('[', 700))));
        Tokens.Refused(() => Find(Tokens.Base64("{\"after\":\"" + new string('A', 1_000_000) + "\"}")));
        Tokens.Refused(() => Find(new string('A', 1_000_000)));
        Tokens.Refused(() => Find(new string('\uD800', 600)));
    }

    private static PagePlace Find(string token) => List.Find(new PageRequest { Token = token });

    private static PagePlace? FindOrRefuse(string token)
    {
        try
        {
            return Find(token);
        }
        catch (AmityException refusal) when (refusal is { Kind: ErrorKind.BadRequest, Message: "Query Token is invalid" })
        {
            return null;
        }
    }

    private static void PageOrRefusal(string token)
    {
        if (FindOrRefuse(token) is { } place)
        {
            Assert.InRange(place.Size, 1, PageRequest.MaxSize);
            Assert.InRange(place.Offset, 0, 10_000);
            Assert.Equal(place.Side is PageSide.After or PageSide.Before, place.Cursor is not null);
            Assert.Equal(place.Side is PageSide.Skip, place.Offset > 0);
        }
    }

    private static void SamePlaceOrRefusal(string token)
    {
        PageOrRefusal(token);
        if (token.Length > 0 && FindOrRefuse(token) is { } place)
        {
            Assert.Equal(new PageCursor((5L, "id")), place.Cursor);
        }
    }
}
