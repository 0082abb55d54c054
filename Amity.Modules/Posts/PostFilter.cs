using Amity.Core.Http;
using Amity.Core.Paging;
using Amity.Core.Pipeline;

namespace Amity.Modules.Posts;

public sealed partial record PostFilter
{
    private const int MaxTypes = 20;
    private const int MaxTags = 5;
    private const int MaxTagLength = 24;

    public required string TargetType { get; init; }

    /// <summary>Null: all targets of the type that the caller may see.</summary>
    public string? TargetId { get; init; }

    /// <summary>Null: live and deleted ones.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>Null: flagged or not. A flag on a child or a comment is one.</summary>
    public bool? HasFlag { get; init; }

    /// <summary>A post must carry all of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Of children any type filters; of parents only the types that a parent can have, which are <c>text</c> and custom ones: the API says
    /// that the others take effect only where children are asked for.
    /// </summary>
    public IReadOnlyList<string> DataTypes { get; init; } = [];

    /// <summary><c>published</c>, <c>reviewing</c>, <c>declined</c>.</summary>
    public IReadOnlyList<string> FeedTypes { get; init; } = ["published"];

    /// <summary>
    /// Whether the types are those of what a post shows, as <see cref="PostBody.StructureType"/> has it: then they filter parents by their
    /// children, and one that is not known matches none.
    /// </summary>
    public bool ByStructure { get; init; }

    /// <summary>Whether children are left out of the list; they travel beside their parents either way.</summary>
    public bool MatchingOnlyParentPost { get; init; } = true;

    /// <summary>The filter of a query string, for a target that the caller of this method knows.</summary>
    public static PostFilter Of(Query query, string targetType, string? targetId) => new()
    {
        TargetType = targetType,
        TargetId = targetId,
        IsDeleted = query.Flag("isDeleted"),
        HasFlag = query.Flag("hasFlag"),
        Tags = Given(query.List("tags")),
        DataTypes = Types(query),
        FeedTypes = Given(query.List("feedType")) is { Count: > 0 } types ? types : ["published"],
        MatchingOnlyParentPost = query.Flag("matchingOnlyParentPost") ?? true,
    };

    /// <summary>The same filter, where types mean what a post shows as long as only parents are asked for.</summary>
    public PostFilter OfWhatIsShown() => this with { ByStructure = MatchingOnlyParentPost };

    /// <summary>The data types of a query string: <c>dataTypes[]</c>, and the single <c>dataType</c> that some clients send.</summary>
    public static IReadOnlyList<string> Types(Query query) =>
        [.. Given(query.List("dataTypes")).Concat(query.Text("dataType") is { } one ? [one] : []).Distinct()];

    public static void CheckTypes(Checks check, IReadOnlyList<string> types) => check
        .Items(types, "dataTypes", MaxTypes, PostTypes.MaxLength)
        .That(types.All(PostTypes.IsKnown), "Each item of the 'dataTypes' field must be a built-in type or a type of your own with a dot in it.");

    public void Validate(Checks check)
    {
        check
            .Required(TargetType, "targetType")
            .That(TargetType is "" or "user" or "community" or "content", "The 'targetType' field must be one of: user, community, content.")
            .That(TargetId is not "", "The 'targetId' field is required.")
            .Text(TargetId, "targetId", max: 900)
            .Items(Tags, "tags", MaxTags, MaxTagLength)
            .That(
                FeedTypes.All(type => type is "published" or "reviewing" or "declined"),
                "Each item of the 'feedType' field must be one of: published, reviewing, declined.");
        if (!ByStructure)
        {
            CheckTypes(check, DataTypes);
        }
    }

    /// <summary>The types that filter, by <see cref="DataTypes"/>'s rule.</summary>
    internal IReadOnlyList<string> EffectiveTypes => MatchingOnlyParentPost && !ByStructure ? [.. DataTypes.Where(PostTypes.IsOfParents)] : DataTypes;

    internal string Canonical() => PageFilters.Of(
        ("targetType", TargetType),
        ("targetId", TargetId),
        ("isDeleted", IsDeleted),
        ("hasFlag", HasFlag),
        ("tags", Tags),
        ("dataTypes", EffectiveTypes),
        ("feedTypes", FeedTypes),
        ("byStructure", ByStructure),
        ("parents", MatchingOnlyParentPost));

    private static IReadOnlyList<string> Given(IReadOnlyList<string> values) => [.. values.Where(value => value.Length > 0)];
}
