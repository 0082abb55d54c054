using System.Text.Json.Serialization;
using Amity.Core.Json;
using Amity.Core.Pipeline;

namespace Amity.Modules.Communities;

/// <summary>Whose request to join is answered.</summary>
public abstract record JoinAnswerRequest : AmityRequest<Success>, IWriteRequest
{
    /// <summary>From the path; what the body says of it does not matter.</summary>
    [JsonIgnore]
    public string CommunityId { get; init; } = "";

    /// <summary>The internal id of who asks, or the public one.</summary>
    public string? UserId { get; init; }

    public override void Validate(Checks check) => check
        .Required(UserId, "userId")
        .Text(UserId, "userId", max: 50, min: 1);
}
