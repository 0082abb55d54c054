using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Identity;
using MediatR;

namespace Amity.Core.Pipeline;

/// <summary>A request to the server, over HTTP or in process. Both pass the same behaviours and get the same answer.</summary>
public abstract record AmityRequest<TResponse> : IRequest<TResponse>
{
    /// <summary>Who asks. HTTP sets it from the credential; a caller in process sets it itself.</summary>
    [JsonIgnore]
    public Caller Caller
    {
        get => field ?? throw new InvalidOperationException($"{GetType().FullName} was sent without a Caller.");

        // Which rights a write rested on is written down with it.
        init => field = this is IWriteRequest ? value.Noting() : value;
    }

    /// <summary>Whose calls the rate limit counts; null for a call that is not counted.</summary>
    [JsonIgnore]
    public virtual string? CountedUser => Caller.IsCounted ? Caller.UserId : null;

    /// <summary>
    /// What the rate limit counts apart from the rest of the use case, where one page of the official clients makes calls of two kinds in
    /// its first second; null for all of it together.
    /// </summary>
    [JsonIgnore]
    public virtual string? CountedPart => null;

    /// <summary>Checks the shape alone: lengths, ranges, required fields. What needs rows is the handler's.</summary>
    public virtual void Validate(Checks check)
    {
    }
}

/// <summary>A request whose handler runs on the database's writer, inside one transaction.</summary>
public interface IWriteRequest;

/// <summary>
/// A request about the installation: its handler's <see cref="IDb"/> is the control database. For reads; what changes something is an
/// <see cref="IControlWrite"/>.
/// </summary>
public interface IControlRequest;

/// <summary>A request whose handler runs on the control database's writer, inside one transaction.</summary>
public interface IControlWrite : IControlRequest;

/// <summary>
/// Makes the response of a write from what is stored after its commit. A handler whose response holds more than the rows that it
/// just wrote implements it beside its <c>Handle</c>, which then returns ids only.
/// </summary>
public interface IAnswer<in TRequest, TResponse>
{
    Task<TResponse> Answer(TRequest request, TResponse written, IRead read);
}
