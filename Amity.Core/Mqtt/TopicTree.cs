using System.Diagnostics.CodeAnalysis;

namespace Amity.Core.Mqtt;

/// <summary>Somebody who subscribes. What the tree needs to find everybody once, without a table for each message.</summary>
internal abstract class Subscriber
{
    /// <summary>The search that found this one last, and the best quality that it met.</summary>
    internal long Search;

    internal QoS Granted;
}

/// <summary>
/// Who subscribed to what, as a tree of levels: to find the receivers of a message costs as much as it has levels and receivers, however
/// many other subscriptions there are. Not for several threads at a time.
/// </summary>
internal sealed partial class TopicTree<T> where T : Subscriber
{
    /// <summary>Of a filter. Deeper names are matched all the same; the search calls itself as deep as filters are.</summary>
    public const int MostLevels = 128;

    private readonly Node root = new();
    private long searches;

    /// <summary>Subscriptions in all.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing is left of any filter.</summary>
    public bool IsBare => root.IsBare;

    /// <summary>Whether a valid filter is within <see cref="MostLevels"/>.</summary>
    public static bool Takes(ReadOnlySpan<char> filter) => filter.Count('/') < MostLevels;

    /// <summary>Subscribes, or grants another quality where the subscriber is subscribed to this filter already. Whether it is new.</summary>
    public bool Add(string filter, T subscriber, QoS granted)
    {
        var node = root;
        foreach (var level in filter.AsSpan().Split('/'))
        {
            node = node.Child(filter.AsSpan()[level]);
        }

        var isNew = node.Add(subscriber, granted);
        Count += isNew ? 1 : 0;
        return isNew;
    }

    /// <summary>Ends the subscription; whether there was one. Branches without subscriptions are cut off.</summary>
    public bool Remove(string filter, T subscriber)
    {
        var path = new List<(Node Parent, string Level)>();
        var node = root;
        foreach (var level in filter.Split('/'))
        {
            path.Add((node, level));
            if (!node.TryChild(level, out var child))
            {
                return false;
            }

            node = child;
        }

        if (!node.Remove(subscriber))
        {
            return false;
        }

        Count--;
        for (var at = path.Count - 1; at >= 0 && node.IsBare; at--)
        {
            path[at].Parent.Cut(path[at].Level);
            node = path[at].Parent;
        }

        return true;
    }

    /// <summary>
    /// Adds to <paramref name="found"/> everybody who is subscribed to this name, each once: <see cref="Subscriber.Granted"/> is then the best
    /// quality that was granted to them, until the next search. Section 3.3.5 lets a server deliver once where filters overlap.
    /// </summary>
    public void Match(string name, List<T> found)
    {
        searches++;
        Match(root, name, found, wildcards: name[0] != '$');
    }

    private void Match(Node node, ReadOnlySpan<char> rest, List<T> found, bool wildcards)
    {
        var slash = rest.IndexOf('/');
        if (wildcards && node.TryChild("#", out var all))
        {
            Take(all, found);
        }

        if (wildcards && node.TryChild("+", out var any))
        {
            Enter(any, rest, slash, found);
        }

        if (node.TryChild(slash < 0 ? rest : rest[..slash], out var named))
        {
            Enter(named, rest, slash, found);
        }
    }

    private void Enter(Node node, ReadOnlySpan<char> rest, int slash, List<T> found)
    {
        if (slash >= 0)
        {
            Match(node, rest[(slash + 1)..], found, wildcards: true);
            return;
        }

        Take(node, found);

        // Section 4.7.1.2: the number sign matches the level above it, too.
        if (node.TryChild("#", out var below))
        {
            Take(below, found);
        }
    }

    private void Take(Node node, List<T> found)
    {
        foreach (var (subscriber, granted) in node.Subscribers)
        {
            if (subscriber.Search != searches)
            {
                (subscriber.Search, subscriber.Granted) = (searches, granted);
                found.Add(subscriber);
            }
            else if (subscriber.Granted < granted)
            {
                subscriber.Granted = granted;
            }
        }
    }

    /// <summary>One level. Most have one child or a few subscribers, and no table of the other kind.</summary>
    private sealed class Node
    {
        private static readonly Dictionary<T, QoS> Nobody = [];

        private Dictionary<string, Node>? children;
        private Dictionary<T, QoS>? subscribers;

        public Dictionary<T, QoS> Subscribers => subscribers ?? Nobody;

        public IEnumerable<Node> Children => children?.Values ?? Enumerable.Empty<Node>();

        public bool IsBare => children is null && subscribers is null;

        public Node Child(ReadOnlySpan<char> level)
        {
            children ??= new Dictionary<string, Node>(1, StringComparer.Ordinal);
            var lookup = children.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(level, out var child))
            {
                lookup[level] = child = new Node();
            }

            return child;
        }

        public bool TryChild(ReadOnlySpan<char> level, [NotNullWhen(true)] out Node? child)
        {
            child = null;
            return children is not null && children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out child);
        }

        public void Cut(string level)
        {
            children!.Remove(level);
            children = children.Count == 0 ? null : children;
        }

        public bool Add(T subscriber, QoS granted)
        {
            subscribers ??= new Dictionary<T, QoS>(1);
            var isNew = subscribers.TryAdd(subscriber, granted);
            subscribers[subscriber] = granted;
            return isNew;
        }

        public bool Remove(T subscriber)
        {
            var wasThere = subscribers?.Remove(subscriber) == true;
            subscribers = subscribers is { Count: 0 } ? null : subscribers;
            return wasThere;
        }
    }
}
