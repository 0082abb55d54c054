using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Description;
using Amity.Modules.Networks;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Amity.Modules;

/// <summary>Adds the whole server to any .NET host.</summary>
public static class AmityServer
{
    /// <summary>
    /// Registers the server: its databases open with the first use and close with the host. Options come from the configuration section
    /// <c>Amity</c>, then from <paramref name="configure"/>. Without HTTP, send requests through a scoped <see cref="IMediator"/>, one scope
    /// a request, with a <see cref="Caller"/> from <see cref="ICallers"/>. A repeat only adds its <paramref name="configure"/>.
    /// </summary>
    public static IServiceCollection AddAmity(this IServiceCollection services, Action<AmityOptions>? configure = null)
    {
        if (configure is not null)
        {
            services.AddSingleton(new Configuration(configure));
        }

        // Twice would count every call and every counter twice.
        if (services.Any(service => service.ServiceType == typeof(Front)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Options);
        services.AddLogging();
        services.AddMetrics();
        services.AddCors();
        services.AddSingleton<Metrics>();
        services.AddSingleton<Front>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<CallLimit>();
        services.AddSingleton<LargeMetadata>();
        services.AddSingleton<IInWriteDispatcher, InWriteDispatcher>();
        services.AddSingleton<IFeatures, Features>();
        services.AddScoped<RequestDb>();
        services.AddScoped<IDb>(scope => scope.GetRequiredService<RequestDb>());

        services.AddScoped<ServiceFactory>(scope => scope.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(OpenBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(OpenControlBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(RateLimitBehaviour<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(AuthorizeBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(FeatureBehaviour<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(ValidateBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ModerateBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(WriteBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ControlWriteBehaviour<,>));

        foreach (var module in AmityModules.All)
        {
            module.AddServices(services);
            services.Scan(scan => scan
                .FromTypes(module.Slices.SelectMany(slice => slice.Type.GetNestedTypes(System.Reflection.BindingFlags.NonPublic)))
                .AddClasses(classes => classes.AssignableToAny(typeof(IRequestHandler<,>), typeof(IAnswer<,>)), publicOnly: false)
                .AsImplementedInterfaces()
                .WithTransientLifetime());
        }

        return services;
    }

    /// <summary>
    /// Maps every route of the API, <c>/healthz</c>, <c>/readyz</c> and <c>/openapi/v1.json</c>, with the API's errors for all that lies under the API's own roots
    /// (<c>/api/v3</c> and so on). Nothing else of the host is touched, and where the host maps the same path its own endpoint wins.
    /// </summary>
    public static IEndpointRouteBuilder MapAmity(this IEndpointRouteBuilder app)
    {
        var start = app.DataSources.SelectMany(source => source.Endpoints).Count();
        foreach (var module in AmityModules.All)
        {
            module.AddRoutes(app);
        }

        Health.Map(app);

        // Last in order: a host that has its own of this name keeps it.
        app.MapAmityDescription("/openapi/v1.json").WithOrder(int.MaxValue);
        var patterns = app.DataSources.SelectMany(source => source.Endpoints).Skip(start).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<UseCaseEndpoint>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!);
        app.ServiceProvider.GetRequiredService<Front>().MapRest(app, patterns);
        return app;
    }

    /// <summary>Maps the OpenAPI document of the API a second time, for a host that has its own at <c>/openapi/v1.json</c>.</summary>
    public static IEndpointConventionBuilder MapAmityDescription(this IEndpointRouteBuilder app, string pattern) => DescriptionRoute.Map(app, pattern);

    private static AmityOptions Options(IServiceProvider provider)
    {
        var options = AmityConfiguration.Read(provider.GetService<IConfiguration>());
        foreach (var configuration in provider.GetServices<Configuration>())
        {
            configuration.Apply(options);
        }

        AmityConfiguration.Check(options);
        return options;
    }

    private sealed record Configuration(Action<AmityOptions> Apply);
}
