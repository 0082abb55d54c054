using System.Runtime.CompilerServices;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Networks;

namespace Amity.Modules.Moderation;

/// <summary>The rules of all networks in memory: compiled when a network first needs them, given back while it is idle.</summary>
internal sealed class TextModeration : ITextModeration, IAllowlistSwitch, INetworkIdle
{
    // Weak, so that the rules of a closed network go with it.
    private readonly ConditionalWeakTable<Network, LiveRules> networks = new();

    public ValueTask<CompiledRules> RulesOf(Network network) => LiveRulesOf(network).Compiled();

    public async ValueTask<ITextJudge?> JudgeOf(Caller caller, bool isEdit)
    {
        await Mutes.Demand(caller);

        // At hand but for a network's first request.
        return (await RulesOf(caller.Network)).JudgeOf(caller, isEdit);
    }

    public async Task<bool> Set(IWrite tx, Network network, bool? isOn)
    {
        var settings = await ModerationSettings.Of(tx);
        if (isOn is { } on)
        {
            settings = settings with { IsWhitelistEnabled = on };
            await settings.Store(tx);
            Change(tx, network);
        }

        return settings.IsWhitelistEnabled;
    }

    /// <summary>Called by every write that changes what texts are judged by; its answer then waits for <see cref="TakeOver"/>.</summary>
    public void Change(IWrite tx, Network network) => tx.AfterCommit(LiveRulesOf(network).Changed);

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
