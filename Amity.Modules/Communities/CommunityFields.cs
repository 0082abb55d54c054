using Amity.Core.Json;
using Amity.Core.Pipeline;

namespace Amity.Modules.Communities;

/// <summary>What a community is described by when it is created and when it is changed. What is null was not sent.</summary>
public abstract record CommunityFields : AmityRequest<CommunitiesBody>, IWriteRequest
{
    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? AvatarFileId { get; init; }

    public bool? IsPublic { get; init; }

    /// <summary>Whether everybody finds a private one and reads its header, though not its content. A public one is found anyway.</summary>
    public bool? IsDiscoverable { get; init; }

    /// <summary>Whether who would join has to ask, and waits for who may add members.</summary>
    public bool? RequiresJoinApproval { get; init; }

    public bool? IsOfficial { get; init; }

    public bool? OnlyAdminCanPost { get; init; }

    public bool? NeedApprovalOnPostCreation { get; init; }

    public bool? AllowCommentInStory { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? CategoryIds { get; init; }

    public RawJson? Metadata { get; init; }

    /// <summary>Refuses a name that another live community has, in any case.</summary>
    public bool? IsUniqueDisplayName { get; init; }

    /// <summary><c>default</c>, <c>silent</c> or <c>subscribe</c>.</summary>
    [Told]
    public string? NotificationMode { get; init; }

    public override void Validate(Checks check) => check
        .Text(DisplayName, "displayName", max: 1000, min: 1)
        .Text(Description, "description", max: 5000)
        .Text(AvatarFileId, "avatarFileId", max: 50)
        .Items(Tags, "tags", max: 10, maxLength: 100)
        .Items(CategoryIds, "categoryIds", max: 10, maxLength: 50)
        .Metadata(Metadata)
        .OneOf(NotificationMode, "notificationMode", "default", "silent", "subscribe")
        .That(
            OnlyAdminCanPost is not true || NeedApprovalOnPostCreation is not true,
            "The 'onlyAdminCanPost' and 'needApprovalOnPostCreation' fields exclude each other.");
}
