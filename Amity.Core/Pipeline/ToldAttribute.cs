namespace Amity.Core.Pipeline;

/// <summary>
/// On a property of a request: the audit log tells it, though it is a text or a list. For words of a known set, for lists of records of which
/// that is true, and for labels that operators give; never for what users wrote, nor for secrets.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ToldAttribute : Attribute;
