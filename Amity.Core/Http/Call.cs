using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Amity.Core.Http;

/// <summary>One HTTP call, already authenticated and with its body read: what a slice binds its request from.</summary>
public sealed class Call(HttpContext http, Caller caller, ReadOnlyMemory<byte> body)
{
    private readonly BindingNotes? notes;

    /// <summary>An empty call of nobody, which takes notes of what is asked of it.</summary>
    internal Call(BindingNotes notes)
        : this(new DefaultHttpContext(), new Caller { Network = null!, Kind = CallerKind.User }, default)
    {
        this.notes = notes;
    }

    public Caller Caller { get; } = caller;

    public Query Query => field ??= new Query(http.Request.QueryString.Value, notes);

    /// <summary>Page size and token, from <c>options[…]</c> or the top level.</summary>
    public PageRequest Page => new()
    {
        Limit = Query.Number("options[limit]", "limit"),
        Token = Query.Text("options[token]", "token"),
    };

    public string? Header(string name)
    {
        notes?.AskedHeader(name);
        return http.Request.Headers[name] is [{ Length: > 0 } value, ..] ? value : null;
    }

    /// <summary>The bearer token as it came, for its own revocation.</summary>
    public string Token => Credentials.Bearer(http.Request) ?? "";

    /// <summary>
    /// An id in the path, percent-decoded exactly once from the request's raw target: the framework's route value cannot tell
    /// <c>a%2Fb</c> from <c>a%252Fb</c>.
    /// </summary>
    public string Path(string parameter)
    {
        if (notes is not null)
        {
            return parameter;
        }

        var pattern = ((RouteEndpoint)http.GetEndpoint()!).RoutePattern;
        var at = -1;
        for (var i = 0; i < pattern.PathSegments.Count; i++)
        {
            if (pattern.PathSegments[i].Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part] && part.Name == parameter)
            {
                at = i;
            }
        }

        var segments = RawPath(http).Split('/', StringSplitOptions.None);
        // Behind a prefix (PathBase) the pattern's segments are the last ones. One trailing slash is allowed.
        var count = segments is [.., ""] ? segments.Length - 1 : segments.Length;
        var index = count - pattern.PathSegments.Count + at;
        var id = index > 0 && index < count ? Uri.UnescapeDataString(segments[index]) : "";
        return id.Length == 0 || id.Contains('\0', StringComparison.Ordinal)
            ? throw Refuse.Invalid($"The '{parameter}' field is not a valid id.")
            : id;
    }

    /// <summary>
    /// The JSON body; an empty one is an empty object. Unparsable JSON is <see cref="ErrorKind.BadRequest"/>, a wrong type
    /// <see cref="ErrorKind.Invalid"/> with its place.
    /// </summary>
    public T Json<T>(JsonTypeInfo<T> type)
    {
        if (notes is not null)
        {
            notes.AskedBody(type);
            return (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        }

        try
        {
            return JsonSerializer.Deserialize(body.IsEmpty ? "{}"u8 : body.Span, type)
                ?? throw Refuse.Invalid("The body must be an object.");
        }
        catch (JsonException wrong) when (wrong.InnerException is JsonException)
        {
            throw Refuse.BadRequest("The body is not valid JSON.", wrong);
        }
        catch (JsonException wrong)
        {
            var place = wrong.Path is { Length: > 2 } path ? path[2..] : "body";
            throw new AmityException(ErrorKind.Invalid, details: [$"The '{place}' field has a wrong type or a value that is not allowed."], cause: wrong);
        }
    }

    private static string RawPath(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!target.StartsWith('/'))
        {
            target = Uri.TryCreate(target, UriKind.Absolute, out _) && target.IndexOf('/', target.IndexOf("://", StringComparison.Ordinal) + 3) is var slash and > 0
                ? target[slash..]
                : http.Request.Path.Value ?? "/";
        }

        return target.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? target[..query] : target;
    }
}
