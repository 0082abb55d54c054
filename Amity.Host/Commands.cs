using System.CommandLine;

namespace Amity.Host;

/// <summary>What the program understands, beside the <see cref="Settings"/> that every command takes.</summary>
internal static class Commands
{
    private const string Description = """
        A server for in-app communities and chat.

        Without a command it serves. Every command takes settings: --urls ADDRESS, --Amity:DataDirectory FOLDER and so on; the same names
        work in the environment (Amity__DataDirectory) and in appsettings.json beside the program.
        """;

    public static RootCommand Root(string[] settings)
    {
        var root = new RootCommand(Description);
        root.SetAction((_, cancel) => ServeCommand.Run(settings, cancel));

        var serve = new Command("serve", "Runs the server (the same as no command).");
        serve.SetAction((_, cancel) => ServeCommand.Run(settings, cancel));

        root.Add(serve);
        root.Add(AdminToken(settings));
        root.Add(Backup(settings));
        root.Add(Restore(settings));
        root.Add(Networks(settings));
        root.Add(Acting(
            new Command("seed", "Fills the empty default network with a small lively demo. The server must be stopped."),
            _ => SeedCommand.Run(settings)));
        return root;
    }

    private static Command AdminToken(string[] settings)
    {
        var network = new Option<string?>("--network") { Description = "Network id; the default network when absent." };
        var days = new Option<int>("--days") { Description = "Days until it expires.", DefaultValueFactory = _ => 365 };
        var name = new Option<string>("--name") { Description = "Who or what uses it; also the administrator's user id.", DefaultValueFactory = _ => "admin" };
        var command = new Command("admin-token", "Prints a new Bearer token with administrator rights, and nothing else.") { network, days, name };
        return Acting(command, parsed => DataCommands.AdminToken(
            settings, parsed.GetValue(network), parsed.GetValue(days), parsed.GetValue(name)!));
    }

    private static Command Backup(string[] settings)
    {
        var file = new Argument<string>("FILE") { Description = "The tar to write; an older one of this name is replaced." };
        var command = new Command("backup", "Writes all databases and files to one tar, beside a running server.") { file };
        return Acting(command, parsed => DataCommands.Backup(settings, parsed.GetValue(file)!));
    }

    private static Command Restore(string[] settings)
    {
        var file = new Argument<string>("FILE") { Description = "A tar that `backup` wrote." };
        var replace = new Option<bool>("--replace") { Description = "Replace what the data folder holds." };
        var command = new Command("restore", "Fills the data folder from a backup. The server must be stopped.") { file, replace };
        return Acting(command, parsed => DataCommands.Restore(settings, parsed.GetValue(file)!, parsed.GetValue(replace)));
    }

    private static Command Networks(string[] settings)
    {
        var list = new Command("list", "Prints id, name and API key of every network.");

        var name = new Argument<string>("NAME") { Description = "What people call it." };
        var create = new Command("create", "Creates a network and prints its id and keys. The server key is shown this once.") { name };

        var id = new Argument<string>("ID");
        var delete = new Command("delete", "Deletes a network with all its data, for good. The server must be stopped.") { id };

        var disabled = new Argument<string>("ID");
        var disable = new Command("disable", "Refuses every request of a network; its data stays. A running server does so within five seconds.") { disabled };
        var enabled = new Argument<string>("ID");
        var enable = new Command("enable", "Takes a disabled network's requests again.") { enabled };

        return new Command("networks", "Lists, creates, disables, enables and deletes networks.")
        {
            Acting(list, _ => DataCommands.ListNetworks(settings)),
            Acting(create, parsed => DataCommands.CreateNetwork(settings, parsed.GetValue(name)!)),
            Acting(disable, parsed => DataCommands.SwitchNetwork(settings, parsed.GetValue(disabled)!, isDisabled: true)),
            Acting(enable, parsed => DataCommands.SwitchNetwork(settings, parsed.GetValue(enabled)!, isDisabled: false)),
            Acting(delete, parsed => DataCommands.DeleteNetwork(settings, parsed.GetValue(id)!)),
        };
    }

    private static Command Acting(Command command, Func<ParseResult, Task<int>> action)
    {
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
}
