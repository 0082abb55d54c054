using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Host;
using Amity.Modules;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Amity.Architecture;

public sealed class EndpointTests
{
    /// <summary>For whoever watches or describes the server: no credential, no data.</summary>
    private static readonly string[] Open = ["/healthz", "/readyz", "/openapi/v1.json"];

    [Fact]
    public async Task every_endpoint_says_who_may_call_it()
    {
        await using var app = ServeCommand.Build([]);
        var routes = Routes(app);

        var silent = routes
            .Where(route => route.Metadata.GetMetadata<UseCaseEndpoint>() is null)
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
            .Select(route => route.RoutePattern.RawText!);

        Assert.True(routes.Count > 10);
        Assert.Empty(silent.Except(Open));
    }

    [Fact]
    public async Task no_route_is_mapped_twice()
    {
        await using var app = ServeCommand.Build([]);
        var routes = Routes(app)
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"))
            .ToList();

        Assert.Equal(routes.Distinct(StringComparer.OrdinalIgnoreCase).Count(), routes.Count);
    }

    [Fact]
    public void every_request_is_a_use_case_with_a_name_of_its_own_and_is_in_its_modules_list()
    {
        var requests = typeof(AmityModules).Assembly.GetTypes().Where(type => !type.IsAbstract && IsRequest(type)).ToList();
        var listed = AmityModules.All.SelectMany(module => module.Slices).Select(slice => slice.Type).ToHashSet();

        Assert.NotEmpty(requests);
        Assert.All(requests, request =>
        {
            Assert.NotNull(Attribute.GetCustomAttribute(request, typeof(UseCaseAttribute)));
            Assert.Contains(request.DeclaringType!, listed);
        });
        var names = requests.Select(request => ((UseCaseAttribute)Attribute.GetCustomAttribute(request, typeof(UseCaseAttribute))!).Name).ToList();
        Assert.Equal(names.Distinct().Count(), names.Count);
    }

    [Fact]
    public void a_handler_has_at_most_three_dependencies()
    {
        var handlers = typeof(AmityModules).Assembly.GetTypes().Where(type => type.Name == "Handler").ToList();

        Assert.NotEmpty(handlers);
        Assert.All(handlers, handler => Assert.InRange(handler.GetConstructors().Single().GetParameters().Length, 0, 3));
    }

    [Fact]
    public void every_module_folder_is_in_the_list() =>
        Assert.Equal(
            AmityModules.All.Select(module => module.GetType().Namespace!.Split('.')[^1]).Order(StringComparer.Ordinal),
            Source.Modules.Where(name => name is not "Description"));

    private static bool IsRequest(Type type)
    {
        for (var up = type.BaseType; up is not null; up = up.BaseType)
        {
            if (up.IsGenericType && up.GetGenericTypeDefinition() == typeof(Amity.Core.Pipeline.AmityRequest<>))
            {
                return true;
            }
        }

        return false;
    }

    private static List<RouteEndpoint> Routes(IEndpointRouteBuilder app) =>
        [.. app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
}
