using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Categories;
using Amity.Modules.Communities;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Realtime;

/// <summary>
/// The payloads of events: the families of answers, read from what is committed, as nobody in particular would see it. What each reader sees differently
/// (<see cref="OfOneReader"/>) is left out, and the SDK keeps what it knows of it.
/// </summary>
internal static class EventData
{
    private static readonly string[] OfOneReader = ["isJoined", "myReactions", "isVoted", "isVotedByUser"];

    private static readonly JsonSerializerOptions Options = Neutral();

    /// <summary>As JSON. The type must stand in <see cref="RealtimeJson"/>.</summary>
    public static byte[] Of<T>(T data) => JsonSerializer.SerializeToUtf8Bytes(data, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    /// <summary>The COMMUNITY family.</summary>
    public static async Task<CommunityData> Community(IRead read, CommunityFamily family, Network network) => new()
    {
        Communities = family.Communities,
        CommunityUsers = family.CommunityUsers,
        Users = await UserPayloads.ByIds(read, network, family.UserIds),
        Categories = await CategoryPayloads.ByIds(read, family.CategoryIds),
        Feeds = [.. (await FeedPayloads.Of(read, family.Communities.Select(one => ("community", one.CommunityId)))).Where(feed => feed.FeedType == "published")],
    };

    private static JsonSerializerOptions Neutral()
    {
        var options = AmityJson.Options();
        options.TypeInfoResolver = RealtimeJson.Default.WithAddedModifier(static type =>
        {
            for (var at = type.Properties.Count - 1; at >= 0; at--)
            {
                if (OfOneReader.Contains(type.Properties[at].Name))
                {
                    type.Properties.RemoveAt(at);
                }
            }
        });
        return options;
    }
}

/// <summary>Every array is always there: the SDK breaks on some that are missing.</summary>
internal sealed record CommunityData
{
    public required IReadOnlyList<CommunityBody> Communities { get; init; }

    public required IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; }

    public required IReadOnlyList<UserBody> Users { get; init; }

    public required IReadOnlyList<CategoryBody> Categories { get; init; }

    public required IReadOnlyList<FeedBody> Feeds { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];
}
