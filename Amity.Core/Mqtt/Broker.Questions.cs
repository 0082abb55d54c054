namespace Amity.Core.Mqtt;

/// <summary>What whoever publishes wants to know of those who listen.</summary>
public sealed partial class Broker
{
    /// <summary>Whether anybody is subscribed to this name, connected or not. Answered in the order of what was published before.</summary>
    public async Task<bool> IsHeard(string topic)
    {
        foreach (var loop in loops)
        {
            if (await loop.Ask(() => loop.Hears(topic)))
            {
                return true;
            }
        }

        return false;
    }
}
