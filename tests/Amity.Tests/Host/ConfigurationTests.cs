using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Host;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task flags_win_over_the_environment_which_wins_over_the_file()
    {
        using var folder = new ScratchFolder();
        var program = Copy(folder.Inside("program"));
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(program)!, "appsettings.json"), """
            {
              "urls": "http://127.0.0.1:0",
              "Amity": {
                "ApiKey": "of the file's folder, not a key",
                "DataDirectory": "from-file",
                "MaxBodyBytes": 100,
                "RateLimit": { "PermitsPerSecond": 1, "Scope": "User" }
              }
            }
            """);
        await using var amity = await AmityProcess.Start(
            program,
            folder.Path,
            new Dictionary<string, string> { ["Amity__ApiKey"] = "from-environment", ["Amity__RateLimit__PermitsPerSecond"] = "2" },
            "serve",
            "--Amity:RateLimit:PermitsPerSecond",
            "3");

        Assert.Equal("from-environment", amity.ApiKey);
        Assert.True(Directory.Exists(folder.Inside("from-file")));
        Assert.False(Directory.Exists(folder.Data));

        var alice = await amity.Login("alice");
        (await alice.Put("/api/v3/users", new { userId = "alice", description = new string('x', 100) })).Refused(ErrorKind.TooLarge);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => alice.Get("/api/v3/users/alice"))));
        Assert.Contains(statuses, answer => answer.Status == 200);
        Assert.Contains(statuses, answer => answer.Status == 429);
    }

    [Theory]
    [InlineData("Amity__RateLimit__PermitsPerSecond", "many", "Amity:RateLimit:PermitsPerSecond must be a whole number, not \"many\".")]
    [InlineData("Amity__RateLimit__PermitsPerSecond", "-1", "Amity:RateLimit:PermitsPerSecond must not be negative.")]
    [InlineData("Amity__RateLimit__Scope", "1", "Amity:RateLimit:Scope must be Operation or User, not \"1\".")]
    [InlineData("Amity__Storage__Durability", "Fulll", "Amity:Storage:Durability must be Full or Normal, not \"Fulll\".")]
    [InlineData("Amity__SecureMode", "yes", "Amity:SecureMode must be true or false, not \"yes\".")]
    [InlineData("Amity__SecureMod", "true", "There is no option Amity:SecureMod.")]
    [InlineData("Amity__MaxBodyBytes", "0", "Amity:MaxBodyBytes must be between 1 and 30000000.")]
    [InlineData("Amity__PublicUrl", "community.example.com", "Amity:PublicUrl must be an address such as https://community.example.com.")]
    [InlineData("Amity__TrustedProxies", "10.0.0.1, proxy", "Amity:TrustedProxies must be IP addresses")]
    [InlineData("Amity__Cors__Origins", "https://app.example.com/", "Amity:Cors:Origins must be * or origins")]
    [InlineData("Amity__DataDirectory", " ", "Amity:DataDirectory must name a folder.")]
    [InlineData("ASPNETCORE_URLS", "8080", "urls must be addresses such as http://127.0.0.1:8080")]
    [InlineData("ASPNETCORE_URLS", "https://127.0.0.1:8443", "urls must be addresses such as http://127.0.0.1:8080")]
    public async Task a_wrong_value_is_refused_in_one_line(string name, string value, string sentence)
    {
        using var folder = new ScratchFolder();
        var refused = await AmityProgram.Run(folder.Path, new Dictionary<string, string> { [name] = value });
        Assert.Equal(1, refused.ExitCode);
        Assert.Empty(refused.Output);
        Assert.StartsWith(sentence, Assert.Single(refused.ErrorLines));
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task a_wrong_key_is_refused_without_showing_it()
    {
        using var folder = new ScratchFolder();
        var refused = await AmityProgram.Run(folder.Path, new Dictionary<string, string> { ["Amity__ServerKey"] = "secret of mine\n" });
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("Amity:ServerKey must consist of", Assert.Single(refused.ErrorLines));
        Assert.DoesNotContain("secret", refused.Errors);
    }

    [Fact]
    public async Task a_file_that_is_no_json_is_refused_in_one_line()
    {
        using var folder = new ScratchFolder();
        var program = Copy(folder.Inside("program"));
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(program)!, "appsettings.json"), "{ not json");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => AmityProcess.Start(program, folder.Path, new Dictionary<string, string>(), "serve"));
        Assert.Contains("ended with 1", refused.Message);
        Assert.Contains("appsettings.json", refused.Message);
        Assert.DoesNotContain("   at ", refused.Message);
    }

    /// <summary>The program in a folder of its own, for a configuration file beside it.</summary>
    private static string Copy(string folder)
    {
        Directory.CreateDirectory(folder);
        var built = Path.GetDirectoryName(AmityProgram.Dll)!;
        foreach (var file in Directory.EnumerateFiles(built).Where(file => Path.GetExtension(file) is ".dll" or ".json"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var native = Path.Combine("runtimes", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native");
        if (Directory.Exists(Path.Combine(built, native)))
        {
            Directory.CreateDirectory(Path.Combine(folder, native));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(built, native)))
            {
                File.Copy(file, Path.Combine(folder, native, Path.GetFileName(file)));
            }
        }

        return Path.Combine(folder, Path.GetFileName(AmityProgram.Dll));
    }
}
