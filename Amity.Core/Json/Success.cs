namespace Amity.Core.Json;

/// <summary>The answer of an operation that has nothing to show: <c>{"success":true}</c>.</summary>
public sealed record Success
{
    public static readonly Success Yes = new();

    // Named differently from the type, so that the JSON is the API's.
    [System.Text.Json.Serialization.JsonPropertyName("success")]
    public bool Value => true;
}
