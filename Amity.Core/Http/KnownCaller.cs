using Amity.Core.Identity;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Amity.Core.Http;

/// <summary>
/// The caller that a connection's last request had. A client sends the same token with each request, and hashing it costs more than most
/// of what follows: while the text is the same and the session lives, the caller is known. Only for HTTP/1.1, where a connection has one
/// request at a time.
/// </summary>
internal sealed class KnownCaller
{
    private static readonly object Key = new();

    // However far the clock on the wall is set meanwhile, expiry is looked at again by then.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private string header = "";
    private Caller? caller;
    private long until;

    /// <summary>What is known of the request's connection; null where nothing can be.</summary>
    public static KnownCaller? Of(HttpRequest request)
    {
        if (!HttpProtocol.IsHttp11(request.Protocol) || request.HttpContext.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
        {
            return null;
        }

        if (items.TryGetValue(Key, out var known))
        {
            return (KnownCaller?)known;
        }

        var fresh = new KnownCaller();
        items[Key] = fresh;
        return fresh;
    }

    public Caller? Find(string sent, long now) =>
        caller is { Life.IsOver: false } && now < until && string.Equals(sent, header, StringComparison.Ordinal) ? caller : null;

    public void Keep(string sent, Caller found, long now, TimeProvider time)
    {
        if (found.Life is not { } life)
        {
            return;
        }

        var left = TimeSpan.FromMilliseconds(life.ExpiresAt - time.GetUtcNow().ToUnixTimeMilliseconds());
        (header, caller) = (sent, found);
        until = now + (long)((left < Longest ? left : Longest).TotalSeconds * time.TimestampFrequency);
    }
}
