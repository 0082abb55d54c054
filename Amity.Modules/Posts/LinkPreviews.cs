using System.Text;
using System.Text.Json;
using Amity.Core.Json;
using Amity.Core.Pipeline;

namespace Amity.Modules.Posts;

public static partial class LinkPreviews
{
    private const int Most = 100;
    private const int MaxBytes = 100 * 1024;

    public static readonly RawJson None = new("[]");

    /// <summary>An array of objects. No source says how many or how large; the limits are those of an application's own data.</summary>
    public static Checks Links(this Checks check, RawJson? links) => check.That(
        links is null || (Encoding.UTF8.GetByteCount(links.Value.Text) <= MaxBytes && IsListOfObjects(links.Value)),
        $"The 'links' field must be an array of at most {Most} objects with at most {MaxBytes} bytes.");

    /// <summary>Shows what people read of the previews: titles, and where they lead. They come from the client, whatever the text says.</summary>
    public static void ReadLinks(this ITextJudge judge, RawJson? links)
    {
        if (links is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(links.Value.Text);
        foreach (var link in document.RootElement.EnumerateArray())
        {
            judge.ReadLink(Text(link, "url"));
            judge.ReadLink(Text(link, "domain"));
            judge.ReadWords(Text(link, "title"));
        }
    }

    private static string? Text(JsonElement link, string field) =>
        link.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static bool IsListOfObjects(RawJson links)
    {
        using var document = JsonDocument.Parse(links.Text);
        return document.RootElement is { ValueKind: JsonValueKind.Array } array
            && array.GetArrayLength() <= Most
            && array.EnumerateArray().All(link => link.ValueKind == JsonValueKind.Object);
    }
}
