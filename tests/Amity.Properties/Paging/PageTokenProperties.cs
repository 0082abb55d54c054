using System.Buffers.Text;
using Amity.Core.Errors;
using Amity.Core.Paging;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Row = Amity.Properties.Paging.PagedTable.Row;

namespace Amity.Properties.Paging;

/// <summary>What a page token carries, which shapes are read, and that nothing else gets through.</summary>
public class PageTokenProperties
{
    private static readonly Gen<object> AnyValue = Gen.OneOf<object>(
        ArbMap.Default.GeneratorFor<long>().Select(whole => (object)whole),
        Gen.Elements<object>(long.MinValue, long.MaxValue, -1L, 0L),
        ArbMap.Default.GeneratorFor<double>().Select(fraction => (object)fraction),
        Texts.Unicode.Select(text => (object)Texts.Cut(text, 120)));

    private static readonly Gen<PageKey> AnyKey =
        from value in AnyValue
        from text in Texts.Unicode
        let id = Texts.Cut(text, 150)
        select value switch
        {
            long whole => (PageKey)(whole, id),
            double fraction => (fraction, id),
            _ => ((string)value, id),
        };

    private static readonly Gen<PageCursor> AnyCursor =
        from key in AnyKey
        from instant in ArbMap.Default.GeneratorFor<long?>()
        from inclusive in ArbMap.Default.GeneratorFor<bool>()
        select new PageCursor(key, instant, inclusive);

    private static readonly PageList List = new(PagedTable.Network, "op", "sort", "filters");

    [Fact]
    public void a_token_carries_its_cursor_and_size_back() => Hold.For(AnyCursor.Zip(Gen.Choose(1, 100)), 500, pair =>
    {
        var (cursor, size) = pair;
        var paging = List.Paging(cursor, cursor, size);

        Assert.Equal(new PagePlace(PageSide.After, cursor, 0, size), List.Find(new PageRequest { Token = paging.Next }));
        Assert.Equal(new PagePlace(PageSide.Before, cursor, 0, size), List.Find(new PageRequest { Token = paging.Previous }));
        Assert.Equal($$"""{"after":"{{Tokens.Cursor(paging.Next!)}}","first":{{size}},"limit":{{size}}}""", Tokens.Json(paging.Next!));
        Assert.Equal($$"""{"before":"{{Tokens.Cursor(paging.Previous!)}}","last":{{size}},"limit":{{size}}}""", Tokens.Json(paging.Previous!));
        Assert.InRange(paging.Next!.Length, 1, 600);
        Assert.InRange(paging.Previous!.Length, 1, 600);
        Assert.Matches("^[A-Za-z0-9]+={0,2}$", paging.Next + "");
    });

    [Fact]
    public void the_longest_key_and_id_fit_into_600_characters()
    {
        var cursor = new PageCursor((new string('k', 130), new string('界', 50)), long.MaxValue, Inclusive: true);
        var paging = List.Paging(cursor, cursor, 100);
        Assert.InRange(paging.Previous!.Length, 1, 600);
        Assert.Throws<ArgumentException>(() => List.Paging(null, new PageCursor((new string('k', 131), new string('界', 50))), 1));
    }

