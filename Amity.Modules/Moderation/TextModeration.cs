using System.Runtime.CompilerServices;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Networks;

namespace Amity.Modules.Moderation;

/// <summary>The rules of all networks in memory: compiled when a network first needs them, given back while it is idle.</summary>
internal sealed class TextModeration : ITextModeration, INetworkIdle
{
    // Weak, so that the rules of a closed network go with it.
    private readonly ConditionalWeakTable<Network, LiveRules> networks = new();

    public ValueTask<CompiledRules> RulesOf(Network network) => LiveRulesOf(network).Compiled();

    public ValueTask<ITextJudge?> JudgeOf(Caller caller)
    {
        var rules = RulesOf(caller.Network);
        return rules.IsCompletedSuccessfully ? new(rules.Result.JudgeOf(caller)) : Later(rules, caller);

        static async ValueTask<ITextJudge?> Later(ValueTask<CompiledRules> rules, Caller caller) => (await rules).JudgeOf(caller);
    }

    /// <summary>Called by every write that changes what texts are judged by; its answer then waits for <see cref="TakeOver"/>.</summary>
    public void Change(IWrite tx, Network network) => tx.AfterCommit(LiveRulesOf(network).Changed);

    /// <summary>Completes when the next request is judged by what was committed before this call.</summary>
    public Task TakeOver(Network network) => LiveRulesOf(network).UpToDate();

    public void On(Network idle)
    {
        if (networks.TryGetValue(idle, out var rules))
        {
            rules.Forget();
        }
    }

    private LiveRules LiveRulesOf(Network network) => networks.GetValue(network, static network => new LiveRules(network.Database));
}
