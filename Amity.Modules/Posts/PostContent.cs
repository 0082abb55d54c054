using System.Text;
using System.Text.Json;
using Amity.Core.Errors;
using Amity.Core.Json;
using Amity.Core.Pipeline;

namespace Amity.Modules.Posts;

/// <summary>
/// The data of a post as a client sends it. A text post keeps its text and nothing else; a post of a custom type keeps any object as it is.
/// </summary>
public sealed class PostContent
{
    public const string TextType = "text";

    private const int MaxTextLength = 50_000;
    private const int MaxCustomBytes = 100 * 1024;

    private readonly RawJson? data;
    private readonly string? text;
    private readonly bool isTextWrong;

    /// <summary>What a text post names beside its text: files, polls and streams, none of which exists yet.</summary>
    private readonly string? names;

    internal PostContent(RawJson? data)
    {
        this.data = data;
        if (data is { IsObject: true } json)
        {
            using var document = JsonDocument.Parse(json.Text);
            var root = document.RootElement;
            if (root.TryGetProperty("text", out var value) && value.ValueKind != JsonValueKind.Null)
            {
                text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
                isTextWrong = text is null;
            }

            names = HasAny(root, "images", "files", "fileId", "thumbnailFileId", "videoFileId") ? "File"
                : HasAny(root, "pollId") ? "Poll"
                : HasAny(root, "streamId") ? "Stream"
                : null;
        }
    }

    /// <summary>The data of a text post.</summary>
    public static RawJson Of(string text) => new(JsonSerializer.Serialize(new TextData { Text = text }, PostsJson.Instance.TextData));

    /// <summary>Checks the data of a new post of this type, or a change of one, which may leave everything out.</summary>
    internal void Check(Checks check, string dataType, bool isNew)
    {
        check.That(data is null or { IsObject: true }, "The 'data' field must be an object.");
        if (isNew)
        {
            check.Required(data, "data");
        }

        if (dataType == TextType)
        {
            check.That(!isTextWrong, "The 'data.text' field must be a string.")
                .Text(text, "data.text", MaxTextLength, min: names is null ? 1 : 0)
                .That(!isNew || data is null || isTextWrong || text is not null || names is not null, "The 'data.text' field is required.");
        }
        else
        {
            check.That(data is null || Encoding.UTF8.GetByteCount(data.Value.Text) <= MaxCustomBytes, $"The 'data' field must be at most {MaxCustomBytes} bytes.");
        }
    }

    /// <summary>Refuses what names a file, a poll or a stream, unless it is an application's own data, where names mean what it wants.</summary>
    internal void RefuseUnknownParts(string dataType)
    {
        if (names is not null && !PostTypes.IsCustom(dataType))
        {
            throw Refuse.NotFound(names);
        }
    }

    /// <summary>What is stored of it; null where it changes nothing.</summary>
    internal RawJson? Stored(string dataType) => PostTypes.IsCustom(dataType) ? data : dataType == TextType && text is not null ? Of(text) : null;

    private static bool HasAny(JsonElement data, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (data.TryGetProperty(field, out var value) && value.ValueKind switch
            {
                JsonValueKind.Null => false,
                JsonValueKind.String => value.GetString()!.Length > 0,
                JsonValueKind.Array => value.GetArrayLength() > 0,
                _ => true,
            })
            {
                return true;
            }
        }

        return false;
    }

    internal sealed record TextData
    {
        public required string Text { get; init; }
    }
}
