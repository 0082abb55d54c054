using Amity.Core.Errors;
using Amity.Core.Identity;
using MediatR;

namespace Amity.Core.Pipeline;

// The behaviours in the order of their registration. Each does one thing; a request reads down through them.

/// <summary>Opens the caller's database for the scope, and gives the reader back when the request is answered.</summary>
public sealed class OpenBehaviour<TRequest, TResponse>(RequestDb db) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        // Between the look at the credential and here, or a caller that an embedding host has kept.
        if (request.Caller.Network.IsClosed)
        {
            throw Refuse.Unauthenticated();
        }

        db.Enter(request.Caller.Network.Database);
        try
        {
            return await next();
        }
        finally
        {
            db.Leave();
        }
    }
}

/// <summary>Opens the control database instead, for the requests that are about the installation.</summary>
public sealed class OpenControlBehaviour<TRequest, TResponse>(RequestDb db, INetworks networks) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>, IControlRequest
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        db.Enter(networks.Control);
        return next();
    }
}

/// <summary>Counts the calls that HTTP did not count: those made in process, and session creation, whose user stands in the body.</summary>
public sealed class RateLimitBehaviour<TRequest, TResponse>(RequestDb db, CallLimit limit) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (!db.IsCounted && request.CountedUser is { Length: > 0 } user)
        {
            var useCase = UseCase<TRequest>.Info;
            var operation = request.CountedPart is { } part ? Operations.Number(useCase.Name, part) : useCase.Number;
            limit.Count(request.Caller.Network, user, operation);
        }

        return next();
    }
}

/// <summary>Refuses the wrong kind of caller. Rights that depend on rows are decided by the handler.</summary>
public sealed class AuthorizeBehaviour<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var info = UseCase<TRequest>.Info;
        var kind = request.Caller.Kind;
        var allowed = info.Allow switch
        {
            Allow.ApiKey => kind is CallerKind.ApiKey,
            Allow.ServerKey => kind is CallerKind.ServerKey,
            Allow.Users => kind is CallerKind.User or CallerKind.Administrator,
            _ => kind is CallerKind.Administrator,
        };
        if (allowed)
        {
            return next();
        }

        throw kind is CallerKind.User ? Denied(info.DeniedAs) : new AmityException(info.RefusedAs);
    }

    private static AmityException Denied(ErrorKind kind) =>
        new(kind, kind is ErrorKind.PermissionDenied ? "Only administrator can do this" : "Insufficient permission");
}

/// <summary>
/// Refuses users what belongs to a part of the product that their network has switched off. Administrators go on: they prepare it and clear
/// up. A switch acts on every request that begins after it was answered, and on kept answers, which rest on it.
/// </summary>
public sealed class FeatureBehaviour<TRequest, TResponse>(RequestDb db, IFeatures features) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var feature = features.Of(typeof(TRequest));
        return feature is Feature.Base || request.Caller.IsAdministrator ? next() : Checked();

        async Task<TResponse> Checked()
        {
            if (!await IsOn())
            {
                throw Refuse.Forbidden("The feature is not enabled!");
            }

            return await next();
        }

        async ValueTask<bool> IsOn()
        {
            if (request is not IWriteRequest)
            {
                return await features.IsOn(feature, db.Read);
            }

            // Not the request's own reader: its answer shows what is written from here on.
            using var read = request.Caller.Network.Database.Read();
            return await features.IsOn(feature, read);
        }
    }
}

/// <summary>Refuses a request of the wrong shape with all its faults at once.</summary>
public sealed class ValidateBehaviour<TRequest, TResponse>(AmityOptions options, LargeMetadata large) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var checks = new Checks(options.Metadata.MaxBytes);
        request.Validate(checks);
        checks.ThrowIfAny();
        large.Notice(request.Caller, checks.LargestMetadata);
        return next();
    }
}
