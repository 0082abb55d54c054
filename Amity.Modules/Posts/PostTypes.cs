namespace Amity.Modules.Posts;

/// <summary>The data types of posts: those that the API names, and an application's own.</summary>
internal static class PostTypes
{
    public const int MaxLength = 100;

    public const string Text = "text", Poll = "poll";

    /// <summary>Types of children, which the server makes from what a text post shows.</summary>
    private static readonly string[] OfChildren = ["image", "file", "video", "audio", "clip", Poll, "liveStream", "room"];

    /// <summary>Whether a post may have the type by itself.</summary>
    public static bool IsOfParents(string type) => type == Text || IsCustom(type);

    public static bool IsKnown(string type) => IsOfParents(type) || OfChildren.Contains(type);

    /// <summary>Whether it is an application's own: the API description asks for a dot in it, an earlier page for the prefix, and both are in use.</summary>
    public static bool IsCustom(string type) =>
        type.Contains('.', StringComparison.Ordinal) || type.StartsWith("custom", StringComparison.Ordinal);
}
