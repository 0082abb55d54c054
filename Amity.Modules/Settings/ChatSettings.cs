using Amity.Core.Json;

namespace Amity.Modules.Settings;

/// <summary>
/// The chat settings of a network; what is not stored has the default that the API's description gives it. The SDK's login waits for
/// them and fails without <c>messagePreview</c>.
/// </summary>
public sealed record ChatSettings
{
    public const string Name = "chat";

    [WaitsFor("channels")]
    public bool Enabled { get; set; } = true;

    public MentionSettings Mention { get; set; } = new();

    public MessagePreviewSettings MessagePreview { get; set; } = new();

    public MarkerSettings Marker { get; set; } = new();

    [WaitsFor("channels")]
    public bool IsAllowAdminViewConversationMessage { get; set; } = true;

    [WaitsFor("channels")]
    public bool IsAllowAdminManageConversationMessage { get; set; } = true;

    public sealed record MentionSettings
    {
        [WaitsFor("channels")]
        public bool IsAllowMentionedChannelEnabled { get; set; } = true;
    }

    public sealed record MessagePreviewSettings
    {
        [WaitsFor("channels")]
        public bool Enabled { get; set; }

        [WaitsFor("channels")]
        public bool IsIncludeDeleted { get; set; }
    }

    /// <summary>Unread counting. Off: the SDK then asks for no markers, which this server does not have yet.</summary>
    public sealed record MarkerSettings
    {
        [WaitsFor("channels")]
        public bool Enabled { get; set; }
    }
}
