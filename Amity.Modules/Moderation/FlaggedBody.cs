namespace Amity.Modules.Moderation;

/// <summary>Whether the caller flagged a thing. SDKs read it under one name or the other, also for the same thing.</summary>
public sealed record FlaggedBody
{
    public required bool Result { get; init; }

    public required bool IsFlagByMe { get; init; }

    internal static FlaggedBody Of(bool isFlagged) => new() { Result = isFlagged, IsFlagByMe = isFlagged };
}
