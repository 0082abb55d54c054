using System.CommandLine;

namespace Amity.Host;

/// <summary>
/// What the program understands. Everything that is no command or option of one is configuration: <c>--urls</c>,
/// <c>--Amity:DataDirectory</c> and the rest have the same names as flags, in the environment and in appsettings.json.
/// </summary>
internal static class Commands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("A server for in-app communities and chat.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((parsed, cancel) => ServeCommand.Run(Rest(parsed), cancel));

        var serve = new Command("serve", "Runs the server (the same as no command).") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction((parsed, cancel) => ServeCommand.Run(Rest(parsed), cancel));

        root.Add(serve);
        root.Add(AdminToken());
        root.Add(Backup());
        root.Add(Restore());
        root.Add(Networks());
        return root;
    }

    private static Command AdminToken()
    {
        var network = new Option<string?>("--network") { Description = "Network id; the default network when absent." };
        var days = new Option<int>("--days") { Description = "Days until it expires.", DefaultValueFactory = _ => 365 };
        var name = new Option<string>("--name") { Description = "Who or what uses it; also the administrator's user id.", DefaultValueFactory = _ => "admin" };
        var command = new Command("admin-token", "Prints a new Bearer token with administrator rights, and nothing else.") { network, days, name };
        return Configured(command, parsed => DataCommands.AdminToken(
            Rest(parsed), parsed.GetValue(network), parsed.GetValue(days), parsed.GetValue(name)!));
    }

    private static Command Backup()
    {
        var file = new Argument<string>("FILE") { Description = "The tar to write; must not exist." };
        var command = new Command("backup", "Writes all databases and files to one tar, beside a running server.") { file };
        return Configured(command, parsed => DataCommands.Backup(Rest(parsed), parsed.GetValue(file)!));
    }

    private static Command Restore()
    {
        var file = new Argument<string>("FILE") { Description = "A tar that `backup` wrote." };
        var replace = new Option<bool>("--replace") { Description = "Replace what the data folder holds." };
        var command = new Command("restore", "Fills the data folder from a backup. The server must be stopped.") { file, replace };
        return Configured(command, parsed => DataCommands.Restore(Rest(parsed), parsed.GetValue(file)!, parsed.GetValue(replace)));
    }

    private static Command Networks()
    {
        var networks = new Command("networks", "Lists, creates and deletes networks.");
        networks.Add(Configured(new Command("list", "Prints id, name and API key of every network."), parsed => DataCommands.ListNetworks(Rest(parsed))));

        var name = new Argument<string>("NAME") { Description = "What people call it." };
        networks.Add(Configured(
            new Command("create", "Creates a network and prints its id and keys. The server key is shown this once.") { name },
            parsed => DataCommands.CreateNetwork(Rest(parsed), parsed.GetValue(name)!)));

        var id = new Argument<string>("ID");
        networks.Add(Configured(
            new Command("delete", "Deletes a network with all its data, for good. The server must be stopped.") { id },
            parsed => DataCommands.DeleteNetwork(Rest(parsed), parsed.GetValue(id)!)));
        return networks;
    }

    private static Command Configured(Command command, Func<ParseResult, Task<int>> action)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => Guarded(() => action(parsed)));
        return command;
    }

    /// <summary>An operator's mistake is one line on stderr and exit code 1.</summary>
    internal static async Task<int> Guarded(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception mistake) when (OperatorErrors.Sentence(mistake) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    private static string[] Rest(ParseResult parsed) => [.. parsed.UnmatchedTokens];
}
