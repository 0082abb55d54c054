using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>Whether webhooks can be registered and are called.</summary>
public sealed record WebhookSettings
{
    public const string Name = "webhook";

    [WaitsFor("webhooks")]
    public bool Enabled { get; set; }
}
