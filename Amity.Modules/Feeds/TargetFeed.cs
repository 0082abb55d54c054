using Amity.Core.Http;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>The feed of one wall or community.</summary>
internal static class TargetFeed
{
    /// <summary>These routes have no switch for children: whoever names data types means the children, because only those have them.</summary>
    public static PostFilter Filter(Query query, string targetType, string? targetId)
    {
        var filter = PostFilter.Of(query, targetType, targetId);
        return filter with { MatchingOnlyParentPost = filter.DataTypes.Count == 0 };
    }
}
