using Amity.Core.Identity;

namespace Amity.Modules.Description;

/// <summary>Who may call an operation, in words: what its use case asks for.</summary>
internal static class Rights
{
    /// <summary>Null where a key is all that is asked for.</summary>
    public static string? Of(UseCaseAttribute useCase) => useCase.Allow switch
    {
        Allow.Administrators => "Administrators only.",
        Allow.Users => $"May do it: {string.Join(", ", useCase.Asks.Select(Holder))}, administrators.",
        _ => null,
    };

    private static string Holder(string asked) => asked switch
    {
        Right.Everybody => "every user",
        Right.Sight => "who may see the thing",
        Right.Own => "whose own it is",
        Right.Membership => "members of the community",
        var permission => $"holders of {permission}",
    };
}
