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

    private readonly Judge? judge;
    private readonly Judge? judgeOfWords;
    private readonly Judge? judgeOfLinks;

    private CompiledRules(RuleSet words, AllowList? links, long changes)
    {
        (this.words, this.links, Changes) = (words, links, changes);
        judgeOfWords = words.Count > 0 ? new Judge(words, null) : null;
        judgeOfLinks = links is not null ? new Judge(RuleSet.Empty, links) : null;
        judge = judgeOfWords is null ? judgeOfLinks : new Judge(words, links);
    }

    /// <summary>How many changes had been committed when the rules were read: it has at least those.</summary>
    public long Changes { get; }

    /// <summary>Makes them ready.</summary>
    public static CompiledRules Of(IEnumerable<RuleRow> blocked, IEnumerable<RuleRow>? allowed, long changes) => new(
        RuleText.Set([.. blocked.Select(row => RuleText.Blocked(row.Regex, row.IsMatchExactWord))]),
        allowed is null ? null : AllowList.Of(allowed.Select(row => row.Regex)),
        changes);

    /// <summary>Null when nothing that this caller writes can be refused.</summary>
    public ITextJudge? JudgeOf(Caller caller)
    {
        if (judge is null)
        {
            return null;
        }

        var (anyWord, anyLink) = (caller.Has("EXEMPT_FROM_BLACKLIST"), caller.Has("EXEMPT_FROM_WHITELIST"));
        return anyWord && anyLink ? null : anyWord ? judgeOfLinks : anyLink ? judgeOfWords : judge;
    }

    public bool HasBlockedWord(string text) => words.TryFind(text, out _);

    public bool AllowsLinks(string text) => links is null || links.Allows(text);

    private sealed class Judge(RuleSet words, AllowList? links) : ITextJudge
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
}
