using Amity.Core.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules;

/// <summary>A use case: the static class that holds its request and handler, and the method that maps its routes.</summary>
public sealed record Slice(Type Type, Action<IEndpointRouteBuilder> Map)
{
    /// <summary>The part of the product that it belongs to, where that is not its module's.</summary>
    public Feature? Feature { get; init; }
}

/// <summary>
/// A folder of the product. Its shape is that of Carter's module (<see cref="AddRoutes"/>), so that taking the package is one line once
/// a release for this framework can be restored.
/// </summary>
public abstract class AmityModule
{
    /// <summary>The module's index: its use cases, listed by hand.</summary>
    public abstract IReadOnlyList<Slice> Slices { get; }

    /// <summary>The part of the product that its use cases belong to: a network may switch it off.</summary>
    public virtual Feature Feature => Feature.Base;

    /// <summary>Services that are no handlers: listeners inside the write, look-ups of other modules.</summary>
    public virtual void AddServices(IServiceCollection services)
    {
    }

    public void AddRoutes(IEndpointRouteBuilder app)
    {
        foreach (var slice in Slices)
        {
            slice.Map(app);
        }
    }
}
