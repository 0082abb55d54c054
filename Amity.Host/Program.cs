using System.CommandLine;
using Amity.Host;

// The server stops itself when it is told to, and takes the time that its requests need; the parser would end the process after two seconds.
return await Commands.Root().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
