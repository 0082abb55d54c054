namespace Amity.Core.Text;

/// <summary>Patterns for <c>like @pattern escape '\'</c> against a stored <see cref="SearchKey"/>.</summary>
public static class LikePattern
{
    /// <summary>Finds the keyword anywhere, in any case.</summary>
    public static string Contains(string keyword) => $"%{Escaped(keyword)}%";

    /// <summary>Finds what begins with the keyword, in any case.</summary>
    public static string Beginning(string keyword) => $"{Escaped(keyword)}%";

    /// <summary>Finds what equals the keyword, in any case.</summary>
    public static string Equal(string keyword) => Escaped(keyword);

    private static string Escaped(string keyword) => SearchKey.Of(keyword)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
