using System.Text.Json.Serialization;
using Amity.Core.Pipeline;
using Amity.Core.Text;

namespace Amity.Modules.Moderation;

/// <summary>Rules for one of the lists, as clients send them.</summary>
public abstract record RulesRequest<TResponse> : AmityRequest<TResponse>, IWriteRequest
{
    /// <summary>How many faults one refusal names.</summary>
    private const int MostFaults = 10;

    [JsonIgnore]
    public RuleList List { get; init; }

    public IReadOnlyList<string?>? Regexs { get; init; }

    /// <summary>Of the blocklist: whether they count only as whole words, or also inside of others.</summary>
    public bool? IsMatchExactWord { get; init; }

    /// <summary>How many rules one call may bring.</summary>
    [JsonIgnore]
    protected abstract int Most { get; }

    /// <summary>What is stored of them, made ready before the writer's time begins: no text twice, none with spaces around it.</summary>
    internal IReadOnlyList<RuleInput> Rules { get; private set; } = [];

    internal bool IsWholeWord => List is RuleList.Block && IsMatchExactWord is true;

    public override void Validate(Checks check)
    {
        check
            .Required(Regexs, "regexs")
            .That(Regexs is null || Regexs.Count <= Most, $"The 'regexs' field must contain less than or equal to {Most} items.");
        foreach (var fault in (Regexs ?? []).Take(Most).Select(text => RuleText.Fault(List, text)).OfType<string>().Distinct().Take(MostFaults))
        {
            check.That(false, fault);
        }

        Rules = [.. (Regexs ?? []).OfType<string>().Select(text => text.Trim()).Distinct(StringComparer.Ordinal).Select(RuleInput.Of)];
    }
}

/// <summary>A rule to be stored.</summary>
/// <param name="Regex">As it was sent.</param>
/// <param name="Search">As it is looked for.</param>
internal sealed record RuleInput(string Regex, string Search)
{
    public static RuleInput Of(string regex) => new(regex, SearchKey.Of(regex));
}
