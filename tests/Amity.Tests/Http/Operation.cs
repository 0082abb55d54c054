using System.Text.RegularExpressions;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Tests.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Tests.Http;

/// <summary>A route with its method, and the use case behind it.</summary>
internal sealed partial record Operation(HttpMethod Method, string Pattern, UseCaseEndpoint Endpoint)
{
    public UseCaseAttribute UseCase => Endpoint.UseCase;

    /// <summary>With this in place of every id.</summary>
    public string Path(string id) => Parameter().Replace(Pattern, id);

    /// <summary>
    /// Whether the call says whom or what it is about: by its path, its query or its body. Where it does not, it is about the caller itself, or
    /// about nothing that one could have and another not.
    /// </summary>
    public bool NamesSomething
    {
        get
        {
            var notes = BindingNotes.Of(Endpoint);
            return Parameter().IsMatch(Pattern)
                || notes.Query.Keys.Any(IsId)
                || notes.Body?.Properties.Any(property => property.Set is not null && IsId(property.Name)) == true;
        }
    }

    /// <summary>All that the program has.</summary>
    public static List<Operation> All(AmityHost amity) =>
    [
        .. from endpoint in amity.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let useCase = endpoint.Metadata.GetMetadata<UseCaseEndpoint>()
           where useCase is not null
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select new Operation(new HttpMethod(method), endpoint.RoutePattern.RawText!, useCase),
    ];

    private static bool IsId(string name) =>
        name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal) || name is "id" or "ids";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
