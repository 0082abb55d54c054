using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Data;
using Amity.Core.Ranking;

namespace Amity.Modules.Settings;

/// <summary>
/// The social settings of a network, flat as they are written; what is not stored has the default that stands here, from the API's
/// description or, where that is silent, from what the official applications expect.
/// </summary>
public sealed record SocialSettings
{
    public const string Name = "social";

    public bool Enabled { get; set; } = true;

    /// <summary><c>public</c>, or <c>private</c>: only followers read a user's wall and its lists of follows.</summary>
    public string UserPrivacySetting { get; set; } = "public";

    /// <summary>Whether following another user waits for that user's consent.</summary>
    public bool IsFollowWithRequestEnabled { get; set; }

    /// <summary>Whether an author may change a post that waits for its review.</summary>
    public bool IsAllowEditPostWhenReviewingEnabled { get; set; }

    /// <summary>Whether who is no member of a public community may only read there.</summary>
    public bool DisallowNonMemberInteractInCommunity { get; set; }

    /// <summary>Whether users may join a private community themselves, rather than be added.</summary>
    public bool AllowJoinPrivateCommunity { get; set; }

    /// <summary>Global feed: nothing but the caller's own wall.</summary>
    public bool ShowOnlyMyFeed { get; set; }

    /// <summary>Global feed: the caller's own wall.</summary>
    public bool ShowMyPost { get; set; } = true;

    /// <summary>Global feed: the walls of all users.</summary>
    public bool ShowEveryonePost { get; set; }

    /// <summary>Global feed: the communities that the caller is in.</summary>
    public bool ShowCommunityPost { get; set; } = true;

    /// <summary>Global feed: the walls of those whom the caller follows.</summary>
    public bool ShowFollowingPost { get; set; } = true;

    public int MaxGlobalPinnedPost { get; set; } = 1;

    public int StoryExpiryTimeMinutes { get; set; } = 1440;

    public bool AllowAllUserToCreateStory { get; set; }
}

/// <summary>The settings of a network that concern users.</summary>
public sealed record UserSettings
{
    public const string Name = "users";

    /// <summary>Whether users may change their own display name; administrators always may.</summary>
    public bool IsAllowUpdateDisplayName { get; set; } = true;
}

/// <summary>
/// The settings of a network as they are now; inside a write, as that write sees them. The records have setters, because what a stored
/// object lacks keeps its default through those alone: generated code gives every property with <c>init</c> a value, null or zero.
/// </summary>
public static class NetworkSettings
{
    public static Task<SocialSettings> Social(IRead db) => Of(db, SocialSettings.Name, SettingsJson.Instance.SocialSettings);

    public static Task<UserSettings> Users(IRead db) => Of(db, UserSettings.Name, SettingsJson.Instance.UserSettings);

    /// <summary>The constants of the ranked feed.</summary>
    public static async Task<RankingWeights> Ranking(IRead db) => await db.One<string>(Stored, new { name = RankingSettings.Name }) is { } stored
        ? JsonSerializer.Deserialize(stored, SettingsJson.Instance.RankingSettings)!.ToWeights()
        : RankingWeights.Documented;

    /// <summary>The settings stored under this name; what is missing has its default.</summary>
    internal static Task<TSettings> Of<TSettings>(IRead db, string name, JsonTypeInfo<TSettings> type) where TSettings : new() =>
        db.Keep($"settings/{name}", async reader =>
            await reader.One<string>(Stored, new { name }) is { } stored ? JsonSerializer.Deserialize(stored, type)! : new TSettings());

    /// <summary>Stores the settings as a whole.</summary>
    internal static Task Store<TSettings>(IWrite tx, string name, TSettings settings, JsonTypeInfo<TSettings> type) =>
        tx.Run(Upsert, new { name, value = JsonSerializer.Serialize(settings, type) });

    private const string Upsert = """
        insert into settings (name, value)
        values (@name, @value)
        on conflict (name) do update
        set value = @value
        """;

    private const string Stored = """
        select value
        from settings
        where name = @name
        """;
}
