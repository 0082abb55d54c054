using Amity.Core.Errors;

namespace Amity.Core.Identity;

/// <summary>Which kind of credential may call a use case. Rights over rows are decided by its handler.</summary>
public enum Allow
{
    /// <summary>Whoever knows the network's API key.</summary>
    ApiKey,

    /// <summary>Whoever knows the network's server key.</summary>
    ServerKey,

    /// <summary>Users and administrators.</summary>
    Users,

    /// <summary>Administrators.</summary>
    Administrators,
}

/// <summary>The rights that are no permission's name, for <see cref="UseCaseAttribute.Asks"/>.</summary>
public static class Right
{
    /// <summary>Every user of the network may, and it is the same for all of them: there is nothing in it that one may know and another not.</summary>
    public const string Everybody = "everybody";

    /// <summary>The thing must be the caller's own: written, made or received by it, or the caller itself.</summary>
    public const string Own = "own";

    /// <summary>Whoever may see the thing may do it; for everybody else it does not exist.</summary>
    public const string Sight = "sight";

    /// <summary>Only members of the community may.</summary>
    public const string Membership = "membership";
}

/// <summary>Names a request as a use case, says who may send it, and describes it in one sentence.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UseCaseAttribute(string name, Allow allow, string summary) : Attribute
{
    /// <summary>The operation's name: unique, in metrics, in the description, and what the rate limit counts.</summary>
    public string Name { get; } = name;

    /// <summary>Its number among <see cref="Operations"/>.</summary>
    public int Number { get; } = Operations.Number(name);

    public Allow Allow { get; } = allow;

    public string Summary { get; } = summary;

    /// <summary>
    /// What the handler asks of a user beside the credential, one of which suffices: names of permissions, and words of <see cref="Right"/>.
    /// Administrators have every right. Empty for what only keys or administrators may call.
    /// </summary>
    public string[] Asks { get; init; } = [];

    /// <summary>
    /// Whether an answer may be used again for the same caller and the same query until a row changes on which it rested. Not for a read
    /// that also depends on anything else than rows and the caller: the time, chance, a header.
    /// </summary>
    public bool KeepsAnswers { get; init; }

    /// <summary>The error for a missing or wrong credential.</summary>
    public ErrorKind RefusedAs { get; init; } = ErrorKind.Unauthenticated;

    /// <summary>The error for a user who calls what is for administrators.</summary>
    public ErrorKind DeniedAs { get; init; } = ErrorKind.PermissionDenied;
}

/// <summary>The description of a request type, read from its attribute once.</summary>
public static class UseCase<TRequest>
{
    public static readonly UseCaseAttribute Info =
        (UseCaseAttribute?)Attribute.GetCustomAttribute(typeof(TRequest), typeof(UseCaseAttribute))
        ?? throw new InvalidOperationException($"{typeof(TRequest).FullName} says not who may send it: give it a [UseCase].");
}
