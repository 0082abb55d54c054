using System.CommandLine;
using System.CommandLine.Invocation;
using Amity.Core.Data;
using Amity.Host;

NativeSqlite.UseResourceOf(typeof(Commands).Assembly);
return await Commands.Guarded(() =>
{
    var (words, settings) = Settings.Split(args);
    var parsed = Commands.Root(settings).Parse(words);
    if (parsed.Action is ParseErrorAction mistake)
    {
        mistake.ShowHelp = false;
        mistake.ShowTypoCorrections = true;
    }

    // The server stops itself when it is told to, and takes the time that its requests need; the parser would end the process after two seconds.
    return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
});
