using System.Globalization;

namespace Amity.Modules.Realtime;

/// <summary>The most devices of a network that were connected at a time in a month.</summary>
/// <param name="Month">As <c>2030-01</c>, of UTC.</param>
/// <param name="Devices">How many.</param>
/// <param name="ReachedAt">When first, in milliseconds since 1970.</param>
internal sealed record DevicePeak(string Month, long Devices, long ReachedAt);

/// <summary>The devices of one network that are connected, each with the number of its connections. Not for several threads at a time.</summary>
internal sealed class Devices
{
    private readonly Dictionary<string, int> connections = new(StringComparer.Ordinal);
    private DevicePeak? peak;
    private DevicePeak? stored;

    public int Now => connections.Count;

    public void Add(string deviceId, DateTimeOffset now)
    {
        connections[deviceId] = connections.GetValueOrDefault(deviceId) + 1;
        Peak(now);
    }

    public void Remove(string deviceId)
    {
        if (--connections[deviceId] == 0)
        {
            connections.Remove(deviceId);
        }
    }

    public static string Month(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>That of this month: a new one begins with those who are connected.</summary>
    public DevicePeak Peak(DateTimeOffset now)
    {
        var month = Month(now);
        return peak is { } known && known.Month == month && known.Devices >= Now
            ? known
            : peak = new DevicePeak(month, Now, now.ToUnixTimeMilliseconds());
    }

    /// <summary>The peak, unless it is stored already.</summary>
    public DevicePeak? NewPeak(DateTimeOffset now) => Peak(now) is { Devices: > 0 } reached && reached != stored ? reached : null;

    public void Stored(DevicePeak reached) => stored = reached;
}
