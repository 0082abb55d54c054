namespace Amity.Modules.Communities;

/// <summary>
/// What the roles inside a community give. No source publishes the matrix; this one follows the product's description of the moderator:
/// all that concerns this community, its members and their content.
/// </summary>
internal static class CommunityRoles
{
    public const string Moderator = "community-moderator";

    private static readonly string[] OfModerator =
    [
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
        "MANAGE_COMMUNITY_STORY",
    ];

    public static IReadOnlyList<string> PermissionsOf(IReadOnlyList<string> roles) => roles.Contains(Moderator) ? OfModerator : [];
}
