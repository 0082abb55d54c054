using System.Collections.Concurrent;

namespace Amity.Core.Data;

/// <summary>Who asked for what: an answer is for nobody else and for nothing else.</summary>
/// <param name="UserId">Who asked.</param>
/// <param name="Kind">With what credential.</param>
/// <param name="Target">For what: a path with its query, as it came.</param>
public readonly record struct AnswerKey(string UserId, int Kind, string Target);

/// <summary>An answer as it went out, and what it rested on.</summary>
public sealed class KeptAnswer
{
    internal KeptAnswer(byte[] bytes, ReadRecord record, long since, object rights) =>
        (Bytes, Places, Until, Since, Rights) = (bytes, record.Places, record.Until, since, rights);

    public ReadOnlyMemory<byte> Bytes { get; }

    internal int[] Places { get; }

    internal long Since { get; }

    internal long Until { get; }

    /// <summary>What the caller might do when it was made.</summary>
    internal object Rights { get; }

    internal int Size => Bytes.Length + (Places.Length * sizeof(int)) + 200;
}

/// <summary>
/// Answers of one database that are still true: those of which no row that they rested on has changed. Nothing is cleared when something
/// changes; an answer proves itself each time that it is used, by what <see cref="RowVersions"/> knows. Safe for any number of threads.
/// </summary>
public sealed class KeptAnswers
{
    private readonly RowVersions versions;
    private readonly Func<long> clock;
    private readonly int mostBytes;
    private readonly Lock gate = new();

    // What was used since the last turn, and what was not used since: rather than a list by use, which every hit would have to move.
    private volatile Generation recent = new();
    private volatile Generation former = new();

    internal KeptAnswers(RowVersions versions, Func<long> clock, int mostBytes) =>
        (this.versions, this.clock, this.mostBytes) = (versions, clock, mostBytes);

    /// <summary>Before anything is read for an answer that is to be kept; null when none is kept.</summary>
    public long? Now => mostBytes == 0 ? null : versions.Published;

    /// <summary>The answer, if it is there and true.</summary>
    /// <param name="key">Whose and for what.</param>
    /// <param name="rights">What the caller may do: the very object that the answer was made with.</param>
    public KeptAnswer? Find(in AnswerKey key, object rights)
    {
        var (now, before) = (recent, former);
        var isRecent = now.Answers.TryGetValue(key, out var answer);
        if (!isRecent && !before.Answers.TryGetValue(key, out answer))
        {
            return null;
        }

        if (answer!.Rights != rights || !IsTrue(answer))
        {
            return null;
        }

        if (!isRecent)
        {
            Keep(key, answer);
        }

        return answer;
    }

    /// <summary>Whether there is a true answer, whatever its caller may do.</summary>
    internal bool Holds(in AnswerKey key) =>
        (recent.Answers.TryGetValue(key, out var answer) || former.Answers.TryGetValue(key, out answer)) && IsTrue(answer);

    /// <summary>Keeps an answer for its next use.</summary>
    /// <param name="key">Whose and for what.</param>
    /// <param name="bytes">The answer.</param>
    /// <param name="record">What it rested on.</param>
    /// <param name="since">What <see cref="Now"/> was before anything was read.</param>
    /// <param name="rights">What the caller may do.</param>
    public void Keep(in AnswerKey key, byte[] bytes, ReadRecord record, long since, object rights)
    {
        if (record.IsUsable && bytes.Length <= mostBytes / 16)
        {
            Keep(key, new KeptAnswer(bytes, record, since, rights));
        }
    }

    /// <summary>Gives the memory back.</summary>
    internal void Drop()
    {
        lock (gate)
        {
            (recent, former) = (new Generation(), new Generation());
        }
    }

    private bool IsTrue(KeptAnswer answer) =>
        versions.Unchanged(answer.Places, answer.Since) && (answer.Until == long.MaxValue || answer.Until > clock());

    private void Keep(in AnswerKey key, KeptAnswer answer)
    {
        lock (gate)
        {
            if (recent.Bytes + answer.Size > mostBytes / 2)
            {
                (former, recent) = (recent, new Generation());
            }

            recent.Bytes += answer.Size - (recent.Answers.TryGetValue(key, out var old) ? old.Size : 0);
            recent.Answers[key] = answer;
        }
    }

    private sealed class Generation
    {
        public ConcurrentDictionary<AnswerKey, KeptAnswer> Answers { get; } = new();

        public long Bytes { get; set; }
    }
}
