namespace Amity.Modules.Settings;

/// <summary>Whether and how often advertisements are shown; the defaults are those of the API's description.</summary>
public sealed record AdSettings
{
    public bool Enabled { get; init; }

    public int MaxActiveAds { get; init; } = 500;

    public FrequencySettings Frequency { get; init; } = new();

    public sealed record FrequencySettings
    {
        public PlacementSettings Feed { get; init; } = new() { Value = 5 };

        public PlacementSettings Story { get; init; } = new() { Value = 4 };

        public PlacementSettings Comment { get; init; } = new() { Value = 10 };
    }

    public sealed record PlacementSettings
    {
        /// <summary><c>fixed</c>: after so many items; <c>time-window</c>: after so many minutes.</summary>
        public string Type { get; init; } = "fixed";

        /// <summary>1 to 65,535.</summary>
        public required int Value { get; init; }
    }
}
