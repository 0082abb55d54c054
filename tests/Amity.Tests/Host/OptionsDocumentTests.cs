using System.Globalization;
using System.Text.RegularExpressions;
using Amity.Core;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Host;

public sealed partial class OptionsDocumentTests
{
    private static readonly Dictionary<string, (string Default, string Meaning)> Rows = Row().Matches(Repository.Text("docs/self-hosting.md"))
        .ToDictionary(row => row.Groups["key"].Value, row => (row.Groups["default"].Value.Trim(), row.Groups["meaning"].Value.Trim()));

    [Fact]
    public void every_option_is_in_the_table_with_its_default_and_every_row_is_an_option()
    {
        Assert.Equal(AmityConfiguration.Defaults.Keys.Order(StringComparer.Ordinal), Rows.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, value) in AmityConfiguration.Defaults)
        {
            var (shown, meaning) = Rows[key];
            Assert.True(meaning.Length > 20, key);
            if (value is null or "")
            {
                Assert.False(shown.Contains('`', StringComparison.Ordinal), $"{key} has no default value, but the table shows {shown}");
            }
            else
            {
                var text = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);
                Assert.Equal($"`{text}`", shown);
            }
        }
    }

    [Fact]
    public void every_value_that_a_row_allows_by_name_is_one()
    {
        Assert.Equal(Enum.GetNames<RateLimitScope>().Order(), Named("Amity:RateLimit:Scope"));
        Assert.Equal(Enum.GetNames<Core.Data.Durability>().Order(), Named("Amity:Storage:Durability"));

        static IEnumerable<string> Named(string key) => Code().Matches(Rows[key].Meaning).Select(match => match.Groups[1].Value).Distinct().Order();
    }

    [GeneratedRegex(@"^\| `(?<key>Amity:[^`]+)` \| (?<default>[^|]+) \| (?<meaning>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
