using Amity.Host;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Amity.Architecture;

public sealed class CoverageTests
{
    [Fact]
    public async Task the_readme_tells_of_every_operation_whether_it_is_built()
    {
        await using var app = ServeCommand.Build([]);
        var table = Coverage.Table(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>());
        var readme = Source.Read("README.md");
        var start = readme.IndexOf(Coverage.Begin, StringComparison.Ordinal) + Coverage.Begin.Length;
        var end = readme.IndexOf(Coverage.End, StringComparison.Ordinal);
        Assert.True(start >= Coverage.Begin.Length && end >= start, "README.md has lost the markers of its coverage table.");

        if (Environment.GetEnvironmentVariable("AMITY_WRITE_COVERAGE") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Source.Root, "README.md"), readme[..start] + table + readme[end..]);
            return;
        }

        Assert.True(readme[start..end] == table, "The coverage table of README.md is not that of the program: run scripts/coverage.");
    }
}
