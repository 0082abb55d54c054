using System.Globalization;
using System.Text;

namespace Amity.Core.Paging;

/// <summary>The filters of a list in one canonical text, which a page token is bound to.</summary>
public static class PageFilters
{
    /// <summary>A list without filters.</summary>
    public const string None = "";

    /// <summary>
    /// Equal texts for equal filters: give decoded values with defaults filled in, in a fixed order, and leave the page size out.
    /// Values are texts, numbers, booleans, enum values, or sequences of texts, whose order and repetitions do not count.
    /// A filter that is null or an empty sequence is one that was not sent.
    /// </summary>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> filters)
    {
        var canonical = new StringBuilder();
        foreach (var (name, value) in filters)
        {
            switch (value)
            {
                case null:
                    break;
                case IEnumerable<string> many:
                    foreach (var one in many.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                    {
                        Append(canonical, name + "[]", one);
                    }

                    break;
                default:
                    Append(canonical, name, Text(name, value));
                    break;
            }
        }

        return canonical.ToString();
    }

    private static string Text(string name, object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum choice => choice.ToString(),
        IFormattable number and (int or long or double) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"Filter '{name}' has no canonical form: {value.GetType()}."),
    };

    // The length before each value keeps a value from imitating the filter that follows it.
    private static void Append(StringBuilder canonical, string name, string value) =>
        canonical.Append(CultureInfo.InvariantCulture, $"{name}={value.Length}:{value};");
}
