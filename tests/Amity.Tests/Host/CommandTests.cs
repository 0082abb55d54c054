using System.Runtime.Versioning;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Host;

public sealed class CommandTests
{
    [Fact]
    public async Task admin_token_prints_one_line_before_the_first_start_and_beside_a_running_server()
    {
        using var folder = new ScratchFolder();
        var before = await AdminToken(folder);
        await using var amity = await AmityProcess.Serve(folder.Path);
        var beside = await AdminToken(folder, "--name", "ops", "--days", "7");

        Assert.NotEqual(before, beside);
        var alice = await amity.Login("alice");
        foreach (var token in (string[])[before, beside])
        {
            var administrator = new Person(amity.Http, "admin", token);
            (await administrator.Put("/api/v3/users", new { userId = "alice", description = "By an administrator" })).Ok();
            (await administrator.Delete("/api/v4/sessions/users/bob")).Refused(ErrorKind.NotFound);
        }

        (await alice.Delete("/api/v4/sessions/users/alice")).Refused(ErrorKind.PermissionDenied);
    }

    [Theory]
    [InlineData("--days", "0")]
    [InlineData("--days", "ten")]
    [InlineData("--network", "nowhere")]
    [InlineData("--name", "")]
    public async Task admin_token_refuses_in_one_line(string option, string value)
    {
        using var folder = new ScratchFolder();
        var refused = await AmityProgram.Run(folder.Path, "admin-token", option, value);
        Assert.Equal(1, refused.ExitCode);
        Assert.Empty(refused.Output);
        Assert.Single(refused.ErrorLines);
    }

