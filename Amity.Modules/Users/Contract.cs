using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Text;
using Amity.Core.Time;
using Amity.Modules.Roles;

namespace Amity.Modules.Users;

/// <summary>A user was seen for the first time.</summary>
public sealed record UserCreated(string UserId) : IEvent;

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
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = (await db.Many<UserRow>(UserRow.ByIds, new { ids })).ToDictionary(row => row.UserId);
        var roles = (await db.Many<RoleRow>(RolesByIds, new { ids })).ToLookup(row => row.UserId, row => row.RoleId);
        var permissions = await RolePermissions.Of(db, roles.SelectMany(held => held));
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].ToBody(network, [.. roles[id]], permissions.Together(roles[id])))];
    }

    private const string RolesByIds = """
        select user_id, role_id
        from user_roles
        where user_id in @ids
        order by user_id, role_id
        limit 10000
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
        """;
}

/// <summary>Changes of users that other modules make inside their own writes.</summary>
public static class UserCommands
{
    /// <summary>Creates the user when the id is new, and says so with <see cref="UserCreated"/>. An existing user is left as it is.</summary>
    public static async Task Register(IWrite tx, string userId, string? displayName)
    {
        var name = string.IsNullOrEmpty(displayName) ? userId : displayName;
        var created = await tx.Run(Insert, new
        {
            userId,
            internalId = tx.NewId(),
            name,
            key = SortKey.Of(name),
            search = SearchKey.Of(name),
            now = tx.Now,
        });
        if (created > 0)
        {
            await tx.Raise(new UserCreated(userId));
        }
    }

    public static Task Rename(IWrite tx, string userId, string displayName) =>
        tx.Run(SetName, new { userId, displayName, key = SortKey.Of(displayName), search = SearchKey.Of(displayName), now = tx.Now });

    /// <summary>Gives the user a network-wide role; a repeat changes nothing.</summary>
    public static Task GiveRole(IWrite tx, string userId, string roleId) => tx.Run(InsertRole, new { userId, roleId });

    private const string Insert = """
        insert into users (user_id, internal_id, display_name, display_name_key, display_name_search, created_at, updated_at)
        values (@userId, @internalId, @name, @key, @search, @now, @now)
        on conflict (user_id) do nothing
        """;

    private const string SetName = """
        update users
        set display_name        = @displayName,
            display_name_key    = @key,
            display_name_search = @search,
            updated_at          = @now
        where user_id = @userId
          and display_name <> @displayName
        """;

    private const string InsertRole = """
        insert into user_roles (user_id, role_id)
        values (@userId, @roleId)
        on conflict (user_id, role_id) do nothing
        """;
}

/// <summary>The follow counters on a user, moved by Follows in the write that changes the relation.</summary>
public static class UserCounters
{
    public static async Task AddFollow(IWrite tx, string fromUserId, string toUserId, int by)
    {
        await tx.Run(AddFollowing, new { fromUserId, by, now = tx.Now });
        await tx.Run(AddFollower, new { toUserId, by, now = tx.Now });
    }

    private const string AddFollowing = """
        update users
        set following_count = following_count + @by,
            updated_at      = @now
        where user_id = @fromUserId
        """;

    private const string AddFollower = """
        update users
        set follower_count = follower_count + @by,
            updated_at     = @now
        where user_id = @toUserId
        """;
}
