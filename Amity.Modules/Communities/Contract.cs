using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Core.Time;

namespace Amity.Modules.Communities;

/// <summary>A community was created; its creator is a member and its moderator already.</summary>
public sealed record CommunityCreated(string CommunityId) : IEvent;

/// <summary>A field of a community has changed, or its tags or categories.</summary>
public sealed record CommunityUpdated(string CommunityId) : IEvent;

/// <summary>What happened to users in a community.</summary>
public enum MembersChange
{
    /// <summary>The user became a member by itself.</summary>
    Joined,

    /// <summary>The member left by itself.</summary>
    Left,

    /// <summary>Somebody else made them members, or let them in.</summary>
    Added,

    /// <summary>Somebody else ended their membership.</summary>
    Removed,
    Banned,
    Unbanned,
    RoleAdded,
    RoleRemoved,

    /// <summary>The user was deleted, and the membership with it.</summary>
    Gone,
}

/// <summary>Users are something else in a community than before.</summary>
public sealed record CommunityMembersChanged(string CommunityId, IReadOnlyList<string> UserIds, MembersChange Change) : IEvent;

/// <summary>A public community was made private: outsiders see nothing of it any more.</summary>
public sealed record CommunityMadePrivate(string CommunityId) : IEvent;

/// <summary>A community was closed for good.</summary>
public sealed record CommunityDeleted(string CommunityId) : IEvent;

/// <summary>A community as the API answers it.</summary>
public sealed record CommunityBody
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string CommunityId { get; init; }

    /// <summary>The community's channel, which has the same id.</summary>
    public required string ChannelId { get; init; }

    public required string Path { get; init; }

    /// <summary>The creator's public id.</summary>
    public required string UserId { get; init; }

    public required string UserPublicId { get; init; }

    public required string UserInternalId { get; init; }

    public required string DisplayName { get; init; }

    public required string Description { get; init; }

    public string? AvatarFileId { get; init; }

    public required bool IsOfficial { get; init; }

    public required bool IsPublic { get; init; }

    public required bool OnlyAdminCanPost { get; init; }

    public required bool NeedApprovalOnPostCreation { get; init; }

    public required bool AllowCommentInStory { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required RawJson Metadata { get; init; }

    public required long PostsCount { get; init; }

    public required long MembersCount { get; init; }

    public required long ModeratorMemberCount { get; init; }

    /// <summary>Whether the caller is a member. The SDK believes its own <c>communityUsers</c> row first.</summary>
    public required bool IsJoined { get; init; }

    /// <summary>The live ones, in the order in which they were given.</summary>
    public required IReadOnlyList<string> CategoryIds { get; init; }

    /// <summary><c>default</c>, <c>silent</c> or <c>subscribe</c>: what its members are told of.</summary>
    public required string NotificationMode { get; init; }

    /// <summary>Whether who is not in it can find it and read what stands here; the content of a private one stays hidden.</summary>
    public required bool IsDiscoverable { get; init; }

    /// <summary>Whether joining is asking: who would join waits until somebody agrees who may add members.</summary>
    public required bool RequiresJoinApproval { get; init; }

    public bool HasFlaggedComment { get; init; }

    public bool HasFlaggedPost { get; init; }

    public required bool IsDeleted { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>A user's relation to a community as the API answers it.</summary>
public sealed partial record CommunityUserBody;

/// <summary>The arrays that travel with communities.</summary>
public sealed record CommunityFamily
{
    public static readonly CommunityFamily Empty = new() { Communities = [], CommunityUsers = [] };

    public required IReadOnlyList<CommunityBody> Communities { get; init; }

    /// <summary>The caller's own row of every community that the caller is in or banned from.</summary>
    public required IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; }

    /// <summary>The categories that the communities name.</summary>
    public IEnumerable<string> CategoryIds => Communities.SelectMany(community => community.CategoryIds).Distinct();

    /// <summary>Public ids of all users that the other arrays name.</summary>
    public IEnumerable<string> UserIds =>
        Communities.Select(community => community.UserId).Concat(CommunityUsers.Select(user => user.UserId)).Distinct();
}

/// <summary>Communities for other modules' answers.</summary>
public static partial class CommunityPayloads;

/// <summary>
/// What one caller is to one community, read in one statement. Handlers reach a community's content only through it, so that a hidden
/// community and one that does not exist are the same.
/// </summary>
public sealed partial record CommunityAccess
{
    public string CommunityId { get; init; } = "";

    public bool IsPublic { get; init; }

    /// <summary>Private, and its header is read by everybody.</summary>
    public bool IsDiscoverable { get; init; }

    public bool RequiresJoinApproval { get; init; }

    public bool IsDeleted { get; init; }

    public bool OnlyAdminCanPost { get; init; }

    public bool NeedApprovalOnPostCreation { get; init; }

    /// <summary><c>member</c>, <c>banned</c>, or null for neither.</summary>
    public string? Membership { get; init; }

    /// <summary>What the caller may do here, by a role in this community or one in the network.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    /// <summary>Those of them that a role in this community gives.</summary>
    internal IReadOnlySet<string> Local { get; init; } = new HashSet<string>();

    public bool IsMember => Membership == "member";

    public bool IsBanned => Membership == "banned";
}

/// <summary>Who sees the private communities that they are not in, with all that stands in them.</summary>
public static partial class CommunityViewer;

/// <summary>
/// Conditions on communities for the lists of other modules. They read <c>@callerId</c>, <c>@seesCommunities</c>
/// (<see cref="CommunityViewer.SeesAll"/>) and <c>@isAdministrator</c>.
/// </summary>
public static class CommunitySql
{
    /// <summary>
    /// The community <c>c</c> and its content may be read: it is public, or the caller is in it, or sees all that live, or is an administrator.
    /// Says nothing else of deletion.
    /// </summary>
    public const string IsVisible = """
        (c.is_public
         or @isAdministrator
         or (@seesCommunities and not c.is_deleted)
         or exists (select 1
                    from community_users visible
                    where visible.community_id = c.community_id
                      and visible.user_id = @callerId
                      and visible.membership = 'member'))
        """;

    /// <summary>The community's header may be read, the content that hangs on it not by that alone.</summary>
    internal const string IsFindable = $"""
        (c.is_discoverable
         or {IsVisible})
        """;
}

/// <summary>The counters on a community that other modules move inside their own writes.</summary>
public static class CommunityCounters
{
    public static Task AddPosts(IWrite tx, string communityId, int by) => tx.Run(Add, new { communityId, by, now = tx.Now });

    private const string Add = """
        update communities
        set posts_count = posts_count + @by,
            updated_at  = @now
        where community_id = @communityId
        """;
}
