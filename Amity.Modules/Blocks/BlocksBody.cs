using System.Text.Json.Serialization;
using Amity.Core.Json;
using Amity.Modules.Follows;
using Amity.Modules.Users;

namespace Amity.Modules.Blocks;

/// <summary>Whom the caller blocks.</summary>
public sealed record BlocksBody
{
    /// <summary>The caller's relations to them, all of them <c>blocked</c>.</summary>
    public required IReadOnlyList<FollowBody> Follows { get; init; }

    /// <summary>The blocked ones and nobody else: SDKs show whoever is here.</summary>
    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public required BlockPaging Paging { get; init; }
}

/// <summary>The <c>paging</c> object of the list of blocked users.</summary>
public sealed record BlockPaging
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Previous { get; init; }

    /// <summary>How many users all pages have.</summary>
    public required long Total { get; init; }
}
