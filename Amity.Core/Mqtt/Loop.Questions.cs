namespace Amity.Core.Mqtt;

internal sealed partial class Loop
{
    public bool Hears(string topic)
    {
        found.Clear();
        topics.Match(topic, found);
        return found.Count > 0;
    }
}
