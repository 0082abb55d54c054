namespace Amity.Core.Matching;

/// <summary>How an expression becomes steps.</summary>
internal sealed partial class PatternProgram
{
    private void Add(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Unit unit:
                steps.Add(new Step(unit.IsExact ? Kind.ExactUnit : Kind.Unit) { Value = unit.Value });
                break;
            case PatternNode.Few few:
                steps.Add(new Step(Kind.Few) { Few = few.Units });
                break;
            case PatternNode.Class some:
                steps.Add(new Step(Kind.Class) { Class = ClassUnits.Of(some) });
                break;
            case PatternNode.At place:
                steps.Add(new Step(Kind.Place) { Value = (int)place.Place });
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Add(part);
                }

                break;
            case PatternNode.Either either:
                AddEither(either);
                break;
            case PatternNode.Repeat repeat:
                AddRepeat(repeat);
                break;
        }
    }

    private void AddEither(PatternNode.Either either)
    {
        var ends = new List<int>();
        foreach (var branch in either.Branches.SkipLast(1))
        {
            var fork = steps.Count;
            steps.Add(default);
            Add(branch);
            ends.Add(steps.Count);
            steps.Add(default);
            steps[fork] = Fork(fork + 1, steps.Count);
        }

        Add(either.Branches[^1]);
        foreach (var end in ends)
        {
            steps[end] = Fork(steps.Count, steps.Count);
        }
    }

    private void AddRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            Add(repeat.Part);
        }

        var forks = new List<int>();
        for (var i = repeat.Least; i < (repeat.Most ?? (repeat.Least + 1)); i++)
        {
            forks.Add(steps.Count);
            steps.Add(default);
            Add(repeat.Part);
        }

        if (repeat.Most is null)
        {
            steps.Add(Fork(forks[0], forks[0]));
        }

        foreach (var fork in forks)
        {
            steps[fork] = repeat.IsLazy ? Fork(steps.Count, fork + 1) : Fork(fork + 1, steps.Count);
        }
    }

    private static Step Fork(int first, int second) => new(Kind.Fork) { First = first, Second = second };
}
