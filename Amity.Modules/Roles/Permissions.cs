using System.Collections.Frozen;

namespace Amity.Modules.Roles;

public static partial class Permissions
{
    /// <summary>What counts in one community, by a role there or in the network.</summary>
    public static FrozenSet<string> OfCommunities { get; } = FrozenSet.Create(
        "EDIT_COMMUNITY",
        "DELETE_COMMUNITY",
        "ADD_COMMUNITY_USER",
        "EDIT_COMMUNITY_USER",
        "REMOVE_COMMUNITY_USER",
        "MUTE_COMMUNITY_USER",
        "BAN_COMMUNITY_USER",
        "ASSIGN_COMMUNITY_USER_ROLE",
        "EDIT_COMMUNITY_POST",
        "DELETE_COMMUNITY_POST",
        "PIN_COMMUNITY_POST",
        "REVIEW_COMMUNITY_POST",
        "CREATE_PRIVILEGED_POST",
        "EDIT_COMMUNITY_COMMENT",
        "DELETE_COMMUNITY_COMMENT",
        "MANAGE_COMMUNITY_STORY");

    /// <summary>What counts in one channel, by a role there or in the network.</summary>
    public static FrozenSet<string> OfChannels { get; } = FrozenSet.Create(
        "EDIT_CHANNEL",
        "MUTE_CHANNEL",
        "CLOSE_CHANNEL",
        "EDIT_CHANNEL_RATELIMIT",
        "EDIT_MESSAGE",
        "DELETE_MESSAGE",
        "BAN_USER_FROM_CHANNEL",
        "MUTE_USER_INSIDE_CHANNEL",
        "ADD_CHANNEL_USER",
        "REMOVE_CHANNEL_USER",
        "EDIT_CHANNEL_USER",
        "ASSIGN_CHANNEL_USER_ROLE");

    /// <summary>What counts by a role in the network alone.</summary>
    public static FrozenSet<string> OfNetwork { get; } = FrozenSet.Create(
        "EDIT_USER",
        "BAN_USER",
        "ASSIGN_USER_ROLE",
        "EDIT_USER_FEED_POST",
        "DELETE_USER_FEED_POST",
        "EDIT_USER_FEED_COMMENT",
        "DELETE_USER_FEED_COMMENT",
        "CREATE_COMMUNITY_CATEGORY",
        "EDIT_COMMUNITY_CATEGORY",
        "DELETE_COMMUNITY_CATEGORY",
        "CREATE_ROLE",
        "EDIT_ROLE",
        "DELETE_ROLE",
        "EXEMPT_FROM_BAN",
        "EXEMPT_FROM_BLACKLIST",
        "EXEMPT_FROM_FILTERS",
        "EXEMPT_FROM_MUTE",
        "EXEMPT_FROM_RATE_LIMITS",
        "EXEMPT_FROM_REPETITION_CHECK",
        "EXEMPT_FROM_WHITELIST");

    public static FrozenSet<string> All { get; } = OfCommunities.Union(OfChannels).Union(OfNetwork).ToFrozenSet();
}
