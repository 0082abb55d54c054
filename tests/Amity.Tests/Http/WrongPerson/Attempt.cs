using Amity.Core.Errors;
using Amity.Tests.Kit;

namespace Amity.Tests.Http.WrongPerson;

/// <summary>
/// One call, by those who may not make it and by one who may: what the wrong ones are refused is not refused because the call is wrong. Whoever
/// has every right in another network is always among the wrong ones.
/// </summary>
internal sealed record Attempt
{
    /// <summary>Who may.</summary>
    public required Person Right { get; init; }

    /// <summary>Who are refused, and how.</summary>
    public (Person Person, ErrorKind Error)[] Refused { get; init; } = [];

    /// <summary>Who are answered, but see nothing by it, or move nothing.</summary>
    public Person[] Idle { get; init; } = [];

    /// <summary>What the answer to the right person has, and no other.</summary>
    public string? Secret { get; init; }

    /// <summary>For what is hidden from the right person as well: what its answer has instead of the secret.</summary>
    public string? Shows { get; init; }

    /// <summary>The values of the route's parameters.</summary>
    public Dictionary<string, string> Path { get; init; } = [];

    public string Query { get; init; } = "";

    public object? Body { get; init; }

    /// <summary>Something that the right person's call changes, and nobody else's.</summary>
    public Func<Task<string>>? State { get; init; }

    /// <summary>In another network the call makes a thing there, which is no harm.</summary>
    public bool IsFreeElsewhere { get; init; }
}

/// <summary>An attempt on a use case, made anew for each of its routes.</summary>
/// <param name="UseCase">Its name.</param>
/// <param name="Arrange">Makes what the call is about.</param>
/// <param name="On">A part of the routes that it is tried on; all of them without.</param>
internal sealed record Case(string UseCase, Func<Scene, Task<Attempt>> Arrange, string On = "")
{
    public Case(string useCase, Func<Scene, Attempt> arrange, string on = "")
        : this(useCase, scene => Task.FromResult(arrange(scene)), on)
    {
    }

    /// <summary>Makes the scene again what it was, where the attempt cannot be on something new.</summary>
    public Func<Scene, Task> Undo { get; init; } = _ => Task.CompletedTask;

    public bool IsTriedOn(string pattern) => pattern.Contains(On, StringComparison.Ordinal);
}
