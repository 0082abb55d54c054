using System.Text.Json.Serialization.Metadata;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Core.Http;

/// <summary>What an endpoint is, for the description and for the tests that walk all endpoints.</summary>
/// <param name="UseCase">Its name, who may call it, what it does.</param>
/// <param name="Request">What is sent.</param>
/// <param name="Response">What comes back.</param>
/// <param name="Answer">How that is written; null for plain text.</param>
/// <param name="Bind">Makes the request of a call.</param>
public sealed record UseCaseEndpoint(UseCaseAttribute UseCase, Type Request, Type Response, JsonTypeInfo? Answer, Action<Call> Bind);

/// <summary>Puts use cases on HTTP: one line a route, all routes of a use case together.</summary>
public static class UseCaseRoutes
{
    /// <summary>
    /// Maps the routes (<c>"POST /api/v4/posts"</c>) of one use case. The way of every call: authenticate, count against the rate
    /// limit, read the body, bind, send, answer as JSON.
    /// </summary>
    public static void MapUseCase<TRequest, TResponse>(
        this IEndpointRouteBuilder app, JsonTypeInfo<TResponse> answer, Func<Call, TRequest> bind, params ReadOnlySpan<string> routes)
        where TRequest : AmityRequest<TResponse> =>
        MapUseCase(app, answer, bind, null, routes);

    /// <summary>
    /// The same for a use case of which the rate limit counts a part by itself: <paramref name="part"/> tells it from the query, because
    /// calls are counted before their bodies are read. <see cref="AmityRequest{TResponse}.CountedPart"/> says the same of a request.
    /// </summary>
    public static void MapUseCase<TRequest, TResponse>(
        this IEndpointRouteBuilder app,
        JsonTypeInfo<TResponse> answer,
        Func<Call, TRequest> bind,
        Func<Query, string?>? part,
        params ReadOnlySpan<string> routes)
        where TRequest : AmityRequest<TResponse>
    {
        Map<TRequest, TResponse>(app, answer, bind, part, Write, routes);

        Task Write(HttpResponse response, TResponse value) => JsonAnswer.Write(response, value, answer);
    }

    /// <summary>The same for the one answer of the API that is plain text.</summary>
    public static void MapTextUseCase<TRequest>(this IEndpointRouteBuilder app, Func<Call, TRequest> bind, params ReadOnlySpan<string> routes)
        where TRequest : AmityRequest<string>
    {
        Map<TRequest, string>(app, null, bind, null, Write, routes);

        static Task Write(HttpResponse response, string value)
        {
            response.ContentType = "text/plain; charset=utf-8";
            return response.WriteAsync(value, response.HttpContext.RequestAborted);
        }
    }

    /// <summary>The same for a use case whose success says that it was taken, and no more.</summary>
    public static void MapAcceptedUseCase<TRequest, TResponse>(
        this IEndpointRouteBuilder app, JsonTypeInfo<TResponse> answer, Func<Call, TRequest> bind, params ReadOnlySpan<string> routes)
        where TRequest : AmityRequest<TResponse>
    {
        Map<TRequest, TResponse>(app, answer, bind, null, Write, routes);

        Task Write(HttpResponse response, TResponse value)
        {
            response.StatusCode = Envelope.Accepted;
            return JsonAnswer.Write(response, value, answer);
        }
    }

    private static Task Answered(Author author)
    {
        author.HasAnswer();
        return Task.CompletedTask;
    }

    private static void Map<TRequest, TResponse>(
        IEndpointRouteBuilder app,
        JsonTypeInfo? answer,
        Func<Call, TRequest> bind,
        Func<Query, string?>? part,
        Func<HttpResponse, TResponse, Task> write,
        ReadOnlySpan<string> routes)
        where TRequest : AmityRequest<TResponse>
    {
        var useCase = UseCase<TRequest>.Info;
        var front = app.ServiceProvider.GetRequiredService<Front>();
        var options = app.ServiceProvider.GetRequiredService<AmityOptions>();
        var credentials = app.ServiceProvider.GetRequiredService<Credentials>();
        var limit = app.ServiceProvider.GetRequiredService<CallLimit>();
        foreach (var route in routes)
        {
            var space = route.IndexOf(' ', StringComparison.Ordinal);
            app.MapMethods(route[(space + 1)..], [route[..space]], front.Guard(useCase.Name, Handle))
                .WithMetadata(new UseCaseEndpoint(useCase, typeof(TRequest), typeof(TResponse), answer, call => bind(call)))
                .WithName($"{useCase.Name} {route}")

                // It has its own credentials and its own description: a host's policies and documents are for the host's endpoints.
                .AllowAnonymous()
                .ExcludeFromDescription();
        }

        async Task Handle(HttpContext http, long began)
        {
            var caller = await credentials.Caller(http.Request, useCase, began);
            var isCounted = caller.IsCounted;
            if (isCounted)
            {
                var operation = part is null ? useCase.Number : Operations.Number(useCase.Name, part(new Query(http.Request.QueryString.Value)));
                limit.Count(caller, operation, began);
            }

            if (useCase.KeepsAnswers && answer is not null)
            {
                await Kept(http, caller, isCounted);
                return;
            }

            var body = await Body.Read(http.Request, options.MaxBodyBytes);
            await write(http.Response, await Make(http, caller, isCounted, body));
        }

        async Task Kept(HttpContext http, Caller caller, bool isCounted)
        {
            // First without the call's services, which cost more than the answer.
            var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var bytes = KeptBytes.Find(caller, target)
                ?? (await KeptBytes.Of(http.RequestServices, caller, target, () => Make(http, caller, isCounted, default), (JsonTypeInfo<TResponse>)answer!)).Bytes;
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = bytes.Length;
            await http.Response.BodyWriter.WriteAsync(bytes);
        }

        Task<TResponse> Make(HttpContext http, Caller caller, bool isCounted, ReadOnlyMemory<byte> body)
        {
            var request = bind(new Call(http, caller, body)) with { Caller = caller };
            var services = http.RequestServices;
            var db = services.GetRequiredService<RequestDb>();
            db.IsCounted = isCounted;
            if (typeof(TRequest).IsAssignableTo(typeof(IWriteRequest)))
            {
                var author = new Author();
                db.Author = author;
                http.Response.OnCompleted(static waiting => Answered((Author)waiting), author);
            }

            // A read is answered before its client could be missed; to watch for that costs each of them.
            var aborted = HttpMethods.IsGet(http.Request.Method) ? CancellationToken.None : http.RequestAborted;
            return Chain<TRequest, TResponse>.Run(request, services, aborted);
        }
    }
}
