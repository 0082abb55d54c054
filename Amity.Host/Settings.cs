using Amity.Core;

namespace Amity.Host;

/// <summary>
/// The configuration among the arguments: <c>--urls</c>, and flags with a colon such as <c>--Amity:DataDirectory</c>, each with a value.
/// They are taken out before the commands are parsed, because the parser would take <c>--Amity:DataDirectory</c> for the name in
/// <c>networks create</c>, and pass over one that is misspelt.
/// </summary>
internal static class Settings
{
    private static readonly string[] Names = ["urls", "http_ports", "environment"];
    private const string Logging = "Logging:";

    public static (string[] Words, string[] Settings) Split(IReadOnlyList<string> args)
    {
        var words = new List<string>();
        var settings = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !IsSetting(Name(args[i])))
            {
                words.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal))
            {
                settings.Add(++i < args.Count ? args[i] : throw new OperatorException($"{args[i - 1]} needs a value."));
            }
        }

        return ([.. words], [.. settings]);
    }

    private static string Name(string arg) => arg[2..].Split('=')[0];

    private static bool IsSetting(string name)
    {
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase)
            || AmityConfiguration.Defaults.ContainsKey(name)
            || name.StartsWith(Logging, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return name.Contains(':', StringComparison.Ordinal) ? throw new OperatorException($"There is no option --{name}.") : false;
    }
}
