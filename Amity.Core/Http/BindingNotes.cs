using System.Text.Json.Serialization.Metadata;

namespace Amity.Core.Http;

/// <summary>
/// What a use case binds its request from, found by letting it bind once from a <see cref="Call"/> that is empty and takes notes: the
/// description of the API cannot differ from what is read.
/// </summary>
public sealed class BindingNotes
{
    private readonly Dictionary<string, Type> query = new(StringComparer.Ordinal);
    private readonly HashSet<string> headers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names in the query string, in the order in which they are read, with the types of their values.</summary>
    public IReadOnlyDictionary<string, Type> Query => query;

    public IReadOnlySet<string> Headers => headers;

    /// <summary>The type of the JSON body; null for a use case that reads none.</summary>
    public JsonTypeInfo? Body { get; private set; }

    public static BindingNotes Of(UseCaseEndpoint endpoint)
    {
        var notes = new BindingNotes();
        try
        {
            endpoint.Bind(new Call(notes));
        }
        catch (Exception)
        {
            // Whatever the binding makes of an empty call: it has asked by then.
        }

        return notes;
    }

    internal void AskedQuery(Type type, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            query[name] = type;
        }
    }

    internal void AskedHeader(string name) => headers.Add(name);

    internal void AskedBody(JsonTypeInfo type) => Body = type;
}
