using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>The look that a network gives the official applications: opaque to the server.</summary>
public sealed record UiKitSettings
{
    public const string Name = "uikit";

    /// <summary>Far above the largest known look, and small enough to be read at every start of an application. Bytes of UTF-8 JSON.</summary>
    public const int MaxBytes = 100_000;

    public RawJson Config { get; set; } = RawJson.EmptyObject;
}
