using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Amity.Core.Errors;

namespace Amity.Core.Paging;

/// <summary>Which rows a page holds, seen from its place.</summary>
public enum PageSide
{
    /// <summary>From the beginning.</summary>
    First,

    /// <summary>Those that follow the cursor.</summary>
    After,

    /// <summary>Those that lead to the cursor.</summary>
    Before,

    /// <summary>Those that follow a number of rows, whatever they are; only as exact as an offset can be.</summary>
    Skip,
}

/// <summary>
/// The outer form of a page token: base64 of a small JSON object that the SDKs decode, take apart and write again. Only the cursor inside
/// is ours alone; everything else a client may write by itself.
/// </summary>
internal readonly record struct PageToken(PageSide Side, string? Cursor, int Offset, int? Size)
{
    /// <summary>How far a client may skip. Farther is refused: an offset costs what it skips.</summary>
    public const int MaxOffset = 10_000;

    // An issued token has at most 600 characters; clients that write it again may spend some more on spaces.
    private const int MaxCharacters = 1000;

    public static readonly PageToken None = new(PageSide.First, null, 0, null);

    // Characters of these objects never yield '+' or '/' in base64, so a token survives a query string without being escaped.
    public static string Next(string cursor, int size) => Encode($$"""{"after":"{{cursor}}","first":{{size}},"limit":{{size}}}""");

    public static string Previous(string cursor, int size) => Encode($$"""{"before":"{{cursor}}","last":{{size}},"limit":{{size}}}""");

    /// <summary>
    /// Reads <c>{"after":K or n}</c>, <c>{"before":K}</c>, <c>{"skip":K or n}</c> or none of them, with <c>limit</c>, <c>first</c> or
    /// <c>last</c> as the page size; in base64 or base64url, padded or not. A number n is a count of rows to skip, because that is what
    /// the SDKs make of a page that is given as a number. Throws <see cref="Refuse.PageToken"/> for everything else, and nothing else.
    /// </summary>
    public static PageToken Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return None;
        }

        if (text.Length > MaxCharacters || Decode(text) is not { } json || !Utf8.IsValid(json))
        {
            throw Refuse.PageToken();
        }

        try
        {
            return Read(json) ?? throw Refuse.PageToken();
        }
        catch (JsonException cause)
        {
            throw Refuse.PageToken(cause);
        }
    }

    private static PageToken? Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        PageToken? place = null;
        int? limit = null, side = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Name(ref reader) is not { } name || !reader.Read())
            {
                return null;
            }

            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (name is "limit" or "first" or "last")
            {
                ref var size = ref name == "limit" ? ref limit : ref side;
                if (size is not null || Number(ref reader) is not { } number)
                {
                    return null;
                }

                size = (int)Math.Clamp(number, 1, PageRequest.MaxSize);
            }
            else if (place is not null || (place = Place(name, ref reader)) is null)
            {
                return null;
            }
        }

        // Reads on to the end, so that anything behind the object is a JsonException.
        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? (place ?? None) with { Size = limit ?? side } : null;
    }

    private static PageToken? Place(string name, ref Utf8JsonReader reader)
    {
        var side = name == "before" ? PageSide.Before : PageSide.After;
        if (reader.TokenType == JsonTokenType.String)
        {
            // A cursor needs no escapes, and an unpaired surrogate written as one would throw.
            return reader.ValueIsEscaped ? null : new PageToken(side, reader.GetString(), 0, null);
        }

        return side == PageSide.After && Number(ref reader) is { } offset and >= 0 and <= MaxOffset
            ? new PageToken(offset == 0 ? PageSide.First : PageSide.Skip, null, (int)offset, null)
            : null;
    }

    private static string? Name(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? null : reader.GetString() switch
    {
        "limit" => "limit",
        "first" => "first",
        "last" => "last",
        "after" => "after",
        "before" => "before",
        "skip" => "skip",
        _ => null,
    };

    private static long? Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null;

    private static string Encode(string json) => Convert.ToBase64String(Encoding.ASCII.GetBytes(json));

    private static byte[]? Decode(string text)
    {
        var url = text.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        return text.Length - url.Length <= 2 && url.AsSpan().IndexOfAny(" \t\r\n") < 0 && Base64Url.IsValid(url)
            ? Base64Url.DecodeFromChars(url)
            : null;
    }
}
