namespace Amity.Core.Errors;

/// <summary>The closed set of errors. Code, HTTP status and sentence of each stand in <see cref="Envelope"/>.</summary>
public enum ErrorKind
{
    /// <summary>Missing, unknown, expired, superseded or revoked credential. The SDKs end their session on it: never use it for a missing right.</summary>
    Unauthenticated,

    /// <summary>A registration of a globally banned user.</summary>
    GloballyBanned,

    /// <summary>No right that a permission could give (a deleted user, a wrong server key, a ban of oneself).</summary>
    Forbidden,

    /// <summary>Not a member, not an administrator, no permission.</summary>
    PermissionDenied,

    /// <summary>Banned from the community or channel.</summary>
    Banned,

    /// <summary>Not banned, so that no ban can be lifted.</summary>
    NotBanned,

    /// <summary>Exempt from bans by those who ask for one: an administrator, or a moderator of the whole network.</summary>
    ExemptFromBan,

    /// <summary>The last moderator, who can neither leave nor be removed, banned or demoted. The UI kits tell it from other refusals.</summary>
    LastModerator,

    /// <summary>The last moderator of a community that has no other member. The UI kits tell it from the former.</summary>
    LastMember,

    /// <summary>Muted: what the user writes is refused until the mute ends.</summary>
    Muted,

    /// <summary>The same text more often in a span of time than the network allows.</summary>
    MaxRepetition,

    /// <summary>More blocked users than an account may have.</summary>
    TooManyBlocks,

    /// <summary>A text has a word that the network's blocklist names.</summary>
    BlockedWord,

    /// <summary>A text has a link that the network's allowlist, which is on, does not name.</summary>
    LinkNotAllowed,

    /// <summary>A name or id that must be unique is taken.</summary>
    Duplicate,

    /// <summary>Unknown, or hidden from the caller: both look the same.</summary>
    NotFound,

    /// <summary>The path exists, the method does not.</summary>
    MethodNotAllowed,

    /// <summary>A body that is not JSON.</summary>
    UnsupportedMediaType,

    /// <summary>Unparsable JSON, bad UTF-8, a page token that is not ours, a state that forbids the call.</summary>
    BadRequest,

    /// <summary>Well-formed but wrong: type, length, enum value, missing field. Carries details.</summary>
    Invalid,

    /// <summary>The body is larger than <c>Amity:MaxBodyBytes</c>.</summary>
    TooLarge,

    /// <summary>More calls than the limit in one second.</summary>
    RateLimited,

    /// <summary>The writer's queue or the disk is full, or the server is stopping. Nothing was stored.</summary>
    Busy,

    /// <summary>A defect. The cause is in the log only.</summary>
    Unexpected,
}
