using System.Text.Json.Serialization;
using Amity.Core.Errors;

namespace Amity.Core.Paging;

/// <summary>
/// What a client says about the page it wants: <c>options[limit]</c> or <c>limit</c>, and <c>options[token]</c> or <c>token</c>.
/// Where both say how many rows, the limit of the query wins over the token's; where neither does, the list's default holds.
/// An empty token is none.
/// </summary>
public sealed record PageRequest
{
    /// <summary>Page size where a list names no other.</summary>
    public const int DefaultSize = 20;

    /// <summary>The largest page. More is refused in a query and clamped inside a token.</summary>
    public const int MaxSize = 100;

    /// <summary>The first page at the list's default size.</summary>
    public static readonly PageRequest First = new();

    public int? Limit { get; init; }

    public string? Token { get; init; }

    /// <summary>Refuses a limit below 1 or over <see cref="MaxSize"/> (422). Every list checks it again by itself.</summary>
    public void Validate()
    {
        if (Limit is < 1 or > MaxSize)
        {
            throw Refuse.Invalid($"The 'options.limit' field must be between 1 and {MaxSize}.");
        }
    }
}

/// <summary>The <c>paging</c> object of an answer. A token is absent where no row lies in its direction.</summary>
public sealed record Paging
{
    /// <summary>No page before and none behind.</summary>
    public static readonly Paging None = new();

    [JsonPropertyName("next")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }

    [JsonPropertyName("previous")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Previous { get; init; }
}

/// <summary>One page of a list, in the list's order whichever way the client came.</summary>
public sealed record PageOf<TRow>(IReadOnlyList<TRow> Rows, Paging Paging);
