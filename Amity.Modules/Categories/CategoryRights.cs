using Amity.Core.Errors;
using Amity.Core.Identity;

namespace Amity.Modules.Categories;

/// <summary>Who may change categories: whoever holds the permission in the whole network. No community gives it.</summary>
internal static class CategoryRights
{
    public static void Demand(Caller caller, string permission)
    {
        if (!caller.Has(permission))
        {
            throw Refuse.Permission($"Permission denied: {permission} is needed in the network.");
        }
    }
}
