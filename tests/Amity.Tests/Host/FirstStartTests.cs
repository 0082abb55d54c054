using System.Runtime.Versioning;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Host;

public sealed class FirstStartTests
{
    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task the_first_start_prints_address_and_api_key_and_notes_the_server_key_once()
    {
        using var folder = new ScratchFolder();
        var note = Path.Combine(folder.Data, "first-run.txt");
        string firstKey;
        await using (var amity = await AmityProcess.Serve(folder.Path))
        {
            firstKey = amity.ApiKey;
            Assert.Contains($"Amity listens on {amity.Address.GetLeftPart(UriPartial.Authority)}\n", amity.Output);
            Assert.Contains($"The server key is in {note}", amity.Output);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(note));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Data));

            var lines = await File.ReadAllLinesAsync(note);
            Assert.Contains($"API key:    {firstKey}", lines);
            var serverKey = lines.Single(line => line.StartsWith("Server key: ", StringComparison.Ordinal))["Server key: ".Length..];
            var token = await new Person(amity.Http, "", null, ("x-server-key", serverKey)).Get("/api/v3/authentication/token?userId=alice");
            Assert.Equal(43, token.Ok().GetValue<string>().Length);
            Assert.DoesNotContain(serverKey, amity.Output);
            await amity.Stop();
        }

        File.Delete(note);
        await using var again = await AmityProcess.Serve(folder.Path);
        Assert.Equal(firstKey, again.ApiKey);
        Assert.False(File.Exists(note));
        Assert.DoesNotContain("server key", again.Output);
    }

    [Fact]
    public async Task configured_keys_are_the_only_ones_and_are_not_noted()
    {
        using var folder = new ScratchFolder();
        await using var amity = await AmityProcess.Serve(
            folder.Path, new Dictionary<string, string> { ["Amity__ServerKey"] = "my-server-key", ["Amity__ApiKey"] = "my-api-key" });

        Assert.Equal("my-api-key", amity.ApiKey);
        Assert.Equal("alice", (await amity.Login("alice")).UserId);
        Assert.False(File.Exists(Path.Combine(folder.Data, "first-run.txt")));
        (await new Person(amity.Http, "", null, ("x-server-key", "my-server-key")).Get("/api/v3/authentication/token?userId=alice")).Ok();
        (await new Person(amity.Http, "", null, ("x-server-key", "other")).Get("/api/v3/authentication/token?userId=alice")).Refused(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task a_second_server_on_the_same_folder_is_refused_in_one_line()
    {
        using var folder = new ScratchFolder();
        await using var amity = await AmityProcess.Serve(folder.Path);
        var second = await AmityProgram.Run(folder.Path, "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, second.ExitCode);
        Assert.Empty(second.Output);
        Assert.Contains("is in use by another Amity process", Assert.Single(second.ErrorLines));
        Assert.Equal("ok", await amity.Http.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task an_address_in_use_is_refused_in_one_line()
    {
        using var folder = new ScratchFolder();
        using var other = new ScratchFolder();
        await using var amity = await AmityProcess.Serve(folder.Path);
        var second = await AmityProgram.Run(other.Path, "--urls", amity.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(1, second.ExitCode);
        Assert.Empty(second.Output);
        Assert.Contains("address already in use", Assert.Single(second.ErrorLines));
    }

    [Fact]
    public async Task a_data_folder_that_cannot_be_made_is_refused_in_one_line()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.Data, "a file where the folder should be");
        var refused = await AmityProgram.Run(folder.Path, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, refused.ExitCode);
        Assert.Empty(refused.Output);
        Assert.Contains(folder.Data, Assert.Single(refused.ErrorLines));
    }

    [Fact]
    public async Task a_server_that_everybody_can_reach_without_secure_mode_is_warned_about()
    {
        using var folder = new ScratchFolder();
        await using (var open = await AmityProcess.Start(AmityProgram.Dll, folder.Path, new Dictionary<string, string>(), "--urls", "http://0.0.0.0:0"))
        {
            Assert.Contains("Secure mode is off", open.Output);
            await open.Stop();
        }

        await using var secure = await AmityProcess.Start(
            AmityProgram.Dll, folder.Path, new Dictionary<string, string>(), "--urls", "http://0.0.0.0:0", "--Amity:SecureMode", "true");
        Assert.DoesNotContain("Secure mode is off", secure.Output);
    }
}
