using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.RateLimiting;

namespace Amity.Core.Pipeline;

/// <summary>The configured rate limit of users' calls.</summary>
public sealed class CallLimit(AmityOptions options, TimeProvider time)
{
    private readonly RateLimiter limiter = new(options.RateLimit.PermitsPerSecond, time);
    private readonly bool isPerOperation = options.RateLimit.Scope is RateLimitScope.Operation;

    /// <summary>Counts a call of a session that began at this stamp of the clock, or throws as <see cref="Count(Network, string, int)"/> does.</summary>
    public void Count(Caller caller, int operation, long began)
    {
        var entrance = caller.Entrance;
        if (entrance is null || !entrance.LeadsTo(limiter, caller.Network.Number, caller.UserId))
        {
            caller.Entrance = entrance = limiter.Entrance(caller.Network.Number, caller.UserId);
        }

        var wait = entrance.Acquire(isPerOperation ? operation : Operations.All, began);
        if (wait > 0)
        {
            throw Refused(limiter.Duration(wait));
        }
    }

    /// <summary>Counts a call of a user, or throws <see cref="ErrorKind.RateLimited"/> with the time after which the next one fits.</summary>
    public void Count(Network network, string userId, int operation)
    {
        if (!limiter.TryAcquire(new RateLimitKey(network.Number, isPerOperation ? operation : Operations.All, userId), out var retryAfter))
        {
            throw Refused(retryAfter);
        }
    }

    private static AmityException Refused(TimeSpan retryAfter) => new(ErrorKind.RateLimited) { RetryAfter = retryAfter };
}
