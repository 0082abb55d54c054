using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amity.Core.Data;
using Amity.Core.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Amity.Core.Http;

/// <summary>
/// What stands around every endpoint: cross-origin headers, the error envelope, metrics. It belongs to the endpoints and not to a
/// middleware, so that an embedding host's own endpoints are left alone.
/// </summary>
public sealed class Front(AmityOptions options, ICorsService cors, Metrics metrics, TimeProvider time, ILogger<Front> log)
{
    private readonly CorsPolicy policy = Policy(options.Cors.Origins);
    private long troubleReported = -10_000;

    /// <summary>Wraps an endpoint.</summary>
    public RequestDelegate Guard(string useCase, RequestDelegate endpoint) => Guard(useCase, (http, _) => endpoint(http));

    /// <summary>Wraps an endpoint that is told at which stamp of the clock its call began.</summary>
    public RequestDelegate Guard(string useCase, Func<HttpContext, long, Task> endpoint) => async http =>
    {
        var began = time.GetTimestamp();
        if (http.Request.Headers.Origin.Count > 0)
        {
            cors.ApplyResult(cors.EvaluatePolicy(http, policy), http.Response);
        }

        if (http.Features.Get<IHttpActivityFeature>() is { } trace)
        {
            // Not the path: it holds ids, and its query what people search for.
            trace.Activity.DisplayName = useCase;
        }

        ErrorKind? error = null;
        try
        {
            await endpoint(http, began);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: nobody to answer, nothing to report.
            return;
        }
        catch (Exception failure)
        {
            var refused = Refusal(useCase, failure);
            error = refused.Kind;
            await Answer(http, refused);
        }

        if (metrics.AreRead)
        {
            metrics.Called(useCase, error, time.GetElapsedTime(began));
        }
    };

    /// <summary>
    /// Answers, for every path under the API's roots that no endpoint takes: preflights, 405 where only the method is wrong, 404. The
    /// roots are those of the patterns (<c>/api/v3</c>): what else lies under <c>/api</c> is the host's.
    /// </summary>
    public void MapRest(IEndpointRouteBuilder app, IEnumerable<string> patterns)
    {
        var taken = patterns.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var pattern in taken)
        {
            Rest(app, pattern, ErrorKind.MethodNotAllowed, int.MaxValue - 1);
        }

        foreach (var root in taken.Select(pattern => string.Join('/', pattern.Split('/').Take(3))).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Rest(app, root + "/{**rest}", ErrorKind.NotFound, int.MaxValue);
        }
    }

    /// <summary>404 in the envelope for everything else: for a host that serves nothing beside the API.</summary>
    public void MapNotFound(IEndpointRouteBuilder app) => Rest(app, "/{**rest}", ErrorKind.NotFound, int.MaxValue);

    private void Rest(IEndpointRouteBuilder app, string pattern, ErrorKind kind, int order) => app
        .Map(pattern, Guard("unmatched", http =>
        {
            if (!HttpMethods.IsOptions(http.Request.Method))
            {
                throw new AmityException(kind);
            }

            http.Response.StatusCode = Envelope.NoContent;
            return Task.CompletedTask;
        }))
        .WithOrder(order)
        .AllowAnonymous()
        .ExcludeFromDescription();

    /// <summary>What the caller is told of a failure; what the operator must know of it goes to the log.</summary>
    private AmityException Refusal(string useCase, Exception failure)
    {
        switch (StorageErrors.Translate(failure))
        {
            case AmityException { Kind: ErrorKind.Busy, InnerException: { } cause } busy:
                ReportTrouble(cause);
                return busy;
            case AmityException refused:
                return refused;
            case BadHttpRequestException malformed:
                return new AmityException(Envelope.KindOf(malformed.StatusCode) ?? ErrorKind.BadRequest, cause: malformed);
            default:
                // Messages may carry texts of users: type and place are what finds a defect.
                log.LogError("{UseCase} failed: {Type} at {Place}", useCase, failure.GetType().FullName, failure.StackTrace);
                return new AmityException(ErrorKind.Unexpected, cause: failure);
        }
    }

    /// <summary>A full disk fails every write: one line in ten seconds says it as well as ten thousand.</summary>
    private void ReportTrouble(Exception cause)
    {
        var (now, last) = (Environment.TickCount64, Interlocked.Read(ref troubleReported));
        if (now - last >= 10_000 && Interlocked.CompareExchange(ref troubleReported, now, last) == last)
        {
            log.LogError("Calls are refused, nothing of them is stored: {Cause}", cause.Message);
        }
    }

    private static async Task Answer(HttpContext http, AmityException error)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = Envelope.Status(error.Kind);
        http.Response.ContentType = "application/json; charset=utf-8";
        if (error.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Envelope.Write(json, error);
        }

        http.Response.ContentLength = buffer.WrittenCount;

        // Without the token of the abort: nothing is thrown when the client is gone by now.
        await http.Response.Body.WriteAsync(buffer.WrittenMemory);
    }

    private static CorsPolicy Policy(string allowed)
    {
        var origins = allowed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var builder = new CorsPolicyBuilder().AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1));
        return (origins.Contains("*") ? builder.AllowAnyOrigin() : builder.WithOrigins(origins)).Build();
    }
}
