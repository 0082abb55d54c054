using MediatR;

namespace Amity.Core.Pipeline;

/// <summary>
/// One request's way through the behaviours to its handler. MediatR makes a closure for each behaviour of each call; this walks the same
/// registrations in the same order with one object.
/// </summary>
internal sealed class Chain<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private readonly TRequest request;
    private readonly CancellationToken cancellationToken;
    private readonly IPipelineBehavior<TRequest, TResponse>[] behaviours;
    private readonly IServiceProvider services;
    private readonly RequestHandlerDelegate<TResponse> next;
    private int at;

    private Chain(TRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        this.request = request;
        this.services = services;
        this.cancellationToken = cancellationToken;
        var registered = services.GetService(typeof(IEnumerable<IPipelineBehavior<TRequest, TResponse>>));
        behaviours = registered as IPipelineBehavior<TRequest, TResponse>[] ?? [.. (IEnumerable<IPipelineBehavior<TRequest, TResponse>>)registered!];
        next = Next;
    }

    public static Task<TResponse> Run(TRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        new Chain<TRequest, TResponse>(request, services, cancellationToken).Next();

    private Task<TResponse> Next() => at < behaviours.Length
        ? behaviours[at++].Handle(request, cancellationToken, next)
        : ((IRequestHandler<TRequest, TResponse>)services.GetService(typeof(IRequestHandler<TRequest, TResponse>))!).Handle(request, cancellationToken);
}
