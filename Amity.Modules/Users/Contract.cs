using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Time;
using Amity.Modules.Moderation;
using Amity.Modules.Roles;

namespace Amity.Modules.Users;

/// <summary>A user was seen for the first time.</summary>
public sealed record UserCreated(string UserId) : IEvent;

/// <summary>The profile of a user has changed, or its roles.</summary>
public sealed record UserUpdated(string UserId) : IEvent;

/// <summary>A user holds other roles in the network than before.</summary>
public sealed record UserRolesChanged(string UserId) : IEvent;

/// <summary>A user may not use the network any more: its sessions are over, and what it wrote in channels goes. Posts and comments stay.</summary>
public sealed record UserGloballyBanned(string UserId) : IEvent;

/// <summary>A user may register again. Nothing of what the ban took comes back.</summary>
public sealed record UserGloballyUnbanned(string UserId) : IEvent;

/// <summary>
/// A user is deleted for good and is already marked so. Whoever holds rows of the user that may be many stores one job for them; the flags
/// tell which content goes with the user, <see cref="DeleteAll"/> all of it.
/// </summary>
public sealed record UserDeleted(string UserId, bool DeleteAll, bool MarkMessageDeleted, bool HardDeletePost, bool HardDeleteComment) : IEvent;

/// <summary>The same just before, while what goes can still be read: for who tells of it.</summary>
public sealed record UserLeaving(string UserId, bool TakesPosts, bool TakesComments) : IEvent;

/// <summary>A user as the API answers it. <c>hashFlag</c> is null and present while nobody flagged: the SDK tests it against null.</summary>
public sealed record UserBody
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string Path { get; init; }

    public required string UserId { get; init; }

    public required string UserInternalId { get; init; }

    public required string UserPublicId { get; init; }

    public required string DisplayName { get; init; }

    public required string Description { get; init; }

    public string? AvatarFileId { get; init; }

    public string? AvatarCustomUrl { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What the roles give in the whole network; a session that nobody vouched for has it not.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    public required long FlagCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public RawJson? HashFlag { get; init; }

    public required RawJson Metadata { get; init; }

    public required bool IsGlobalBan { get; init; }

    /// <summary>Only in the answer to a registration: there the SDK reads the ban under this name.</summary>
    public bool? IsGlobalBanned { get; init; }

    public required bool IsBrand { get; init; }

    public required bool IsDeleted { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>The USER family of answers.</summary>
public sealed record UsersBody
{
    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public Paging? Paging { get; init; }
}

/// <summary>Users for other modules' answers.</summary>
public static class UserPayloads
{
    /// <summary>The users with these public ids, deleted ones too, in the order of the ids; unknown ids are left out. At most 1000 ids.</summary>
    public static async Task<IReadOnlyList<UserBody>> ByIds(IRead db, Network network, IEnumerable<string> userIds)
    {
        var ids = userIds.Distinct().ToArray();
        var users = await db.Keep("user", ids, (reader, missing) => Read(reader, network, missing));
        return [.. ids.Where(users.ContainsKey).Select(id => users[id])];
    }

    /// <summary>
    /// The same for an answer to the caller, whose own row says what the caller may do: in a session that nobody vouched for nothing in the
    /// network, whatever roles the user has. Official applications show by it what they offer.
    /// </summary>
    public static async Task<IReadOnlyList<UserBody>> ByIds(IRead db, Caller caller, IEnumerable<string> userIds)
    {
        var users = await ByIds(db, caller.Network, userIds);
        return caller is { Kind: CallerKind.User, Permissions.Count: 0 }
            ? [.. users.Select(user => user.UserId == caller.UserId ? user with { Permissions = [] } : user)]
            : users;
    }

    private static async Task<Dictionary<string, UserBody>> Read(IRead db, Network network, string[] ids)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = (await db.Many<UserRow>(UserRow.ByIds, new { ids })).ToDictionary(row => row.UserId);
        var roles = (await db.Many<RoleRow>(RolesByIds, new { ids })).ToLookup(row => row.UserId, row => row.RoleId);
        var permissions = await RolePermissions.OfUsers(db, roles.SelectMany(held => held));
        var flags = await FlagHashes.Of(db, "user", rows.Values.Select(row => (row.UserId, row.FlagCount)));
        return rows.ToDictionary(
            row => row.Key,
            row => row.Value.ToBody(network, [.. roles[row.Key]], permissions.Together(roles[row.Key])) with { HashFlag = flags.Of(row.Key) });
    }

    private const string RolesByIds = """
        select h.user_id,
               h.role_id
        from user_roles h
        join roles r on r.role_id = h.role_id
        where h.user_id in @ids
          and not r.is_deleted
        order by h.user_id, h.role_id
        limit 10000
        -- rests on user_roles.user_id @ids
        """;

    private sealed record RoleRow
    {
        public string UserId { get; init; } = "";

        public string RoleId { get; init; } = "";
    }
}

/// <summary>What other modules need to know of a user before they act on one.</summary>
public sealed record UserFacts
{
    public string UserId { get; init; } = "";

    public string InternalId { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public bool IsDeleted { get; init; }

    public bool IsGlobalBanned { get; init; }

    public long FollowerCount { get; init; }

    public long FollowingCount { get; init; }

    public long PendingCount { get; init; }

    /// <summary>Whether the user can neither register nor act.</summary>
    public bool IsBarred => IsDeleted || IsGlobalBanned;

    /// <summary>The facts of one user; null when there is none with this public id.</summary>
    public static Task<UserFacts?> Of(IRead db, string userId) => db.One<UserFacts>(ById, new { userId });

    private const string ById = """
        select user_id,
               internal_id,
               display_name,
               is_deleted,
               is_global_banned,
               follower_count,
               following_count,
               pending_count
        from users
        where user_id = @userId
        -- rests on users.user_id @userId
        """;
}

/// <summary>Who cannot be banned by whom, in the network or in a part of it.</summary>
public static partial class BanExemption;

/// <summary>Changes of users that other modules make inside their own writes.</summary>
public static partial class UserCommands;

/// <summary>The counters on a user that other modules move inside their own writes.</summary>
public static partial class UserCounters;
