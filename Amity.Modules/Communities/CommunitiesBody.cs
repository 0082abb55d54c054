using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Modules.Categories;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Communities;

/// <summary>The COMMUNITY family of answers. Every array is always there.</summary>
public sealed record CommunitiesBody
{
    public static readonly CommunitiesBody Empty = new();

    public IReadOnlyList<CommunityBody> Communities { get; init; } = [];

    public IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; } = [];

    /// <summary>Every user that the other arrays name.</summary>
    public IReadOnlyList<UserBody> Users { get; init; } = [];

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    /// <summary>The live categories that the communities name.</summary>
    public IReadOnlyList<CategoryBody> Categories { get; init; } = [];

    public IReadOnlyList<FeedBody> Feeds { get; init; } = [];

    public Paging? Paging { get; init; }

    /// <summary>What the write created, on its way to the answer.</summary>
    internal string CreatedId { get; init; } = "";
}
