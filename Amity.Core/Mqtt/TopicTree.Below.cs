namespace Amity.Core.Mqtt;

internal sealed partial class TopicTree<T>
{
    /// <summary>Adds to <paramref name="found"/> everybody with a filter that begins with these levels, each once; a wildcard among them stands for itself.</summary>
    public void Below(string levels, List<T> found)
    {
        searches++;
        var node = root;
        foreach (var level in levels.AsSpan().Split('/'))
        {
            if (!node.TryChild(levels.AsSpan()[level], out var child))
            {
                return;
            }

            node = child;
        }

        TakeAll(node, found);
    }

    private void TakeAll(Node node, List<T> found)
    {
        Take(node, found);
        foreach (var child in node.Children)
        {
            TakeAll(child, found);
        }
    }
}
