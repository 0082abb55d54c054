using System.Collections.Concurrent;

namespace Amity.Core.Mqtt;

/// <summary>The last message of each topic that was published with the retain flag, section 3.3.1.3.</summary>
internal sealed class RetainedMessages(int most)
{
    private readonly ConcurrentDictionary<string, Message> byTopic = new(StringComparer.Ordinal);

    public void Keep(string topic, ReadOnlySpan<byte> payload, QoS qos)
    {
        if (payload.IsEmpty)
        {
            byTopic.TryRemove(topic, out _);
        }
        else if (byTopic.Count < most || byTopic.ContainsKey(topic))
        {
            byTopic[topic] = new Message(topic, payload, qos, isRetained: true);
        }
    }

    public IEnumerable<Message> Of(string filter) => byTopic.Values.Where(message => Topic.Matches(filter, message.Topic));
}
