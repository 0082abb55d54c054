using System.Text;
using System.Text.Json;
using Amity.Core.Errors;
using Amity.Core.Json;
using Amity.Core.Pipeline;

namespace Amity.Modules.Posts;

/// <summary>
/// The data of a post as a client sends it. A text post keeps its text and title and nothing else, and may name the poll that it shows; a
/// post of a custom type keeps any object as it is.
/// </summary>
public sealed class PostContent
{
    /// <summary>What a post without a text stores.</summary>
    public static readonly RawJson NoText = new("{\"text\":\"\"}");

    private const int MaxTextLength = 50_000;
    private const int MaxTitleLength = 150;
    private const int MaxPollIdLength = 100;
    private const int MaxCustomBytes = 100 * 1024;

    private readonly RawJson? data;
    private readonly List<string> notText = [];

    /// <summary>What a text post names beside its text and poll: files and streams, none of which exists yet.</summary>
    private readonly string? names;

    internal PostContent(RawJson? data, string? text = null)
    {
        this.data = data;
        Text = text;
        if (data is { IsObject: true } json)
        {
            using var document = JsonDocument.Parse(json.Text);
            var root = document.RootElement;
            Text = Read(root, "text") ?? text;
            Title = Read(root, "title");
            PollId = Read(root, "pollId") is { Length: > 0 } pollId ? pollId : null;
            names = HasAny(root, "images", "files", "fileId", "thumbnailFileId", "videoFileId") ? "File"
                : HasAny(root, "streamId") ? "Stream"
                : null;
        }
    }

    internal string? Text { get; }

    internal string? Title { get; }

    /// <summary>The poll that the post is to show.</summary>
    internal string? PollId { get; }

    /// <summary>Checks the data of a new post of this type, or a change of one, which may leave everything out.</summary>
    internal void Check(Checks check, string dataType, bool isNew)
    {
        check.That(data is null or { IsObject: true }, "The 'data' field must be an object.");
        if (isNew && Text is null)
        {
            check.Required(data, "data");
        }

        if (PostTypes.IsCustom(dataType))
        {
            check.That(data is null || Encoding.UTF8.GetByteCount(data.Value.Text) <= MaxCustomBytes, $"The 'data' field must be at most {MaxCustomBytes} bytes.");
            return;
        }

        foreach (var field in notText)
        {
            check.That(false, $"The 'data.{field}' field must be a string.");
        }

        var showsMore = names is not null || PollId is not null;
        check
            .Text(Text, "data.text", MaxTextLength, min: showsMore || !string.IsNullOrEmpty(Title) ? 0 : 1)
            .Text(Title, "data.title", MaxTitleLength)
            .Text(PollId, "data.pollId", MaxPollIdLength)
            .That(dataType != PostTypes.Poll || !isNew || PollId is not null, "The 'data.pollId' field is required.")
            .That(!isNew || data is null || notText.Count > 0 || Text is not null || showsMore, "The 'data.text' field is required.");
    }

    /// <summary>Shows what people read of it: text and title, also those of an application's own data, of which the rest is the application's.</summary>
    internal void Show(ITextJudge judge)
    {
        judge.Read(Text);
        judge.Read(Title);
    }

    /// <summary>Refuses what names a file or a stream, unless it is an application's own data, where names mean what it wants.</summary>
    internal void RefuseUnknownParts(string dataType)
    {
        if (names is not null && !PostTypes.IsCustom(dataType))
        {
            throw Refuse.NotFound(names);
        }
    }

    /// <summary>What is stored of it; null where it changes nothing.</summary>
    /// <param name="dataType">The type of the post.</param>
    /// <param name="before">What is stored already: of text and title the one that is not sent stays.</param>
    internal RawJson? Stored(string dataType, RawJson? before = null)
    {
        if (PostTypes.IsCustom(dataType))
        {
            return data;
        }

        if (dataType != PostTypes.Text || (Text ?? Title) is null)
        {
            return null;
        }

        var kept = before is { } stored ? JsonSerializer.Deserialize(stored.Text, PostsJson.Instance.TextData)! : new TextData();
        var title = Title ?? kept.Title;
        var changed = new TextData { Text = Text ?? kept.Text, Title = string.IsNullOrEmpty(title) ? null : title };
        return new RawJson(JsonSerializer.Serialize(changed, PostsJson.Instance.TextData));
    }

    private string? Read(JsonElement data, string field)
    {
        if (!data.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        notText.Add(field);
        return null;
    }

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
        public string Text { get; init; } = "";

        public string? Title { get; init; }
    }
}
