using System.Globalization;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Microsoft.OpenApi;

namespace Amity.Modules.Description;

/// <summary>The errors of the API as answers, one for each status, each naming the codes that it may carry.</summary>
internal sealed class ErrorAnswers
{
    private const string Schema = "Error";
    private readonly OpenApiDocument document;

    public ErrorAnswers(OpenApiDocument document)
    {
        this.document = document;
        document.AddComponent<IOpenApiSchema>(Schema, EnvelopeSchema());
        foreach (var status in Enum.GetValues<ErrorKind>().GroupBy(Envelope.Status))
        {
            document.AddComponent<IOpenApiResponse>(Name(status.Key), Answer(status.Key, [.. status]));
        }
    }

    /// <summary>What a use case may answer beside success. Hidden and unknown things are both not found.</summary>
    public void AddTo(OpenApiResponses responses, UseCaseAttribute useCase, bool hasBody)
    {
        var kinds = new List<ErrorKind>
        {
            useCase.RefusedAs, ErrorKind.BadRequest, ErrorKind.PermissionDenied, ErrorKind.NotFound, ErrorKind.Invalid, ErrorKind.Busy, ErrorKind.Unexpected,
        };
        if (hasBody)
        {
            kinds.AddRange([ErrorKind.TooLarge, ErrorKind.UnsupportedMediaType]);
        }

        // Server keys and administrators are not counted.
        if (useCase.Allow is Allow.ApiKey or Allow.Users)
        {
            kinds.Add(ErrorKind.RateLimited);
        }

        foreach (var status in kinds.Select(Envelope.Status).Distinct().Order())
        {
            responses.Add(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponseReference(Name(status), document));
        }
    }

    private static string Name(int status) => string.Create(CultureInfo.InvariantCulture, $"{Schema}{status}");

    private OpenApiResponse Answer(int status, IReadOnlyList<ErrorKind> kinds)
    {
        var answer = new OpenApiResponse
        {
            Description = string.Join(" · ", kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{Envelope.Code(kind)} {Envelope.Sentence(kind)}"))),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Schema, document) },
            },
        };
        if (status == Envelope.Status(ErrorKind.RateLimited) || status == Envelope.Status(ErrorKind.Busy))
        {
            answer.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            };
        }

        return answer;
    }

    private static OpenApiSchema EnvelopeSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "status", "code", "message", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["error"] },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["message"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["data"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "detail" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["detail"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            },
        },
    };
}
