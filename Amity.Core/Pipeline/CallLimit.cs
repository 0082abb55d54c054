using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.RateLimiting;

namespace Amity.Core.Pipeline;

/// <summary>The configured rate limit of users' calls.</summary>
public sealed class CallLimit(AmityOptions options, TimeProvider time)
{
    private readonly RateLimiter limiter = new(options.RateLimit.PermitsPerSecond, time);

    /// <summary>What is counted of a use case: all of it, or a part by itself.</summary>
    public static string Operation(UseCaseAttribute useCase, string? part) => part is null ? useCase.Name : $"{useCase.Name} {part}";

    /// <summary>Counts one call, or throws <see cref="ErrorKind.RateLimited"/> with the time after which the next one fits.</summary>
    public void Count(Network network, string userId, string operation)
    {
        var counted = options.RateLimit.Scope is RateLimitScope.User ? "" : operation;
        if (!limiter.TryAcquire(new RateLimitKey(network.Id, userId, counted), out var retryAfter))
        {
            throw new AmityException(ErrorKind.RateLimited) { RetryAfter = retryAfter };
        }
    }
}
