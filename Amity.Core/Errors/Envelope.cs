using System.Text.Json;

namespace Amity.Core.Errors;

/// <summary>The one mapping of errors to the API's codes, HTTP statuses and sentences. Status numbers stand nowhere else.</summary>
public static class Envelope
{
    private static readonly Face[] Faces =
    [
        new(ErrorKind.Unauthenticated, 401, 400100, "Unauthorized"),
        new(ErrorKind.GloballyBanned, 403, 400312, "User is global banned."),
        new(ErrorKind.Forbidden, 403, 400300, "Forbidden error."),
        new(ErrorKind.PermissionDenied, 403, 400301, "Permission denied"),
        new(ErrorKind.Banned, 403, 400304, "User is banned."),
        new(ErrorKind.NotBanned, 403, 400316, "User is not banned."),
        new(ErrorKind.ExemptFromBan, 403, 400306, "Some users cannot be banned."),
        new(ErrorKind.LastModerator, 403, 400317, "The last moderator of a community must remain."),
        new(ErrorKind.LastMember, 403, 400318, "The only member of a community must remain."),
        new(ErrorKind.Muted, 403, 400302, "User is muted."),
        new(ErrorKind.MaxRepetition, 403, 400307, "Max Repetition Exceed"),
        new(ErrorKind.TooManyBlocks, 403, 400324, "The number of blocked users exceeds the limit."),
        new(ErrorKind.BlockedWord, 403, 400308, "Data contain blacklist word"),
        new(ErrorKind.LinkNotAllowed, 403, 400309, "Data contain link that is not in whitelist"),
        new(ErrorKind.Duplicate, 403, 400315, "Data already exists"),
        new(ErrorKind.NotFound, 404, 400400, "Resource Not Found."),
        new(ErrorKind.MethodNotAllowed, 405, 400000, "Method not allowed."),
        new(ErrorKind.UnsupportedMediaType, 415, 400000, "Unsupported media type: send application/json."),
        new(ErrorKind.BadRequest, 400, 400000, "Bad Request."),
        new(ErrorKind.Invalid, 422, 500000, "Parameters validation error!"),
        new(ErrorKind.TooLarge, 413, 500000, "Payload too large."),
        new(ErrorKind.RateLimited, 429, 400311, "RateLimit Exceed."),
        new(ErrorKind.Busy, 503, 500000, "Service is busy, nothing was stored. Try again."),
        new(ErrorKind.Unexpected, 500, 500000, "Unexpected error"),
    ];

    /// <summary>The status of every success with a body.</summary>
    public const int Ok = 200;

    /// <summary>The status of a success that was taken and has no effect of its own yet: that of a heartbeat.</summary>
    public const int Accepted = 202;

    /// <summary>The status of an answer without a body: that to a preflight.</summary>
    public const int NoContent = 204;

    public static int Status(ErrorKind kind) => Faces[(int)kind].Status;

    public static int Code(ErrorKind kind) => Faces[(int)kind].Code;

    public static string Sentence(ErrorKind kind) => Faces[(int)kind].Sentence;

    /// <summary>The kind behind a status that the framework itself set, or null for one that is not an error.</summary>
    public static ErrorKind? KindOf(int status) => status switch
    {
        < 400 => null,
        401 => ErrorKind.Unauthenticated,
        403 => ErrorKind.Forbidden,
        404 => ErrorKind.NotFound,
        405 => ErrorKind.MethodNotAllowed,
        413 => ErrorKind.TooLarge,
        415 => ErrorKind.UnsupportedMediaType,
        < 500 => ErrorKind.BadRequest,
        503 => ErrorKind.Busy,
        _ => ErrorKind.Unexpected,
    };

    /// <summary>Writes <c>{"status":"error","code":…,"message":…,"data":{"detail":[…]}}</c>.</summary>
    public static void Write(Utf8JsonWriter json, AmityException error)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, "error"u8);
        json.WriteNumber("code"u8, Code(error.Kind));
        json.WriteString("message"u8, error.Message);
        json.WriteStartObject("data"u8);
        json.WriteStartArray("detail"u8);
        foreach (var detail in error.Details)
        {
            json.WriteStringValue(detail);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private sealed record Face(ErrorKind Kind, int Status, int Code, string Sentence);
}
