using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Amity.Core.Http;
using Amity.Core.Identity;
using Microsoft.Extensions.Logging;

namespace Amity.Core.Pipeline;

/// <summary>
/// Metadata travels with every answer that holds its owner. Up to <c>Amity:Metadata:MaxBytes</c> is accepted; what is larger than the
/// recommended 1,000 bytes is counted, and logged once for each user, so that an operator can talk to the app's developers.
/// </summary>
public sealed class LargeMetadata(IMeterFactory meters, ILogger<LargeMetadata> log)
{
    /// <summary>The advice of the product's FAQ.</summary>
    public const int RecommendedBytes = 1000;

    /// <summary>Users that are remembered as logged; when it is full, some are logged again.</summary>
    private const int Remembered = 10_000;

    private readonly Counter<long> counted = meters.Create(Metrics.MeterName).CreateCounter<long>(
        "amity.large_metadata", "{request}", "Requests with metadata above the recommended 1000 bytes");

    private readonly ConcurrentDictionary<(string Network, string User), bool> logged = new();

    public void Notice(Caller caller, int bytes)
    {
        if (bytes <= RecommendedBytes)
        {
            return;
        }

        counted.Add(1);
        if (logged.Count >= Remembered)
        {
            logged.Clear();
        }

        if (logged.TryAdd((caller.Network.Id, caller.UserId), true))
        {
            log.LogWarning(
                "User {InternalId} of network {Network} stores metadata of {Bytes} bytes; more than {Recommended} slow every answer that holds it",
                caller.InternalId, caller.Network.Id, bytes, RecommendedBytes);
        }
    }
}
