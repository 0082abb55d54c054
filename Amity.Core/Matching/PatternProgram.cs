using System.Buffers;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>
/// A regular expression as steps that are taken side by side: all ways through it that fit the text so far are followed at once, each step
/// at most once for each unit, so that the time is at most that of the text's length times the program's. Of ways to the same step the one
/// that a backtracking engine would have tried first is kept, so the match is the one which that would have found.
/// </summary>
internal sealed partial class PatternProgram
{
    [ThreadStatic]
    private static int[]? kept;

    private readonly List<Step> steps = [];

    // Folded units one of which every match begins with; null when that is not known.
    private readonly SearchValues<char>? firsts;

    // The same with more units than one.
    private readonly SearchValues<string>? starts;

    public PatternProgram(PatternNode pattern, string[]? starts, bool isWholeWord)
    {
        this.starts = starts is null ? null : SearchValues.Create(starts, StringComparison.Ordinal);
        Add(isWholeWord ? new PatternNode.Sequence([new PatternNode.At(PatternPlace.Boundary), pattern, new PatternNode.At(PatternPlace.Boundary)]) : pattern);
        steps.Add(new Step(Kind.Done));
        firsts = Firsts();
    }

    private enum Kind
    {
        Unit,
        ExactUnit,
        Few,
        Class,
        Place,
        Fork,
        Done,
    }

    /// <summary>The match that starts first, if none later than the given place is asked for.</summary>
    public bool TryFind(ReadOnlySpan<char> text, in FoldedText folded, int lastStart, out int start, out int length)
    {
        var steps = CollectionsMarshal.AsSpan(this.steps);
        var count = steps.Length;
        var room = Room(count);
        var ways = new Ways(room.AsSpan(0, count), room.AsSpan(count, count));
        var next = new Ways(room.AsSpan(2 * count, count), room.AsSpan(3 * count, count));
        var seen = room.AsSpan(4 * count, count);
        var stack = room.AsSpan(5 * count, count + 1);
        seen.Fill(-1);
        (start, length) = (-1, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (start < 0 && at <= lastStart)
            {
                if (ways.Count == 0 && (starts is not null || firsts is not null))
                {
                    var rest = folded.Units[at..text.Length];
                    var skipped = starts is not null ? rest.IndexOfAny(starts) : rest.IndexOfAny(firsts!);
                    if (skipped < 0 || at + skipped > lastStart)
                    {
                        break;
                    }

                    at += skipped;
                }

                Follow(steps, 0, at, at, text, folded, ref ways, seen, stack);
            }
            else if (ways.Count == 0)
            {
                break;
            }

            for (var i = 0; i < ways.Count; i++)
            {
                ref readonly var step = ref steps[ways.Steps[i]];
                if (step.Kind == Kind.Done)
                {
                    // Ways behind this one would not have been tried any more.
                    (start, length) = (ways.Starts[i], at - ways.Starts[i]);
                    break;
                }

                if (at < text.Length && Fits(step, text[at], folded.Units[at]))
                {
                    Follow(steps, ways.Steps[i] + 1, ways.Starts[i], at + 1, text, folded, ref next, seen, stack);
                }
            }

            var former = ways;
            ways = next;
            next = former;
            next.Count = 0;
        }

        return start >= 0;
    }

    private SearchValues<char>? Firsts()
    {
        var (reached, waiting, units) = (new HashSet<int>(), new Stack<int>([0]), new HashSet<char>());
        while (waiting.TryPop(out var number))
        {
            if (!reached.Add(number))
            {
                continue;
            }

            var step = steps[number];
            switch (step.Kind)
            {
                case Kind.Fork:
                    waiting.Push(step.First);
                    waiting.Push(step.Second);
                    break;
                case Kind.Place:
                    waiting.Push(number + 1);
                    break;
                case Kind.Unit:
                    units.Add((char)step.Value);
                    break;
                case Kind.Few:
                    units.UnionWith(step.Few!);
                    break;
                default:
                    return null;
            }
        }

        return SearchValues.Create([.. units]);
    }

    private static bool Fits(in Step step, char unit, char folded) => step.Kind switch
    {
        Kind.Unit => folded == step.Value,
        Kind.ExactUnit => unit == step.Value,
        Kind.Few => step.Few!.Contains(folded),
        _ => (step.Class![unit >> 6] >> unit & 1) != 0,
    };

    // All steps that wait for a unit at this place and are reached from this one, the most wanted first.
    private static void Follow(ReadOnlySpan<Step> steps, int first, int start, int at, ReadOnlySpan<char> text, in FoldedText folded, ref Ways ways, Span<int> seen, Span<int> stack)
    {
        var height = 0;
        stack[height++] = first;
        while (height > 0)
        {
            var number = stack[--height];
            if (seen[number] == at)
            {
                continue;
            }

            seen[number] = at;
            ref readonly var step = ref steps[number];
            switch (step.Kind)
            {
                case Kind.Fork:
                    stack[height++] = step.Second;
                    if (step.First != step.Second)
                    {
                        stack[height++] = step.First;
                    }

                    break;
                case Kind.Place:
                    if (IsAt((PatternPlace)step.Value, at, text, folded))
                    {
                        stack[height++] = number + 1;
                    }

                    break;
                default:
                    ways.Steps[ways.Count] = number;
                    ways.Starts[ways.Count++] = start;
                    break;
            }
        }
    }

    private static bool IsAt(PatternPlace place, int at, ReadOnlySpan<char> text, in FoldedText folded) => place switch
    {
        PatternPlace.TextStart => at == 0,
        PatternPlace.TextEnd => at == text.Length,
        PatternPlace.LastLineEnd => at == text.Length || (at == text.Length - 1 && text[at] == '\n'),
        PatternPlace.LineStart => at == 0 || text[at - 1] == '\n',
        PatternPlace.LineEnd => at == text.Length || text[at] == '\n',
        PatternPlace.WordEdge => folded.IsWordEdge(at),
        PatternPlace.NoWordEdge => !folded.IsWordEdge(at),
        _ => folded.IsBoundary(at),
    };

    private static int[] Room(int steps)
    {
        var length = (6 * steps) + 1;
        return kept is { } room && room.Length >= length ? room : kept = new int[length];
    }

    private readonly record struct Step(Kind Kind)
    {
        public int Value { get; init; }

        public int First { get; init; }

        public int Second { get; init; }

        public string? Few { get; init; }

        public ulong[]? Class { get; init; }
    }

    private ref struct Ways(Span<int> steps, Span<int> starts)
    {
        public readonly Span<int> Steps = steps;
        public readonly Span<int> Starts = starts;
        public int Count;
    }
}
