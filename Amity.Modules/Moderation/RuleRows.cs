using Amity.Core.Data;
using Amity.Core.Errors;

namespace Amity.Modules.Moderation;

/// <summary>The stored rules of a network.</summary>
internal static class RuleRows
{
    /// <summary>Rules of one list, enabled or not: what is still compiled within a fraction of a second.</summary>
    public const int Most = 100_000;

    /// <summary>The rules of a list that act.</summary>
    public static Task<List<RuleRow>> Enabled(IRead db, RuleList list) =>
        db.Many<RuleRow>(EnabledRules, new { list = list.Stored() });

    /// <summary>Puts the rules into the list in their order. One that stands there already is enabled and counts as this call says.</summary>
    public static async Task Add(IWrite tx, RuleList list, IReadOnlyList<RuleInput> rules, bool isMatchExactWord)
    {
        foreach (var rule in rules)
        {
            await tx.Run(Upsert, new
            {
                ruleId = tx.NewId(),
                list = list.Stored(),
                rule.Regex,
                rule.Search,
                isMatchExactWord,
                now = tx.Now,
            });
        }

        if (await tx.One<long>(Number, new { list = list.Stored() }) > Most)
        {
            throw Refuse.BadRequest($"A list holds at most {Most} rules.");
        }
    }

    public static Task<int> Clear(IWrite tx, RuleList list) => tx.Run(DeleteAll, new { list = list.Stored() });

    private const string Upsert = """
        insert into moderation_rules (rule_id, list, regex, regex_search, is_match_exact_word, is_enabled, created_at, updated_at)
        values (@ruleId, @list, @Regex, @Search, @isMatchExactWord, true, @now, @now)
        on conflict (list, regex) do update
        set is_match_exact_word = @isMatchExactWord,
            is_enabled          = true,
            updated_at          = @now
        """;

    private const string Number = """
        select count(*)
        from moderation_rules
        where list = @list
        """;

    private const string DeleteAll = """
        delete from moderation_rules
        where list = @list
        """;

    private const string EnabledRules = $"""
        select {RuleRow.Columns}
        from moderation_rules
        where list = @list
          and is_enabled
        limit 100000
        """;
}
