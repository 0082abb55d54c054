using System.Security.Cryptography;
using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>Where the application's own server is asked before something is done, and what happens when it does not answer.</summary>
public sealed record PreHookSettings
{
    public const string Name = "prehook";

    public const string Allow = "allow", Deny = "deny";

    /// <summary>Of an address, in UTF-16 units.</summary>
    internal const int LongestUrl = 900;

    [WaitsFor("pre-hooks")]
    public bool Enabled { get; set; }

    /// <summary>Empty while there is none.</summary>
    [WaitsFor("pre-hooks")]
    public string CallbackUrl { get; set; } = "";

    /// <summary><c>allow</c> or <c>deny</c>: what counts when no valid answer comes in time.</summary>
    [WaitsFor("pre-hooks")]
    public string DefaultAction { get; set; } = Allow;

    /// <summary>Signs what is sent. Shown once, by the change that made it.</summary>
    public string? SecretKey { get; set; }

    internal PreHookSettings WithNewKey() => this with { SecretKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) };
}

/// <summary>The settings as the API answers them.</summary>
public sealed record PreHookBody
{
    [WaitsFor("pre-hooks")]
    public required bool Enabled { get; init; }

    [WaitsFor("pre-hooks")]
    public required string CallbackUrl { get; init; }

    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    [WaitsFor("pre-hooks")]
    public required string DefaultAction { get; init; }

    /// <summary>Only in the answer to the change that made it.</summary>
    public string? SecretKey { get; init; }

    internal static PreHookBody Of(PreHookSettings settings, string? newKey = null) => new()
    {
        Enabled = settings.Enabled,
        CallbackUrl = settings.CallbackUrl,
        DefaultAction = settings.DefaultAction,
        SecretKey = newKey,
    };
}
