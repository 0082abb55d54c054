using System.Collections.Concurrent;
using Amity.Core.RateLimiting;

namespace Amity.Core.Identity;

/// <summary>Numbers of what the rate limit counts, given as names are first seen: small, so that a window is found without its name.</summary>
public static class Operations
{
    /// <summary>All operations of a user together.</summary>
    public const int All = 0;

    private static readonly ConcurrentDictionary<string, int> Numbers = new(StringComparer.Ordinal);
    private static readonly Lock Access = new();

    /// <summary>The number of a use case, or of a part of it that is counted by itself. Names come from the program, never from a caller.</summary>
    public static int Number(string useCase, string? part = null)
    {
        var name = part is null ? useCase : $"{useCase} {part}";
        return Numbers.TryGetValue(name, out var known) ? known : Add(name);
    }

    private static int Add(string name)
    {
        lock (Access)
        {
            var number = Numbers.GetOrAdd(name, Numbers.Count + 1);
            return number < RateLimitKey.MostOperations ? number : throw new InvalidOperationException("There are too many operations to number.");
        }
    }
}
