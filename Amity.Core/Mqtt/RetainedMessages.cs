using System.Collections.Concurrent;

namespace Amity.Core.Mqtt;

/// <summary>The last message of each topic that was published with the retain flag, section 3.3.1.3. For any number of threads.</summary>
internal sealed class RetainedMessages(int most, long mostBytes)
{
    private readonly ConcurrentDictionary<string, Message> byTopic = new(StringComparer.Ordinal);
    private readonly Lock changing = new();
    private int count;
    private long bytes;

    /// <summary>An empty payload ends what was kept. What finds no room is not kept, and what it would have replaced is gone.</summary>
    public void Keep(string topic, ReadOnlySpan<byte> payload, QoS qos)
    {
        var message = payload.IsEmpty ? null : new Message(topic, payload, qos, isRetained: true);
        lock (changing)
        {
            if (byTopic.TryRemove(topic, out var before))
            {
                (count, bytes) = (count - 1, bytes - before.Bytes);
            }

            if (message is not null && count < most && bytes + message.Bytes <= mostBytes)
            {
                byTopic[topic] = message;
                (count, bytes) = (count + 1, bytes + message.Bytes);
            }
        }
    }

    public Message? Find(string topic) => byTopic.GetValueOrDefault(topic);

    /// <summary>All of them, in no order; those that come or go meanwhile may be there or not.</summary>
    public IEnumerable<Message> All() => byTopic.Select(pair => pair.Value);
}