    [Fact]
    public void every_shape_that_a_client_makes_of_a_token_is_read() => Hold.For(AnyCursor.Zip(Gen.Choose(1, 100)), 200, pair =>
    {
        var (cursor, size) = pair;
        var k = Tokens.Cursor(List.Paging(null, cursor, size).Next!);
        var next = new PagePlace(PageSide.After, cursor, 0, size);
        var defaulted = next with { Size = 20 };
        Read(next, $$"""{"skip":"{{k}}","limit":{{size}}}""");
        Read(next, $$"""{"after":"{{k}}","limit":{{size}}}""");
        Read(next, $$"""{"after":"{{k}}","first":{{size}}}""");
        Read(next, $$""" { "limit" : {{size}} , "before" : null, "after" : "{{k}}" } """);
        Read(defaulted, $$"""{"after":"{{k}}"}""");
        Read(next with { Side = PageSide.Before }, $$"""{"before":"{{k}}","limit":{{size}}}""");
        Read(next with { Side = PageSide.Before }, $$"""{"before":"{{k}}","last":{{size}}}""");
        Read(new PagePlace(PageSide.First, null, 0, size), $$"""{"limit":{{size}}}""");
        Read(new PagePlace(PageSide.First, null, 0, size), $$"""{"skip":0,"limit":{{size}}}""");
        Read(new PagePlace(PageSide.Skip, null, size, 10), $$"""{"skip":{{size}},"limit":10}""");
        Read(new PagePlace(PageSide.Skip, null, size, 10), $$"""{"after":{{size}},"limit":10}""");
        Read(new PagePlace(PageSide.First, null, 0, 20), "{}");
    });

    [Fact]
    public void limits_are_clamped_in_a_token_and_refused_in_a_query()
    {
        Read(new PagePlace(PageSide.Skip, null, 10_000, 100), """{"skip":10000,"limit":101}""");
        Read(new PagePlace(PageSide.First, null, 0, 1), """{"limit":-5}""");
        Read(new PagePlace(PageSide.First, null, 0, 100), $$"""{"limit":{{long.MaxValue}}}""");
        Tokens.Refused(() => Find("""{"skip":10001,"limit":10}"""));
        Tokens.Refused(() => Find("""{"skip":-1,"limit":10}"""));

        var token = Tokens.Base64("""{"skip":3,"limit":50}""");
        Assert.Equal(new PagePlace(PageSide.Skip, null, 3, 8), List.Find(new PageRequest { Token = token, Limit = 8 }));
        foreach (var limit in new[] { 0, -1, 101, int.MinValue, int.MaxValue })
        {
            var refusal = Assert.Throws<AmityException>(() => List.Find(new PageRequest { Limit = limit }));
            Assert.Equal(ErrorKind.Invalid, refusal.Kind);
        }

        Assert.Equal(20, List.Find(null).Size);
        Assert.Equal(PageSide.First, List.Find(new PageRequest { Token = "" }).Side);
    }

    [Fact]
    public void the_token_printed_in_the_faq_is_read() =>
        Assert.Equal(new PagePlace(PageSide.Skip, null, 20, 10), List.Find(new PageRequest { Token = "eyJza2lwIjoyMCwibGltaXQiOjEwfQ==" }));

    [Fact]
    public void a_cursor_that_was_changed_anywhere_is_refused() => Hold.For(AnyCursor.Zip(Gen.Choose(0, int.MaxValue - 1)), 500, pair =>
    {
        var (cursor, at) = pair;
        var k = Tokens.Cursor(List.Paging(null, cursor, 5).Next!);

        var bytes = Base64Url.DecodeFromChars(k);
        bytes[at / 8 % bytes.Length] ^= (byte)(1 << (at % 8));
        Tokens.Refused(() => Find($$"""{"after":"{{Base64Url.EncodeToString(bytes)}}","limit":5}"""));

        // Also the last character, where most bits of a change do not reach the decoded bytes.
        foreach (var place in new[] { at % k.Length, k.Length - 1 })
        {
            foreach (var other in "AQgwBRhx-_0".Where(c => c != k[place]))
            {
                Tokens.Refused(() => Find($$"""{"after":"{{k[..place]}}{{other}}{{k[(place + 1)..]}}","limit":5}"""));
            }
        }

        Tokens.Refused(() => Find($$"""{"after":"{{k}}=","limit":5}"""));
        Tokens.Refused(() => Find($$"""{"after":"{{k}}A","limit":5}"""));
        Tokens.Refused(() => Find($$"""{"after":"{{k[..^1]}}","limit":5}"""));
        Tokens.Refused(() => Find($$"""{"after":" {{k}}","limit":5}"""));
        Tokens.Refused(() => Find($$"""{"after":"","limit":5}"""));
    });

