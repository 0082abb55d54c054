using System.Text.RegularExpressions;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Snippets;
using Xunit;

namespace Amity.Tests.Embedding;

/// <summary>The programs that the documents show are these files, and they run.</summary>
public sealed partial class SnippetTests
{
    [Theory]
    [InlineData("docs/embedding.md", "WebHostSnippet.cs")]
    [InlineData("docs/embedding.md", "GenericHostSnippet.cs")]
    [InlineData("README.md", "WebHostSnippet.cs")]
    public void the_document_shows_the_program_that_is_run(string document, string file) =>
        Assert.Contains(Shown($"tests/Amity.Tests/Embedding/{file}"), Blocks(document));

    [Theory]
    [InlineData("docs/embedding.md", 2)]
    [InlineData("README.md", 1)]
    public void the_document_shows_no_other_program(string document, int programs) =>
        Assert.Equal(programs, Blocks(document).Count(block => block.Contains("AddAmity", StringComparison.Ordinal)));

    [Fact]
    public async Task the_web_host_serves_its_own_page_beside_the_api()
    {
        using var folder = new ScratchFolder();
        var started = new TaskCompletionSource<WebApplication>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = WebHostSnippet.Run(Arguments(folder, "--urls", "http://127.0.0.1:0"), started.SetResult);
        await Task.WhenAny(run, started.Task);
        var app = await started.Task;
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Equal("This page is yours.", await http.GetStringAsync("/"));
        var key = app.Services.GetRequiredService<INetworks>().Default.ApiKey;
        var session = await new Person(http, "", null, ("x-api-key", key)).Post("/api/v5/sessions", new { userId = "alice", deviceId = "phone" });
        var alice = new Person(http, "alice", session.Ok().Text("accessToken"));
        Assert.Equal("alice", (await alice.Get("/api/v3/users/alice")).Ok().First("users").Text("userId"));

        await app.StopAsync();
        await run;
        Assert.Empty(Directory.EnumerateFiles(folder.Data, "*-wal", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task the_generic_host_sends_a_request_without_a_web_server()
    {
        using var folder = new ScratchFolder();
        var answer = await GenericHostSnippet.Run(
            Arguments(folder),
            host => Assert.DoesNotContain(host.Services.GetServices<IHostedService>(), service => service.GetType().Name.Contains("Web", StringComparison.Ordinal)));

        Assert.Equal(("alice", """{"text":"The boat floats."}"""), (answer.Posts[0].PostedUserId, answer.Posts[0].Data.Text));
        Assert.Empty(Directory.EnumerateFiles(folder.Data, "*-wal", SearchOption.AllDirectories));
    }

    /// <summary>In Development the host validates every registration and every scope.</summary>
    private static string[] Arguments(ScratchFolder folder, params string[] more) =>
        ["--environment", "Development", "--Amity:DataDirectory", folder.Data, .. more];

    private static string Shown(string file)
    {
        var lines = new List<string>();
        var within = false;
        foreach (var line in Repository.Text(file).Split('\n'))
        {
            switch (line.Trim())
            {
                case "// <snippet>":
                    within = true;
                    break;
                case "// </snippet>":
                    within = false;
                    break;
                default:
                    if (within)
                    {
                        lines.Add(line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line);
                    }

                    break;
            }
        }

        return string.Join('\n', lines) + "\n";
    }

    private static List<string> Blocks(string document) => [.. Fenced().Matches(Repository.Text(document)).Select(block => block.Groups["code"].Value)];

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fenced();
}
