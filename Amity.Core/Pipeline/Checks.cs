using System.Globalization;
using System.Text;
using Amity.Core.Errors;
using Amity.Core.Json;

namespace Amity.Core.Pipeline;

/// <summary>
/// Collects what is wrong with the shape of a request, so that the caller learns all of it at once. Lengths count UTF-16 units;
/// metadata counts bytes of UTF-8 JSON. An absent (null) value passes every check but <see cref="Required{T}"/>.
/// </summary>
public sealed class Checks(int maxMetadataBytes)
{
    private readonly List<string> details = [];

    /// <summary>Bytes of the largest metadata that was checked; 0 without any.</summary>
    public int LargestMetadata { get; private set; }

    public Checks Required<T>(T? value, string field)
    {
        return value is null or "" ? Fail($"The '{field}' field is required.") : this;
    }

    public Checks Text(string? value, string field, int max, int min = 0)
    {
        if (value is null)
        {
            return this;
        }

        if (value.Length > max)
        {
            Fail($"The '{field}' field length must be less than or equal to {max} characters long.");
        }

        return value.Length < min ? Fail($"The '{field}' field length must be greater than or equal to {min} characters long.") : this;
    }

    /// <summary>A name that people read in lists and in one line: something is to be seen of it, and it has no line breaks or other control characters.</summary>
    public Checks Label(string? value, string field) => value is null or "" || IsLabel(value)
        ? this
        : Fail($"The '{field}' field must hold something else than white space, and no control characters.");

    /// <summary>What <see cref="Label"/> asks for.</summary>
    public static bool IsLabel(string text) => !string.IsNullOrWhiteSpace(text)
        && !text.Any(unit => char.GetUnicodeCategory(unit) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    public Checks Items(IReadOnlyCollection<string>? values, string field, int max, int maxLength, int min = 0)
    {
        if (values is null)
        {
            return this;
        }

        if (values.Count > max)
        {
            Fail($"The '{field}' field must contain less than or equal to {max} items.");
        }

        if (values.Count < min)
        {
            Fail($"The '{field}' field must contain at least {min} items.");
        }

        return values.Any(value => value is null || value.Length == 0 || value.Length > maxLength)
            ? Fail($"Each item of the '{field}' field must be 1 to {maxLength} characters long.")
            : this;
    }

    public Checks Range(long? value, string field, long min, long max) =>
        value < min || value > max ? Fail($"The '{field}' field must be between {min} and {max}.") : this;

    public Checks OneOf(string? value, string field, params ReadOnlySpan<string> allowed) =>
        value is null || allowed.Contains(value) ? this : Fail($"The '{field}' field must be one of: {string.Join(", ", allowed.ToArray())}.");

    /// <summary>An object of at most <c>Amity:Metadata:MaxBytes</c>.</summary>
    public Checks Metadata(RawJson? value, string field = "metadata")
    {
        if (value is not { } json)
        {
            return this;
        }

        if (!json.IsObject)
        {
            Fail($"The '{field}' field must be an object.");
        }

        var bytes = Encoding.UTF8.GetByteCount(json.Text);
        LargestMetadata = Math.Max(LargestMetadata, bytes);
        return bytes > maxMetadataBytes
            ? Fail($"The '{field}' field must be at most {maxMetadataBytes} bytes.")
            : this;
    }

    public Checks That(bool holds, string otherwise) => holds ? this : Fail(otherwise);

    /// <summary>Throws <see cref="ErrorKind.Invalid"/> with all details when anything was wrong.</summary>
    public void ThrowIfAny()
    {
        if (details.Count > 0)
        {
            throw Refuse.Invalid([.. details]);
        }
    }

    private Checks Fail(string detail)
    {
        details.Add(detail);
        return this;
    }
}
