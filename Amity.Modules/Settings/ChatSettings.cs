namespace Amity.Modules.Settings;

/// <summary>
/// The chat settings of a network; what is not stored has the default that the API's description gives it. The SDK's login waits for
/// them and fails without <c>messagePreview</c>.
/// </summary>
public sealed record ChatSettings
{
    public const string Name = "chat";

    public bool Enabled { get; set; } = true;

    public MentionSettings Mention { get; set; } = new();

    public MessagePreviewSettings MessagePreview { get; set; } = new();

    public MarkerSettings Marker { get; set; } = new();

    public bool IsAllowAdminViewConversationMessage { get; set; } = true;

    public bool IsAllowAdminManageConversationMessage { get; set; } = true;

    public sealed record MentionSettings
    {
        public bool IsAllowMentionedChannelEnabled { get; set; } = true;
    }

    public sealed record MessagePreviewSettings
    {
        public bool Enabled { get; set; }

        public bool IsIncludeDeleted { get; set; }
    }

    /// <summary>Unread counting. Off: the SDK then asks for no markers, which this server does not have yet.</summary>
    public sealed record MarkerSettings
    {
        public bool Enabled { get; set; }
    }
}
