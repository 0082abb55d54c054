using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Xunit;

namespace Amity.Tests.Description;

public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task it_needs_no_credential_and_is_read_without_a_complaint()
    {
        await using var host = await AmityHost.Start();
        var document = await Read(host);
        Assert.Equal("/", Assert.Single(document.Servers!).Url);
        Assert.Matches(@"^\d+\.\d+\.\d+$", document.Info.Version);
        Assert.Equal(["apiKey", "bearer", "serverKey"], document.Components!.SecuritySchemes!.Keys.Order());
    }

    [Fact]
    public async Task every_endpoint_is_described_with_its_answers_and_its_errors()
    {
        await using var host = await AmityHost.Start();
        var document = await Read(host);
        var endpoints = Endpoints(host);
        Assert.NotEmpty(endpoints);
        foreach (var (endpoint, useCase) in endpoints)
        {
            var name = $"{useCase.UseCase.Name} {endpoint.RoutePattern.RawText}";
            var method = endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single();
            var operation = document.Paths[endpoint.RoutePattern.RawText!].Operations![new HttpMethod(method)];
            Assert.True(operation.Summary == useCase.UseCase.Summary && operation.Summary.Length > 0, name);
            Assert.StartsWith(useCase.UseCase.Name, operation.OperationId);
            Assert.All(
                useCase.UseCase.Asks.Where(asked => asked.All(character => char.IsUpper(character) || character == '_')),
                permission => Assert.Contains($"holders of {permission}", operation.Description));
            Assert.Equal(useCase.UseCase.Allow is Allow.Administrators, operation.Description == "Administrators only.");
            Assert.Equal(useCase.UseCase.Allow is Allow.Users, operation.Description?.EndsWith("administrators.") == true);

            var answer = operation.Responses!["200"].Content!.Single();
            Assert.Equal(useCase.Answer is null ? "text/plain" : "application/json", answer.Key);
            Assert.Equal(
                useCase.Answer?.Properties.Where(property => property.Get is not null).Select(property => property.Name).Order() ?? Enumerable.Empty<string>(),
                answer.Value.Schema!.Properties?.Keys.Order() ?? Enumerable.Empty<string>());
            Assert.Equal(
                useCase.Response == typeof(string) ? JsonSchemaType.String
                    : useCase.Answer!.Kind is JsonTypeInfoKind.Enumerable ? JsonSchemaType.Array
                    : JsonSchemaType.Object,
                answer.Value.Schema.Type);

            foreach (var kind in Promised(useCase.UseCase))
            {
                var error = operation.Responses[Envelope.Status(kind).ToString(CultureInfo.InvariantCulture)];
                Assert.Contains(Envelope.Code(kind).ToString(CultureInfo.InvariantCulture), error.Description);
                Assert.Equal(["code", "data", "message", "status"], error.Content!["application/json"].Schema!.Required!.Order());
            }

            var scheme = Assert.Single(Assert.Single(operation.Security!)).Key;
            Assert.Equal(
                useCase.UseCase.Allow switch { Allow.ApiKey => "x-api-key", Allow.ServerKey => "x-server-key", _ => null }, scheme.Name);
            Assert.Equal(
                endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name),
                (operation.Parameters ?? []).Where(parameter => parameter.In is ParameterLocation.Path).Select(parameter => parameter.Name));
        }

        Assert.Equal(endpoints.Count, document.Paths.Sum(path => path.Value.Operations!.Count));
        var ids = document.Paths.SelectMany(path => path.Value.Operations!.Values).Select(operation => operation.OperationId).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task parameters_and_bodies_are_those_that_are_read()
    {
        await using var host = await AmityHost.Start();
        var document = await Read(host);

        var query = document.Paths["/api/v3/users"].Operations![HttpMethod.Get].Parameters!.ToDictionary(parameter => parameter.Name!);
        Assert.Equal(JsonSchemaType.String, query["keyword"].Schema!.Type);
        Assert.Equal(JsonSchemaType.Boolean, query["isDeleted"].Schema!.Type);
        Assert.Equal(JsonSchemaType.Integer, query["options[limit]"].Schema!.Type);
        Assert.Equal(JsonSchemaType.String, query["options[token]"].Schema!.Type);
        Assert.Equal(ParameterLocation.Query, query["keyword"].In);

        var ids = document.Paths["/api/v3/users/list"].Operations![HttpMethod.Get].Parameters!;
        Assert.Equal(("userIds[]", JsonSchemaType.Array), (Assert.Single(ids).Name, ids[0].Schema!.Type));

        var update = document.Paths["/api/v3/users"].Operations![HttpMethod.Put].RequestBody!.Content!["application/json"].Schema!;
        Assert.Equal(JsonSchemaType.String, update.Properties!["displayName"].Type);
        Assert.Null(update.Properties["metadata"].Type);
        Assert.DoesNotContain("caller", update.Properties.Keys);
        Assert.DoesNotContain(document.Paths.SelectMany(path => path.Value.Operations!), operation => operation.Key == HttpMethod.Get && operation.Value.RequestBody is not null);
    }

    [Fact]
    public async Task the_public_address_is_the_server()
    {
        await using var host = await AmityHost.Start(options => options.PublicUrl = "https://community.example.com/");
        Assert.Equal("https://community.example.com", Assert.Single((await Read(host)).Servers!).Url);
    }

    [Fact]
    public async Task answers_are_as_described()
    {
        await using var host = await AmityHost.Start();
        var description = (await host.Nobody().Get("/openapi/v1.json")).Ok();
        var alice = await host.Login("alice", "Alice");
        var people = (await alice.Get("/api/v3/users?options[limit]=1")).Ok();
        var missing = (await alice.Get("/api/v3/users/nobody")).Refused(ErrorKind.NotFound);

        Assert.Empty(Faults(description, description["paths"]!["/api/v5/sessions"]!["post"]!, "200", alice.Session));
        Assert.Empty(Faults(description, description["paths"]!["/api/v3/users"]!["get"]!, "200", people));
        Assert.Empty(Faults(description, description["paths"]!["/api/v3/users/{userId}"]!["get"]!, "404", missing));

        people["users"]![0]!["surprise"] = "not described";
        people["users"]![0]!.AsObject().Remove("createdAt");
        people["users"]![0]!["isDeleted"] = "false";
        Assert.Equal(3, Faults(description, description["paths"]!["/api/v3/users"]!["get"]!, "200", people).Count);
    }

    private static ErrorKind[] Promised(UseCaseAttribute useCase) => useCase.Allow is Allow.ApiKey or Allow.Users
        ? [useCase.RefusedAs, ErrorKind.PermissionDenied, ErrorKind.NotFound, ErrorKind.BadRequest, ErrorKind.Invalid, ErrorKind.RateLimited, ErrorKind.Busy]
        : [useCase.RefusedAs, ErrorKind.PermissionDenied, ErrorKind.NotFound, ErrorKind.BadRequest, ErrorKind.Invalid, ErrorKind.Busy];

    private static async Task<OpenApiDocument> Read(AmityHost host)
    {
        var read = OpenApiDocument.Parse((await host.Nobody().Get("/openapi/v1.json")).Ok().ToJsonString(), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        return read.Document!;
    }

    private static List<(RouteEndpoint Endpoint, UseCaseEndpoint UseCase)> Endpoints(AmityHost host) =>
    [
        .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<UseCaseEndpoint>() is not null)
            .Select(endpoint => (endpoint, endpoint.Metadata.GetRequiredMetadata<UseCaseEndpoint>())),
    ];

    /// <summary>Where a JSON text differs from its schema: a name that is not described or missing, a wrong type.</summary>
    private static List<string> Faults(JsonNode description, JsonNode operation, string status, JsonNode body)
    {
        var faults = new List<string>();
        var answer = Resolve(operation["responses"]![status]!);
        Walk(answer["content"]!["application/json"]!["schema"]!, body, "$");
        return faults;

        JsonNode Resolve(JsonNode node) => node["$ref"]?.GetValue<string>() is { } reference
            ? reference[2..].Split('/').Aggregate(description, (at, name) => at[name]!)
            : node;

        void Walk(JsonNode schema, JsonNode? value, string at)
        {
            schema = Resolve(schema);
            var fits = schema["type"]?.GetValue<string>() switch
            {
                null => true,
                "object" => value is JsonObject,
                "array" => value is JsonArray,
                "string" => value?.GetValueKind() is System.Text.Json.JsonValueKind.String,
                "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
                _ => value?.GetValueKind() is System.Text.Json.JsonValueKind.Number,
            };
            if (!fits)
            {
                faults.Add($"{at} is no {schema["type"]}");
            }
            else if (value is JsonArray list && schema["items"] is { } items)
            {
                foreach (var item in list)
                {
                    Walk(items, item, $"{at}[]");
                }
            }
            else if (value is JsonObject fields && schema["properties"] is JsonObject properties)
            {
                faults.AddRange((schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Where(name => !fields.ContainsKey(name)).Select(name => $"{at}.{name} is missing"));
                foreach (var (name, field) in fields)
                {
                    if (properties[name] is { } property)
                    {
                        Walk(property, field, $"{at}.{name}");
                    }
                    else
                    {
                        faults.Add($"{at}.{name} is not described");
                    }
                }
            }
        }
    }
}
