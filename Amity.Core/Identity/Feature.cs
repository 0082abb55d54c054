using Amity.Core.Data;

namespace Amity.Core.Identity;

/// <summary>A part of the product that a network can switch off as a whole.</summary>
public enum Feature
{
    /// <summary>What is always there: sessions, users, settings, roles, the lists of moderation.</summary>
    Base,

    /// <summary>Communities with their categories, posts, comments, reactions, polls, feeds and follows.</summary>
    Social,
}

/// <summary>Knows to which part of the product a use case belongs, and whether a network has that part.</summary>
public interface IFeatures
{
    /// <param name="request">The type of a use case's request.</param>
    Feature Of(Type request);

    ValueTask<bool> IsOn(Feature feature, IRead db);
}
