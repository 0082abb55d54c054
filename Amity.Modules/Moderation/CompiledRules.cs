using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Matching;
using Amity.Core.Pipeline;

namespace Amity.Modules.Moderation;

/// <summary>The rules of a network at one moment, made ready to be run. Nothing of it changes.</summary>
internal sealed class CompiledRules
{
    private readonly RuleSet words;

    /// <summary>Null while the allowlist is off.</summary>
    private readonly AllowList? links;

    private readonly TextFinder? finder;
    private readonly TextFinder? finderOfWords;
    private readonly TextFinder? finderOfLinks;
    private readonly ModerationSettings settings;

    private CompiledRules(RuleSet words, AllowList? links, ModerationSettings settings, long changes)
    {
        (this.words, this.links, this.settings, Changes) = (words, links, settings, changes);
        finderOfWords = words.Count > 0 ? new TextFinder(words, null) : null;
        finderOfLinks = links is not null ? new TextFinder(RuleSet.Empty, links) : null;
        finder = finderOfWords is null ? finderOfLinks : new TextFinder(words, links);
    }

    /// <summary>How many changes had been committed when the rules were read: it has at least those.</summary>
    public long Changes { get; }

    /// <summary>Makes them ready.</summary>
    public static CompiledRules Of(IEnumerable<RuleRow> blocked, IEnumerable<RuleRow>? allowed, ModerationSettings settings, long changes) => new(
        RuleText.Set([.. blocked.Select(row => RuleText.Blocked(row.Regex, row.IsMatchExactWord))]),
        allowed is null ? null : AllowList.Of(allowed.Select(row => row.Regex)),
        settings,
        changes);

    /// <summary>Null when nothing that this caller writes can be refused.</summary>
    public ITextJudge? JudgeOf(Caller caller, bool isEdit)
    {
        var found = FinderOf(caller);
        var counts = settings.CountsRepetitions && !isEdit && !caller.Has("EXEMPT_FROM_REPETITION_CHECK");
        return found is null && !counts ? null : new TextJudge(caller, settings, found, counts);
    }

    public bool HasBlockedWord(string text) => words.TryFind(text, out _);

    public bool AllowsLinks(string text) => links is null || links.Allows(text);

    private TextFinder? FinderOf(Caller caller)
    {
        if (finder is null)
        {
            return null;
        }

        var anything = caller.Has("EXEMPT_FROM_FILTERS");
        var (anyWord, anyLink) = (anything || caller.Has("EXEMPT_FROM_BLACKLIST"), anything || caller.Has("EXEMPT_FROM_WHITELIST"));
        return anyWord && anyLink ? null : anyWord ? finderOfLinks : anyLink ? finderOfWords : finder;
    }
}

/// <summary>Finds what the lists refuse. Links is null where any are allowed.</summary>
internal sealed class TextFinder(RuleSet words, AllowList? links)
{
    public void Read(string? text)
    {
        ReadWords(text);
        if (links is not null && !string.IsNullOrEmpty(text) && !links.Allows(text))
        {
            throw new AmityException(ErrorKind.LinkNotAllowed);
        }
    }

    public void ReadWords(string? text)
    {
        if (!string.IsNullOrEmpty(text) && words.TryFind(text, out _))
        {
            throw new AmityException(ErrorKind.BlockedWord);
        }
    }
}
