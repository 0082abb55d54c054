namespace Amity.Modules.Moderation;

/// <summary>The two lists by which texts are moderated.</summary>
public enum RuleList
{
    /// <summary>Words, phrases and regular expressions that no text may have.</summary>
    Block,

    /// <summary>Links that texts may have; all others are refused while the list is on.</summary>
    Allow,
}

internal static class RuleLists
{
    /// <summary>As it is stored.</summary>
    public static string Stored(this RuleList list) => list is RuleList.Block ? "block" : "allow";
}
