namespace Amity.Core.Json;

/// <summary>
/// A setting that is kept and shown, as clients expect, and has no effect before the server has the feature that it is for. The description says so of
/// the field; <c>docs/self-hosting.md</c> lists them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WaitsForAttribute(string feature) : Attribute
{
    public string Feature { get; } = feature;
}
