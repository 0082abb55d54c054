namespace Amity.Modules.Settings;

/// <summary>
/// The chat settings of a network; what is not stored has the default that the API's description gives it. The SDK's login waits for
/// them and fails without <c>messagePreview</c>.
/// </summary>
public sealed record ChatSettings
{
    public const string Name = "chat";

    public bool Enabled { get; init; } = true;

    public MentionSettings Mention { get; init; } = new();

    public MessagePreviewSettings MessagePreview { get; init; } = new();

    public MarkerSettings Marker { get; init; } = new();

    public bool IsAllowAdminViewConversationMessage { get; init; } = true;

    public bool IsAllowAdminManageConversationMessage { get; init; } = true;

    public sealed record MentionSettings
    {
        public bool IsAllowMentionedChannelEnabled { get; init; } = true;
    }

    public sealed record MessagePreviewSettings
    {
        public bool Enabled { get; init; }

        public bool IsIncludeDeleted { get; init; }
    }

    /// <summary>Unread counting. Off: the SDK then asks for no markers, which this server does not have yet.</summary>
    public sealed record MarkerSettings
    {
        public bool Enabled { get; init; }
    }
}
