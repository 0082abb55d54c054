using Amity.Core.Paging;
using Amity.Core.Time;

namespace Amity.Modules.Moderation;

/// <summary>A rule as it is stored.</summary>
internal sealed record RuleRow
{
    public string RuleId { get; init; } = "";

    public string List { get; init; } = "";

    public string Regex { get; init; } = "";

    public bool IsMatchExactWord { get; init; }

    public bool IsEnabled { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public RuleBody ToBody() => new()
    {
        RuleId = RuleId,
        Regex = Regex,
        IsMatchExactWord = List == RuleList.Block.Stored() ? IsMatchExactWord : null,
        IsEnabled = IsEnabled,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    public const string Columns = """
        rule_id,
        list,
        regex,
        is_match_exact_word,
        is_enabled,
        created_at,
        updated_at
        """;
}

/// <summary>A rule as the API answers it.</summary>
public sealed record RuleBody
{
    public required string RuleId { get; init; }

    public required string Regex { get; init; }

    /// <summary>Of the blocklist alone: whether only whole words count.</summary>
    public bool? IsMatchExactWord { get; init; }

    public required bool IsEnabled { get; init; }

    /// <summary>Deleted rules are gone.</summary>
    public bool IsDeleted => false;

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>A page of rules.</summary>
public sealed record RulesBody
{
    public required IReadOnlyList<RuleBody> Results { get; init; }

    public required Paging Paging { get; init; }
}
