using System.Text.Json.Serialization;
using Amity.Core.Pipeline;

namespace Amity.Modules.Communities;

/// <summary>Which users and which roles. The third version of the routes names one role, the fourth several: both take either form.</summary>
public abstract record MemberRolesRequest : AmityRequest<CommunitiesBody>, IWriteRequest
{
    /// <summary>From the path; what the body says of it does not matter.</summary>
    [JsonIgnore]
    public string CommunityId { get; init; } = "";

    [Told]
    public string? Role { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public IReadOnlyList<string>? UserIds { get; init; }

    [JsonIgnore]
    internal IReadOnlyList<string> AllRoles => Role is null ? Roles ?? [] : [Role, .. Roles ?? []];

    /// <summary>How many roles one call may name.</summary>
    [JsonIgnore]
    protected abstract int MaxRoles { get; }

    public override void Validate(Checks check) => check
        .Items(AllRoles, "roles", max: MaxRoles, maxLength: 100, min: 1)
        .Required(UserIds, "userIds")
        .Items(UserIds, "userIds", max: 100, maxLength: 50, min: 1);
}
