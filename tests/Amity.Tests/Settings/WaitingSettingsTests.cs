using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amity.Core.Json;
using Amity.Modules;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

/// <summary>What has no effect yet is said wherever somebody would look for it.</summary>
public sealed partial class WaitingSettingsTests
{
    private static readonly IReadOnlyList<(Type Holder, string Name, string Feature)> Waiting =
    [
        .. from type in typeof(AmityModules).Assembly.GetTypes()
           from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           let waits = property.GetCustomAttribute<WaitsForAttribute>()
           where waits is not null
           select (type, JsonNamingPolicy.CamelCase.ConvertName(property.Name), waits.Feature),
    ];

    [Fact]
    public void the_handbook_lists_each_under_the_feature_that_it_waits_for()
    {
        var rows = Row().Matches(Repository.Text("docs/self-hosting.md")).ToDictionary(row => row.Groups["feature"].Value, row => row.Groups["settings"].Value);

        Assert.InRange(Waiting.Count, 30, 200);
        Assert.All(Waiting, one => Assert.Contains($"`{one.Name}`", Assert.Contains(one.Feature, rows)));
        Assert.All(rows.Keys.Where(key => Waiting.Any(one => one.Feature == key)), feature => Assert.NotEmpty(rows[feature]));
    }

    [Fact]
    public async Task the_description_says_it_of_each_field()
    {
        await using var amity = await AmityHost.Start();
        var schemas = (await amity.Nobody().Get("/openapi/v1.json")).Ok()["components"]!["schemas"]!.AsObject();
        var said = schemas.Where(schema => schema.Value!["properties"] is not null)
            .SelectMany(schema => schema.Value!["properties"]!.AsObject())
            .Where(property => property.Value!["description"]?.GetValue<string>().StartsWith("Kept, and without effect until this server has ", StringComparison.Ordinal) is true)
            .GroupBy(property => property.Key)
            .ToDictionary(group => group.Key, group => group.Select(property => property.Value!["description"]!.GetValue<string>()).ToHashSet());

        // Records that are stored and not shown have no schema of their own; their fields are those of one that is shown.
        Assert.All(Waiting, one => Assert.Contains($"Kept, and without effect until this server has {one.Feature}.", Assert.Contains(one.Name, said)));
        Assert.DoesNotContain("maxRepetition", said.Keys);
        Assert.DoesNotContain("socialEnabled", said.Keys);
    }

    [GeneratedRegex(@"^\| (?<feature>[a-z][a-z -]+) \| (?<settings>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
