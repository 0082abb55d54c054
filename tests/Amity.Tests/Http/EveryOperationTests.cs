using System.Text;
using System.Text.RegularExpressions;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Tests.Http;

/// <summary>What holds for every operation that the program has, and for those to come.</summary>
public sealed partial class EveryOperationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task nobody_is_answered_without_a_credential()
    {
        await using var amity = await AmityHost.Start();
        foreach (var operation in Operations(amity))
        {
            var answer = await amity.Nobody().Send(operation.Method, operation.Path("x"), Json("{}"));
            Told(operation, () => answer.Refused(operation.UseCase.RefusedAs));
        }
    }

    [Fact]
    public async Task keys_are_no_credential_for_what_users_and_administrators_may()
    {
        await using var amity = await AmityHost.Start();
        var keys = amity.Nobody(("x-api-key", AmityHost.ApiKey), ("x-server-key", AmityHost.ServerKey));
        foreach (var operation in Operations(amity).Where(operation => operation.UseCase.Allow is Allow.Users or Allow.Administrators))
        {
            var answer = await keys.Send(operation.Method, operation.Path("x"), Json("{}"));
            Told(operation, () => answer.Refused(ErrorKind.Unauthenticated));
        }
    }

    [Fact]
    public async Task users_are_refused_what_is_for_administrators()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var operations = Operations(amity).Where(operation => operation.UseCase.Allow is Allow.Administrators).ToList();

        Assert.NotEmpty(operations);
        foreach (var operation in operations)
        {
            var answer = await alice.Send(operation.Method, operation.Path("alice"), Json("{}"));
            Told(operation, () => answer.Refused(operation.UseCase.DeniedAs));
        }
    }

    [Fact]
    public async Task bad_input_is_a_clear_error_and_never_a_failure_of_the_server()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var long2k = new string('x', 2000);
        string[] ids = ["x", "%00", "a%2Fb", "%F0%9F%98%80", "%ED%A0%80", long2k];
        string[] bodies = ["[]", "null", "\"text\"", "{", "{\"\\ud800\":1}", "{\"data\":7,\"userIds\":{},\"tags\":\"x\",\"metadata\":[],\"options\":0}"];
        string[] values = ["", "%00", "%ED%A0%80", "-1", "99999999999999999999", "null", "true", long2k];
        var calls = 0;
        foreach (var operation in Operations(amity))
        {
            foreach (var id in ids)
            {
                await Holds(operation, operation.Path(id), Json("{}"));
            }

            foreach (var body in bodies)
            {
                await Holds(operation, operation.Path("x"), Json(body));
            }

            foreach (var name in Parameters)
            {
                foreach (var value in values)
                {
                    await Holds(operation, $"{operation.Path("x")}?{name}={value}", null);
                }
            }
        }

        output.WriteLine($"{Operations(amity).Count} operations, {calls} calls with bad input");

        async Task Holds(Operation operation, string path, HttpContent? body)
        {
            calls++;
            var answer = await admin.Send(operation.Method, path, body);
            Told(operation, () => Assert.InRange(answer.Status, 200, 499), $"{path}: {answer.Status} {answer.Text}");
            if (answer.Status >= 400 && !path.Contains("%00", StringComparison.Ordinal))
            {
                Told(operation, () => Assert.Equal("error", answer.Json?["status"]?.GetValue<string>()), path);
            }
        }
    }

    /// <summary>Those that the operations read from a query, and some that they do not know.</summary>
    private static readonly string[] Parameters =
    [
        "options[limit]", "options[token]", "limit", "token", "sortBy", "filter", "isDeleted", "keyword", "tags[]", "targetType", "targetId",
        "referenceId", "referenceType", "parentId", "feedType", "dataTypes[]", "userIds[]", "postIds[]", "unheard",
    ];

    private static List<Operation> Operations(AmityHost amity) =>
    [
        .. from endpoint in amity.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let useCase = endpoint.Metadata.GetMetadata<UseCaseEndpoint>()
           where useCase is not null
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select new Operation(new HttpMethod(method), endpoint.RoutePattern.RawText!, useCase.UseCase),
    ];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static void Told(Operation operation, Action holds, string? more = null)
    {
        try
        {
            holds();
        }
        catch (Exception failed)
        {
            Assert.Fail($"{operation.Method} {operation.Pattern} {more}\n{failed.Message}");
        }
    }

    private sealed partial record Operation(HttpMethod Method, string Pattern, UseCaseAttribute UseCase)
    {
        public string Path(string id) => Parameter().Replace(Pattern, id);

        [GeneratedRegex(@"\{[^}]*\}")]
        private static partial Regex Parameter();
    }
}
