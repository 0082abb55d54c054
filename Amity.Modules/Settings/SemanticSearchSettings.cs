using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>How near to a question the meaning of a post must be to be found by it.</summary>
public sealed record SemanticSearchSettings
{
    public const string Name = "semanticSearch";

    /// <summary>0 to 1.</summary>
    public double PostMinScore { get; set; }
}

/// <summary>The settings as the API answers them.</summary>
public sealed record SemanticSearchBody
{
    public required SearchFields SemanticSearch { get; init; }

    internal static SemanticSearchBody Of(SemanticSearchSettings settings) =>
        new() { SemanticSearch = new SearchFields { Post = new PostFields { MinScore = settings.PostMinScore } } };

    public sealed record SearchFields
    {
        public required PostFields Post { get; init; }
    }

    public sealed record PostFields
    {
        /// <summary>No operation of the API turns it on, and there is none here to be turned on.</summary>
        [WaitsFor("semantic search")]
        public bool Enabled => false;

        [WaitsFor("semantic search")]
        public required double MinScore { get; init; }
    }
}
