using Amity.Core.Json;

namespace Amity.Modules.Moderation;

/// <summary>The answers of the first and second version of the API about rules, which it calls records: wrapped.</summary>
public sealed record RecordsBody
{
    public string Status => "success";

    public required Content Data { get; init; }

    public sealed record Content
    {
        public required IReadOnlyList<RuleBody> Results { get; init; }
    }
}

/// <summary>One of them.</summary>
public sealed record RecordBody
{
    public string Status => "success";

    public required RuleBody Data { get; init; }
}

/// <summary>A change of them was made.</summary>
public sealed record RecordsChangedBody
{
    public static readonly RecordsChangedBody Done = new();

    public string Status => "success";

    public Success Data => Success.Yes;
}
