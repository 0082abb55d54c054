using Amity.Core.Errors;
using Amity.Core.Identity;
using Microsoft.AspNetCore.Http;

namespace Amity.Core.Http;

/// <summary>Finds the caller behind a request's headers. No operation is ever authorised by a cookie.</summary>
public sealed class Credentials(INetworks networks, IAuthenticator authenticator, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller of a use case, or its refusal, for a request that began at this stamp of the clock.</summary>
    public ValueTask<Caller> Caller(HttpRequest request, UseCaseAttribute useCase, long began)
    {
        if (useCase.Allow is Allow.ApiKey or Allow.ServerKey || request.Headers.Authorization is not [{ } header])
        {
            return Find(request, useCase);
        }

        var known = KnownCaller.Of(request);
        return known?.Find(header, began) is { } caller ? new ValueTask<Caller>(caller) : Find(request, useCase, known, header, began);
    }

    private async ValueTask<Caller> Find(HttpRequest request, UseCaseAttribute useCase, KnownCaller? known, string header, long began)
    {
        var caller = await Find(request, useCase);
        known?.Keep(header, caller, began, time);
        return caller;
    }

    private async ValueTask<Caller> Find(HttpRequest request, UseCaseAttribute useCase)
    {
        var caller = useCase.Allow switch
        {
            Allow.ApiKey => Key(request, "x-api-key") is { } key && networks.ByApiKey(key) is { } network
                ? new Caller { Network = network, Kind = CallerKind.ApiKey }
                : null,
            Allow.ServerKey => Key(request, "x-server-key") is { } key && networks.ByServerKey(key) is { } network
                ? new Caller { Network = network, Kind = CallerKind.ServerKey }
                : null,
            _ => Bearer(request) is { } token ? await authenticator.Authenticate(token) : null,
        };
        return caller ?? throw new AmityException(useCase.RefusedAs);
    }

    public static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : Key(request, "x-admin-token");
    }

    private static string? Key(HttpRequest request, string name) => request.Headers[name] is [{ Length: > 0 } value, ..] ? value : null;
}
