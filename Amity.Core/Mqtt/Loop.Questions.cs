namespace Amity.Core.Mqtt;

internal sealed partial class Loop
{
    public bool Hears(string topic)
    {
        found.Clear();
        topics.Match(topic, found);
        return found.Count > 0;
    }

    public HashSet<string> MembersBelow(string topic)
    {
        found.Clear();
        topics.Below(topic, found);
        return [.. found.Select(session => session.Key.Member)];
    }
}
