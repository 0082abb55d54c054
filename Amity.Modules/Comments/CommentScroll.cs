using Amity.Core.Http;
using Amity.Core.Pipeline;

namespace Amity.Modules.Comments;

/// <summary>
/// Where a scrolling client wants to go on: <c>first</c> so many after a segment, or <c>last</c> so many before one. Either number may be
/// left out.
/// </summary>
public sealed record CommentScroll
{
    public int? First { get; init; }

    public int? After { get; init; }

    public int? Last { get; init; }

    public int? Before { get; init; }

    internal bool IsBackward => Last is not null || Before is not null;

    internal bool IsGiven => IsBackward || First is not null || After is not null;

    internal int? Size => First ?? Last;

    internal long? Segment => After ?? Before;

    internal static CommentScroll From(Query query) => new()
    {
        First = query.Number("options[first]"),
        After = query.Number("options[after]"),
        Last = query.Number("options[last]"),
        Before = query.Number("options[before]"),
    };

    internal Checks Validate(Checks check) => check
        .Range(First, "options.first", 1, 100)
        .Range(After, "options.after", 1, int.MaxValue)
        .Range(Last, "options.last", 1, 100)
        .Range(Before, "options.before", 1, int.MaxValue)
        .That(
            !IsBackward || (First ?? After) is null,
            "The fields 'options.first' and 'options.after' exclude 'options.last' and 'options.before'.");
}
