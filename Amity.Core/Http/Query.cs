using System.Globalization;
using Amity.Core.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace Amity.Core.Http;

/// <summary>
/// A query string in the forms that the API's clients send: brackets raw or percent-encoded, arrays as <c>tags[]=a</c>,
/// <c>tags[0]=a</c> or a repeated <c>tags=a</c>, objects as <c>options[limit]=10</c>, unknown fields ignored. A value of the wrong
/// type is <see cref="ErrorKind.Invalid"/>.
/// </summary>
public sealed class Query
{
    private static readonly string[] None = [];
    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);
    private readonly BindingNotes? notes;

    public Query(string? text, BindingNotes? notes = null)
    {
        this.notes = notes;
        foreach (var pair in new QueryStringEnumerable(text))
        {
            var name = Canonical(pair.DecodeName().ToString());
            if (!values.TryGetValue(name, out var list))
            {
                values.Add(name, list = []);
            }

            list.Add(Clean(pair.DecodeValue().ToString(), name));
        }
    }

    /// <summary>The last value under the first of the names that is there; an empty one counts as absent.</summary>
    public string? Text(params ReadOnlySpan<string> names) => Last(typeof(string), names);

    public bool? Flag(string name) => Last(typeof(bool), name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Refuse.Invalid($"The '{name}' field must be a boolean."),
    };

    public int? Number(params ReadOnlySpan<string> names) => Last(typeof(int), names) switch
    {
        null => null,
        { } text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Refuse.Invalid($"The '{names[0]}' field must be a number."),
    };

    /// <summary>All values of an array, in order; empty ones count as absent.</summary>
    public IReadOnlyList<string> List(string name)
    {
        notes?.AskedQuery(typeof(IReadOnlyList<string>), [name]);
        return values.TryGetValue(name, out var list) ? list.FindAll(value => value.Length > 0) : None;
    }

    /// <summary>
    /// Ids of a list call. The SDK encodes most of them twice, so that <c>c@d</c> arrives as <c>c%40d</c>, and some once: each id is
    /// answered as it came and, where that differs, decoded once more. A look-up takes whichever exists.
    /// </summary>
    public IReadOnlyList<string> Ids(string name)
    {
        var ids = List(name);
        var decoded = ids.Select(Uri.UnescapeDataString).Where(id => !ids.Contains(id) && !id.Contains('\0', StringComparison.Ordinal));
        return [.. ids.Concat(decoded).Distinct()];
    }

    private string? Last(Type type, params ReadOnlySpan<string> names)
    {
        notes?.AskedQuery(type, names);
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var list) && list[^1].Length > 0)
            {
                return list[^1];
            }
        }

        return null;
    }

    /// <summary><c>tags[]</c> and <c>tags[12]</c> are <c>tags</c>; <c>options[limit]</c> stays.</summary>
    private static string Canonical(string name)
    {
        while (name.EndsWith(']') && name.LastIndexOf('[') is var open and > 0 && IsIndex(name.AsSpan(open + 1, name.Length - open - 2)))
        {
            name = name[..open];
        }

        return name;
    }

    private static bool IsIndex(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static string Clean(string value, string name) => value.Contains('\0', StringComparison.Ordinal)
        ? throw Refuse.Invalid($"The '{name}' field holds a NUL character.")
        : value;
}
