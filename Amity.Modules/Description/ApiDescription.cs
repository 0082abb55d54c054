using System.Globalization;
using System.Reflection;
using Amity.Core;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Amity.Modules.Description;

/// <summary>
/// The OpenAPI document of the use cases that are mapped, and of nothing else that the host may have. Ours rather than the framework's,
/// which would describe the host's endpoints too, and all of them by the host's own JSON options.
/// </summary>
internal sealed class ApiDescription
{
    private const string Bearer = "bearer";
    private const string ApiKey = "apiKey";
    private const string ServerKey = "serverKey";

    private readonly OpenApiDocument document = new();
    private readonly Schemas schemas;
    private readonly ErrorAnswers errors;
    private readonly HashSet<string> operationIds = new(StringComparer.Ordinal);

    private ApiDescription(AmityOptions options)
    {
        schemas = new Schemas(document);
        errors = new ErrorAnswers(document);
        document.Paths = [];
        document.Info = new OpenApiInfo
        {
            Title = "Amity",
            Version = typeof(ApiDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            Description = "The operations of this server. They follow the public API of Amity Social Cloud; texts are kept and returned exactly as they are sent.",
            License = new OpenApiLicense { Name = "Apache-2.0", Url = new Uri("https://www.apache.org/licenses/LICENSE-2.0") },
        };
        document.Servers = [new OpenApiServer { Url = string.IsNullOrEmpty(options.PublicUrl) ? "/" : options.PublicUrl.TrimEnd('/') }];
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A user's access token, as the registration of a session answers it, or an administrator's token.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(ApiKey, Header("x-api-key", "The network's API key, which its apps hold: no secret."));
        document.AddComponent<IOpenApiSecurityScheme>(ServerKey, Header("x-server-key", "The network's server key, for your own servers only."));
    }

    public static OpenApiDocument Of(IEnumerable<Endpoint> endpoints, AmityOptions options)
    {
        var description = new ApiDescription(options);
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<UseCaseEndpoint>() is { } useCase)
            {
                description.Add(endpoint, useCase);
            }
        }

        return description.document;
    }

    private void Add(RouteEndpoint endpoint, UseCaseEndpoint useCase)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        if (!document.Paths.TryGetValue(path, out var item))
        {
            document.Paths.Add(path, item = new OpenApiPathItem());
        }

        foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
        {
            ((OpenApiPathItem)item).AddOperation(new HttpMethod(method), Operation(endpoint, useCase, path));
        }
    }

    private OpenApiOperation Operation(RouteEndpoint endpoint, UseCaseEndpoint useCase, string path)
    {
        var notes = BindingNotes.Of(useCase);
        var inPath = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).ToList();
        var module = useCase.Request.Namespace!.Split('.')[^1];
        document.Tags ??= new HashSet<OpenApiTag>();
        document.Tags.Add(new OpenApiTag { Name = module });
        var operation = new OpenApiOperation
        {
            OperationId = OperationId(useCase.UseCase.Name, path),
            Summary = useCase.UseCase.Summary,
            Description = Rights.Of(useCase.UseCase),
            Tags = new HashSet<OpenApiTagReference> { new(module, document) },
            Parameters =
            [
                .. inPath.Select(name => Parameter(name, ParameterLocation.Path, typeof(string))),
                .. notes.Query.Select(asked => Parameter(asked.Key, ParameterLocation.Query, asked.Value)),
                .. notes.Headers.Select(name => Parameter(name, ParameterLocation.Header, typeof(string))),
            ],
            Responses = new OpenApiResponses { [Envelope.Ok.ToString(CultureInfo.InvariantCulture)] = Success(useCase) },
            Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme(useCase.UseCase), document)] = [] }],
        };
        if (notes.Body is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody { Content = Content("application/json", schemas.OfBody(body, inPath)) };
        }

        errors.AddTo(operation.Responses, useCase.UseCase, notes.Body is not null);
        return operation;
    }

    /// <summary>The use case's name; of one with several routes the later ones say their version: <c>createSession</c>, <c>createSessionV4</c>.</summary>
    private string OperationId(string useCase, string path)
    {
        var id = useCase;
        for (var again = 1; !operationIds.Add(id); again++)
        {
            var version = path.Split('/').First(segment => segment is ['v', >= '0' and <= '9', ..]);
            id = again == 1 ? $"{useCase}V{version[1..]}" : string.Create(CultureInfo.InvariantCulture, $"{useCase}V{version[1..]}_{again}");
        }

        return id;
    }

    private OpenApiResponse Success(UseCaseEndpoint useCase) => new()
    {
        Description = "Success.",
        Content = useCase.Answer is { } answer
            ? Content("application/json", schemas.OfAnswer(answer))
            : Content("text/plain", Schemas.OfText(typeof(string))),
    };

    private static OpenApiParameter Parameter(string name, ParameterLocation location, Type type) => new()
    {
        Name = location is ParameterLocation.Query && type == typeof(IReadOnlyList<string>) ? $"{name}[]" : name,
        In = location,
        Required = location is ParameterLocation.Path,
        Schema = Schemas.OfText(type),
    };

    private static string Scheme(UseCaseAttribute useCase) => useCase.Allow switch
    {
        Allow.ApiKey => ApiKey,
        Allow.ServerKey => ServerKey,
        _ => Bearer,
    };

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) => new() { [type] = new OpenApiMediaType { Schema = schema } };

    private static OpenApiSecurityScheme Header(string name, string description) => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = name,
        Description = description,
    };
}
