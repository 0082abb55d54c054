using Amity.Benchmarks.Contenders;
using Amity.Benchmarks.Load;
using Amity.Benchmarks.Ratios;
using Amity.Benchmarks.Realtime;
using BenchmarkDotNet.Running;

return args switch
{
    ["ratios", .. var rest] => await RatiosCommand.Run(rest),
    ["contend", .. var rest] => await ContendCommand.Run(rest),
    ["load", "realtime", .. var rest] => await RealtimeCommand.Run(rest),
    ["load", .. var rest] => await LoadCommand.Run(rest),
    _ => Detail(args),
};

static int Detail(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(RatiosCommand).Assembly).Run(args);
    return 0;
}
