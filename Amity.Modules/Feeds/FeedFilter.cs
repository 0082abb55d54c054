using Amity.Core.Http;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>What a caller asks of the global feed.</summary>
public sealed record FeedFilter
{
    /// <summary>The caller's own wall and nothing else.</summary>
    public bool ShowOnlyMyFeed { get; init; }

    /// <summary>Posts of these types, or with such a child; empty for all.</summary>
    public IReadOnlyList<string> DataTypes { get; init; } = [];

    public static FeedFilter Of(Query query) => new()
    {
        ShowOnlyMyFeed = query.Flag("showOnlyMyFeed") ?? false,
        DataTypes = PostFilter.Types(query),
    };

    public void Validate(Checks check) => PostFilter.CheckTypes(check, DataTypes);

    internal string Canonical(FeedScope scope) => PageFilters.Of(("feed", scope.Name), ("mine", ShowOnlyMyFeed), ("dataTypes", DataTypes));
}