    [Fact]
    public async Task networks_are_created_beside_the_server_and_deleted_without_it()
    {
        using var folder = new ScratchFolder();
        string networkId;
        await using (var amity = await AmityProcess.Serve(folder.Path))
        {
            var created = await AmityProgram.Run(folder.Path, "networks", "create", "Second shop");
            Assert.Equal(0, created.ExitCode);
            networkId = Value(created, "Network:    ");
            var stranger = new Person(amity.Http, "", null, ("x-api-key", Value(created, "API key:    ")));
            (await stranger.Post("/api/v5/sessions", new { userId = "alice", deviceId = "phone" })).Ok();
            (await new Person(amity.Http, "", null, ("x-server-key", Value(created, "Server key: "))).Get("/api/v3/authentication/token?userId=bob")).Ok();

            var refused = await AmityProgram.Run(folder.Path, "networks", "delete", networkId);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("in use", Assert.Single(refused.ErrorLines));
            await amity.Stop();
        }

        var list = await AmityProgram.Run(folder.Path, "networks", "list");
        Assert.Equal(2, list.OutputLines.Count);
        Assert.Contains(list.OutputLines, line => line.StartsWith($"{networkId}\tSecond shop\t", StringComparison.Ordinal));
        var defaultId = list.OutputLines.Single(line => line.EndsWith("\tdefault", StringComparison.Ordinal)).Split('\t')[0];

        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "networks", "delete", networkId)).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(folder.Data, "networks", networkId)));
        Assert.Single((await AmityProgram.Run(folder.Path, "networks", "list")).OutputLines);
        foreach (var id in (string[])[defaultId, networkId])
        {
            var refused = await AmityProgram.Run(folder.Path, "networks", "delete", id);
            Assert.Equal(1, refused.ExitCode);
            Assert.Single(refused.ErrorLines);
        }
    }

    [Fact]
    public async Task the_list_of_networks_shows_the_key_that_counts()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "admin-token")).ExitCode);
        var generated = Assert.Single((await AmityProgram.Run(folder.Path, "networks", "list")).OutputLines).Split('\t')[2];
        var created = Value(await AmityProgram.Run(folder.Path, "networks", "create", "Second shop"), "API key:    ");

        var configured = await AmityProgram.Run(folder.Path, "networks", "list", "--Amity:ApiKey", "configured-key");

        Assert.Equal("configured-key", configured.OutputLines.Single(line => line.EndsWith("\tdefault", StringComparison.Ordinal)).Split('\t')[2]);
        Assert.Contains(configured.OutputLines, line => line.Contains($"\tSecond shop\t{created}", StringComparison.Ordinal));
        Assert.DoesNotContain(generated, configured.Output);
        Assert.Contains(generated, (await AmityProgram.Run(folder.Path, "networks", "list")).Output);
    }

    [Theory]
    [InlineData("networks", "create", " ")]
    [InlineData("networks", "create", "a\nb")]
    [InlineData("admin-token", "--name", " ")]
    [InlineData("admin-token", "--name", "a\nb")]
    public async Task a_name_that_shows_nothing_or_breaks_a_line_is_refused(params string[] command)
    {
        using var folder = new ScratchFolder();

        var refused = await AmityProgram.Run(folder.Path, command);

        Assert.Equal(1, refused.ExitCode);
        Assert.Empty(refused.Output);
        Assert.Single(refused.ErrorLines);
    }

    [Fact]
    public async Task a_network_is_disabled_and_enabled_beside_the_server_which_notices_within_some_seconds()
    {
        using var folder = new ScratchFolder();
        await using var amity = await AmityProcess.Serve(folder.Path);
        var created = await AmityProgram.Run(folder.Path, "networks", "create", "Second shop");
        var (id, key) = (Value(created, "Network:    "), Value(created, "API key:    "));
        var stranger = new Person(amity.Http, "", null, ("x-api-key", key));
        var session = (await Register()).Ok();
        var alice = new Person(amity.Http, "alice", session.Text("accessToken"));
        (await alice.Get("/api/v3/sessions")).Ok();

        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "networks", "disable", id)).ExitCode);
        await Until(async () => (await alice.Get("/api/v3/sessions")).Status != Envelope.Ok);
        (await alice.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        (await Register()).Refused(ErrorKind.Unauthenticated);
        Assert.Contains((await AmityProgram.Run(folder.Path, "networks", "list")).OutputLines, line => line.EndsWith("\tdisabled", StringComparison.Ordinal));

        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "networks", "enable", id)).ExitCode);
        await Until(async () => (await alice.Get("/api/v3/sessions")).Status == Envelope.Ok);
        (await alice.Get("/api/v3/sessions")).Ok();

        foreach (var other in (string[])["nowhere", (await AmityProgram.Run(folder.Path, "networks", "list")).OutputLines[0].Split('\t')[0]])
        {
            var refused = await AmityProgram.Run(folder.Path, "networks", "disable", other);
            Assert.Equal(1, refused.ExitCode);
            Assert.Single(refused.ErrorLines);
        }

        Task<Answer> Register() => stranger.Post("/api/v5/sessions", new { userId = "alice", deviceId = "phone" });

        static async Task Until(Func<Task<bool>> holds)
        {
            for (var i = 0; i < 100 && !await holds(); i++)
            {
                await Task.Delay(200);
            }
        }
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task a_backup_beside_the_server_holds_what_was_acknowledged_and_restores_into_an_empty_folder()
    {
        using var folder = new ScratchFolder();
        var backup = folder.Inside("backup.tar");
        await using (var amity = await AmityProcess.Serve(folder.Path))
        {
            await amity.Login("alice", "Alice");
            Assert.Equal(0, (await AmityProgram.Run(folder.Path, "backup", backup)).ExitCode);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
            var refused = await AmityProgram.Run(folder.Path, "restore", backup, "--replace");
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("in use", Assert.Single(refused.ErrorLines));
            await amity.Stop();
        }

        using var empty = new ScratchFolder();
        Assert.Equal(0, (await AmityProgram.Run(empty.Path, "restore", backup)).ExitCode);
        Assert.Contains("not empty", Assert.Single((await AmityProgram.Run(empty.Path, "restore", backup)).ErrorLines));
        await using var restored = await AmityProcess.Serve(empty.Path);
        var bob = await restored.Login("bob");
        Assert.Equal("Alice", (await bob.Get("/api/v3/users/alice")).Ok().First("users").Text("displayName"));
    }

    [Theory]
    [InlineData("Did you mean", "server")]
    [InlineData("--Amity:SecureMod", "--Amity:SecureMod", "true")]
    [InlineData("--Amity:SecureMode", "--Amity:SecureMode")]
    [InlineData("--url", "--url", "http://127.0.0.1:0")]
    [InlineData("--Amity:Nothing", "networks", "create", "--Amity:Nothing", "x")]
    [InlineData("FILE", "backup")]
    [InlineData("extra", "networks", "list", "extra")]
    public async Task a_slip_of_the_pen_is_refused_and_named(string named, params string[] args)
    {
        using var folder = new ScratchFolder();
        var refused = await AmityProgram.Run(folder.Path, args);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(named, refused.Errors + refused.Output);
        Assert.DoesNotContain("   at ", refused.Errors);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task settings_may_stand_before_the_words_of_a_command()
    {
        using var folder = new ScratchFolder();
        var other = folder.Inside("other");
        var created = await AmityProgram.Run(folder.Path, "networks", "create", "--Amity:DataDirectory", other, "Second shop");
        Assert.Equal(0, created.ExitCode);
        var list = await AmityProgram.Run(folder.Path, "--Amity:DataDirectory=" + other, "networks", "list");
        Assert.Contains("\tSecond shop\t", Assert.Single(list.OutputLines));
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task help_names_every_command_and_starts_nothing()
    {
        using var folder = new ScratchFolder();
        var help = await AmityProgram.Run(folder.Path, "--help");
        Assert.Equal(0, help.ExitCode);
        foreach (var command in (string[])["serve", "admin-token", "backup", "restore", "networks"])
        {
            Assert.Contains(help.OutputLines, line => line.TrimStart().StartsWith(command + " ", StringComparison.Ordinal));
        }

        Assert.False(Directory.Exists(folder.Data));
    }

    private static async Task<string> AdminToken(ScratchFolder folder, params string[] args)
    {
        var finished = await AmityProgram.Run(folder.Path, ["admin-token", .. args]);
        Assert.Equal((0, ""), (finished.ExitCode, finished.Errors));
        var line = Assert.Single(finished.OutputLines);
        Assert.Equal(3, line.Split('.').Length);
        return line;
    }

    private static string Value(Finished finished, string label) =>
        finished.OutputLines.Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..];
}
