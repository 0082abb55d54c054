using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Time;
using Amity.Modules.Settings;

namespace Amity.Modules.Moderation;

/// <summary>What is flagged, for other modules' answers.</summary>
public static class FlagHashes
{
    /// <summary>
    /// How many flags are read for one answer. What is over it on a page gets <see cref="FlagFilter.Everybody"/>, with which a client asks
    /// the server.
    /// </summary>
    private const int MostRows = 10_000;

    /// <summary>The <c>hashFlag</c> of each of these items that has a flag; the others are left out. At most 1000 of them.</summary>
    /// <param name="db">The reader of the answer.</param>
    /// <param name="referenceType"><c>user</c>, <c>post</c> or <c>comment</c>.</param>
    /// <param name="items">Ids, and how many flags each has.</param>
    public static async Task<IReadOnlyDictionary<string, RawJson>> Of(
        IRead db, string referenceType, IEnumerable<(string Id, long FlagCount)> items)
    {
        var hashes = new Dictionary<string, RawJson>();
        var (ids, left) = (new List<string>(), (long)MostRows);
        foreach (var (id, flagCount) in items.Where(item => item.FlagCount > 0).Distinct())
        {
            if (flagCount > left)
            {
                hashes[id] = FlagFilter.Everybody;
                continue;
            }

            ids.Add(id);
            left -= flagCount;
        }

        if (ids.Count > 0)
        {
            foreach (var flags in (await db.Many<FlagRow>(Flaggers, new { referenceType, ids })).GroupBy(row => row.ReferenceId))
            {
                hashes[flags.Key] = FlagFilter.Of([.. flags.Select(row => row.UserId)]);
            }
        }

        return hashes;
    }

    /// <summary>The <c>hashFlag</c> of one item; null when nobody flagged it.</summary>
    public static RawJson? Of(this IReadOnlyDictionary<string, RawJson> hashes, string id) =>
        hashes.TryGetValue(id, out var hash) ? hash : null;

    private const string Flaggers = """
        select reference_id,
               user_id
        from flags
        where reference_type = @referenceType
          and reference_id in @ids
        limit 10000
        -- rests on flags.reference_id @ids
        """;

    private sealed record FlagRow
    {
        public string ReferenceId { get; init; } = "";

        public string UserId { get; init; } = "";
    }
}

/// <summary>Changes of flags that other modules make inside their own writes.</summary>
public static partial class FlagCommands;

/// <summary>By what texts and pictures are moderated beside the lists. Setters, as in all settings.</summary>
public sealed record ModerationSettings
{
    public const string Name = "moderation";

    /// <summary>So many texts of a user are remembered at most, so that a higher number would never be reached.</summary>
    internal const int MostRepetitions = 1000;

    /// <summary>Whether links that the allowlist does not name are refused.</summary>
    public bool IsWhitelistEnabled { get; set; }

    /// <summary>How often a user may write one text; 0 for as often as they like.</summary>
    public long MaxRepetition { get; set; }

    /// <summary>Milliseconds within which repetitions count; 0 for none at all.</summary>
    public long MaxRepetitionTimeout { get; set; }

    /// <summary>Milliseconds for which the author of a blocked word is muted; 0 for none.</summary>
    public long BlacklistMuteTimeout { get; set; }

    /// <summary>The same for a link that is not allowed.</summary>
    public long WhitelistMuteTimeout { get; set; }

    /// <summary>The same for a repetition too many.</summary>
    public long MaxRepetitionMuteTimeout { get; set; }

    /// <summary>When counting was last switched off: what was written until then is being forgotten and does not count again.</summary>
    public long ForgottenUntil { get; set; }

    [WaitsFor("files")]
    public bool EnableImageModeration { get; set; }

    public ImageLevels ImageModeration { get; set; } = new();

    /// <summary>When one of them was first changed; null while all have their defaults.</summary>
    public Instant? CreatedAt { get; set; }

    public Instant? UpdatedAt { get; set; }

    internal bool CountsRepetitions => MaxRepetition > 0 && MaxRepetitionTimeout > 0;

    public static Task<ModerationSettings> Of(IRead db) => NetworkSettings.Of(db, Name, ModerationJson.Instance.ModerationSettings);

    internal Task Store(IWrite tx) => NetworkSettings.Store(
        tx, Name, this with { CreatedAt = CreatedAt ?? tx.Now, UpdatedAt = tx.Now }, ModerationJson.Instance.ModerationSettings);

    /// <summary>The confidence, 0 to 100, above which a picture is refused.</summary>
    public sealed record ImageLevels
    {
        [WaitsFor("files")]
        public double Nudity { get; set; }

        [WaitsFor("files")]
        public double Suggestive { get; set; }

        [WaitsFor("files")]
        public double Violence { get; set; }

        [WaitsFor("files")]
        public double Disturbing { get; set; }
    }
}

/// <summary>The switch of the allowlist, for those settings that are of the whole network.</summary>
public interface IAllowlistSwitch
{
    /// <summary>Sets it inside a write, whose answer then waits for <see cref="TakeOver"/>; null leaves it. Tells how it stands.</summary>
    Task<bool> Set(IWrite tx, Network network, bool? isOn);

    /// <summary>Completes when the next request is judged by what was committed before this call.</summary>
    Task TakeOver(Network network);
}
