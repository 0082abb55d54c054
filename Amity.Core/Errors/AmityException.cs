namespace Amity.Core.Errors;

/// <summary>
/// An error with two faces: <see cref="Kind"/>, <see cref="Exception.Message"/> and <see cref="Details"/> are for the caller and safe
/// to show; <see cref="Exception.InnerException"/> is for the log. Thrown inside a write it rolls that write back.
/// </summary>
public sealed class AmityException : Exception
{
    public AmityException(ErrorKind kind, string? message = null, IReadOnlyList<string>? details = null, Exception? cause = null)
        : base(message ?? Envelope.Sentence(kind), cause)
    {
        Kind = kind;
        Details = details ?? [];
    }

    public ErrorKind Kind { get; }

    /// <summary>What was wrong with which field; answered in <c>data.detail</c>.</summary>
    public IReadOnlyList<string> Details { get; }

    /// <summary>How long the caller should wait before another try, where waiting helps.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The refusals in domain words: <c>throw Refuse.NotFound("Post")</c>.</summary>
public static class Refuse
{
    public static AmityException Unauthenticated(string message = "Unauthorized") => new(ErrorKind.Unauthenticated, message);

    public static AmityException NotFound(string what) => new(ErrorKind.NotFound, $"{what} not found.");

    /// <summary>The caller lacks a permission or a membership.</summary>
    public static AmityException Permission(string message) => new(ErrorKind.PermissionDenied, message);

    /// <summary>A rule forbids it whoever asks.</summary>
    public static AmityException Forbidden(string message) => new(ErrorKind.Forbidden, message);

    public static AmityException BadRequest(string message, Exception? cause = null) => new(ErrorKind.BadRequest, message, cause: cause);

    public static AmityException Duplicate(string message) => new(ErrorKind.Duplicate, message);

    public static AmityException Invalid(params string[] details) => new(ErrorKind.Invalid, details: details);

    /// <summary>A page token that is not ours, is of another list, or was changed.</summary>
    public static AmityException PageToken(Exception? cause = null) => BadRequest("Query Token is invalid", cause);

    public static AmityException Busy(string message, Exception? cause = null) =>
        new(ErrorKind.Busy, message, cause: cause) { RetryAfter = TimeSpan.FromSeconds(1) };
}
