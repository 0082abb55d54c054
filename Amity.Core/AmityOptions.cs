using Amity.Core.Data;

namespace Amity.Core;

/// <summary>What a rate-limit window counts.</summary>
public enum RateLimitScope
{
    /// <summary>A user's calls of one use case, all its routes together.</summary>
    Operation,

    /// <summary>All calls of a user.</summary>
    User,
}

/// <summary>
/// Everything that can be configured, under the section <c>Amity</c>: the same names in the configuration file, the environment
/// (<c>Amity__RateLimit__Scope</c>) and flags (<c>--Amity:RateLimit:Scope</c>).
/// </summary>
public sealed class AmityOptions
{
    /// <summary>Folder of all databases and files.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>API key of the default network; generated when absent. While it is configured it is the only one.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Server key of the default network; generated when absent. While it is configured it is the only one.</summary>
    public string? ServerKey { get; set; }

    /// <summary>
    /// Whether sessions of the default network need an authentication token. While it is configured, to whichever, it is what counts and
    /// cannot be switched by the API; absent, what an administrator chose does, which is off at first.
    /// </summary>
    public bool? SecureMode { get; set; }

    /// <summary>Base of absolute URLs; taken from the request when absent.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Addresses whose forwarded headers count, separated by commas.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Largest JSON body in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 1_048_576;

    public RateLimitOptions RateLimit { get; set; } = new();

    public MetadataOptions Metadata { get; set; } = new();

    public MqttOptions Mqtt { get; set; } = new();

    public StorageOptions Storage { get; set; } = new();

    public CorsOptions Cors { get; set; } = new();

    public sealed class RateLimitOptions
    {
        /// <summary>Calls admitted in any one-second window; 0 turns the limit off.</summary>
        public int PermitsPerSecond { get; set; } = 10;

        public RateLimitScope Scope { get; set; } = RateLimitScope.Operation;
    }

    public sealed class MetadataOptions
    {
        /// <summary>Largest metadata of a user, community, post or comment, in bytes of UTF-8 JSON.</summary>
        public int MaxBytes { get; set; } = 5000;
    }

    public sealed class MqttOptions
    {
        /// <summary>A port on which MQTT is also spoken over TCP, on every address of the machine; without one only over WebSocket at <c>/mqtt</c>. 0 takes a free one.</summary>
        public int? TcpPort { get; set; }
    }

    public sealed class StorageOptions
    {
        /// <summary><c>Full</c>: an acknowledged write survives power loss. <c>Normal</c>: a killed process only.</summary>
        public Durability Durability { get; set; } = Durability.Full;

        /// <summary>Megabytes of answers that each network in use keeps in memory while they are true; 0 keeps none.</summary>
        public int AnswerMegabytes { get; set; } = 32;
    }

    public sealed class CorsOptions
    {
        /// <summary>Allowed origins, separated by commas; <c>*</c> for any. Credentials are never allowed.</summary>
        public string Origins { get; set; } = "*";
    }
}
