using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Settings;

namespace Amity.Modules.Feeds;

/// <summary>Whose posts a feed of many sources shows.</summary>
internal sealed record FeedScope
{
    /// <summary>The caller's own wall, the walls of those it follows, and the communities that it is in.</summary>
    public static readonly FeedScope Following = new() { Name = "following", Mine = true, Followed = true, Communities = true };

    /// <summary>A token of one feed is none of another.</summary>
    public required string Name { get; init; }

    public bool Mine { get; init; }

    public bool Followed { get; init; }

    public bool Communities { get; init; }

    /// <summary>All walls of the network.</summary>
    public bool Everyone { get; init; }

    /// <summary>What the settings of the network make of the global feed; a caller may ask for nothing but its own wall.</summary>
    public static async Task<FeedScope> Global(IRead db, Caller caller, FeedFilter filter)
    {
        var settings = await NetworkSettings.Social(db);
        if (filter.ShowOnlyMyFeed || settings.ShowOnlyMyFeed)
        {
            return new FeedScope { Name = "global", Mine = true };
        }

        // Where walls are for followers only, everyone means them.
        var everyone = settings.ShowEveryonePost;
        return new FeedScope
        {
            Name = "global",
            Mine = settings.ShowMyPost || everyone,
            Followed = settings.ShowFollowingPost || everyone,
            Communities = settings.ShowCommunityPost,
            Everyone = everyone && (settings.UserPrivacySetting != "private" || caller.IsAdministrator),
        };
    }
}