    [Fact]
    public void a_token_fits_its_own_list_only()
    {
        var other = new byte[32];
        PagedTable.Network.MacKey.CopyTo(other, 0);
        other[31]++;
        var strangers = new[]
        {
            new PageList(PagedTable.Network with { NetworkId = "net2" }, "op", "sort", "filters"),
            new PageList(PagedTable.Network with { MacKey = other }, "op", "sort", "filters"),
            new PageList(PagedTable.Network, "op2", "sort", "filters"),
            new PageList(PagedTable.Network, "op", "sort2", "filters"),
            new PageList(PagedTable.Network, "op", "sort", "filters2"),
            new PageList(PagedTable.Network, "ops", "ort", "filters"),
            new PageList(PagedTable.Network, "op", "sortf", "ilters"),
        };
        Hold.For(AnyCursor, 200, cursor =>
        {
            var token = List.Paging(null, cursor, 5).Next;
            Assert.All(strangers, list => Tokens.Refused(() => list.Find(new PageRequest { Token = token })));
        });
    }

    [Fact]
    public void a_sort_left_out_beside_a_token_is_the_tokens_own()
    {
        using var table = new PagedTable();
        for (var id = 0; id < 6; id++)
        {
            table.Put(Row.Of(id, id % 2));
        }

        foreach (var sort in PagedTable.Sorts)
        {
            var next = table.Page(sort, 2, null).Paging.Next;
            Assert.Equal(table.Page(sort, 2, next).Rows, table.Page(null, null, next).Rows);
            Assert.All(PagedTable.Sorts.Where(other => other != sort), other => Tokens.Refused(() => table.Page(other, null, next)));
            Tokens.Refused(() => table.Page(sort, null, next, filters: PageFilters.Of(("tag", "x"))));
        }

        Assert.Equal(ErrorKind.Invalid, Assert.Throws<AmityException>(() => table.Page("engagement", null, null)).Kind);
    }

    [Fact]
    public void equal_filters_have_one_text_and_different_ones_never_share_it() => Hold.For(Texts.Unicode.ListOf(), 300, texts =>
    {
        string[] tags = [.. texts];
        var some = PageFilters.Of(("a", "x"), ("tags", tags), ("live", true), ("none", null));
        Assert.Equal(some, PageFilters.Of(("a", "x"), ("tags", tags.Reverse().Concat(tags)), ("live", true)));
        Assert.NotEqual(some, PageFilters.Of(("a", "x"), ("tags", tags.Append("one more")), ("live", true)));
        Assert.NotEqual(some, PageFilters.Of(("a", "x"), ("tags", tags), ("live", false)));
        Assert.NotEqual(some, PageFilters.Of(("a", "xy" + string.Concat(tags)), ("live", true)));
        if (tags.Length > 0)
        {
            Assert.NotEqual(PageFilters.Of(("a", tags[0])), PageFilters.Of(("a", tags[..1])));
        }
    });

    [Fact]
    public void a_filters_value_cannot_imitate_the_next_filter()
    {
        Assert.NotEqual(PageFilters.Of(("a", "1"), ("b", "2")), PageFilters.Of(("a", "1;b=2")));
        Assert.NotEqual(PageFilters.Of(("a", "1"), ("b", "2")), PageFilters.Of(("a", "1;b=1:2")));
        Assert.Throws<ArgumentException>(() => PageFilters.Of(("a", new object())));
    }

    private static void Read(PagePlace expected, string json)
    {
        var padded = Tokens.Base64(json);
        var url = padded.Replace('+', '-').Replace('/', '_');
        foreach (var token in new[] { padded, padded.TrimEnd('='), url, url.TrimEnd('=') })
        {
            Assert.Equal(expected, List.Find(new PageRequest { Token = token }));
        }
    }

    private static void Find(string json) => List.Find(new PageRequest { Token = Tokens.Base64(json) });
}
