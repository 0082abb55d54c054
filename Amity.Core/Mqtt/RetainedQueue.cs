namespace Amity.Core.Mqtt;

/// <summary>
/// What was retained and one session has still to be sent: filters, and how far the search for the first of them has come. The messages themselves are
/// looked up when it is their turn. Touched by its loop alone.
/// </summary>
internal sealed class RetainedQueue(RetainedMessages kept)
{
    /// <summary>Looked at in one step, so that others are served meanwhile.</summary>
    private const int MostLooks = 1000;

    private readonly Queue<string> filters = [];
    private IEnumerator<Message>? search;

    public bool IsEmpty => filters.Count == 0;

    public void Add(string filter, int most)
    {
        if (filters.Count < most)
        {
            filters.Enqueue(filter);
        }
    }

    /// <summary>The next of them, each with the filter that it matches: so many at most, and none when it had to look for long.</summary>
    public List<(string Filter, Message Message)> Take(int most)
    {
        var found = new List<(string, Message)>();
        for (var looks = 0; looks < MostLooks && found.Count < most && filters.TryPeek(out var filter); looks++)
        {
            if (filter.AsSpan().IndexOfAny('+', '#') < 0)
            {
                Note(kept.Find(filter));
                filters.Dequeue();
            }
            else if ((search ??= kept.All().GetEnumerator()).MoveNext())
            {
                // Not as it was when the search began: a newer one may have been sent since.
                Note(Topic.Matches(filter, search.Current.Topic) ? kept.Find(search.Current.Topic) : null);
            }
            else
            {
                search.Dispose();
                search = null;
                filters.Dequeue();
            }

            void Note(Message? message)
            {
                if (message is not null)
                {
                    found.Add((filter, message));
                }
            }
        }

        return found;
    }
}
