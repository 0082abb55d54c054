using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Communities;

namespace Amity.Modules.Pins;

/// <summary>
/// Who reads the pins of a community, and who changes them. An outsider of a private one is told so here, where elsewhere it would not be
/// found: the API's description has an error of its own for it, by which an application tells a community that its user has left from one
/// that is gone. Ids are no secrets that could be guessed.
/// </summary>
internal static class PinAccess
{
    public const string Permission = "PIN_COMMUNITY_POST";

    /// <summary>Refuses who may not read the community's content; <see cref="ErrorKind.NotFound"/> for one that does not live.</summary>
    public static async Task DemandReading(IRead db, Caller caller, string communityId)
    {
        if (!Reads(caller, await CommunityAccess.OfHidden(db, caller, communityId)))
        {
            throw Refuse.Forbidden("You are not a member of this community");
        }
    }

    /// <summary>Refuses who may not pin posts in the community; <see cref="ErrorKind.NotFound"/> for one that does not live.</summary>
    public static async Task DemandPinning(IWrite tx, Caller caller, string communityId)
    {
        var access = await CommunityAccess.OfHidden(tx, caller, communityId);
        if (access.IsBanned && !caller.IsAdministrator)
        {
            throw new AmityException(ErrorKind.Banned, "User is banned from the community.");
        }

        if (!Reads(caller, access) || !access.Allows(caller, Permission))
        {
            throw Refuse.Forbidden("You are not allowed to do this");
        }
    }

    private static bool Reads(Caller caller, CommunityAccess access) =>
        CommunityViewer.Sees(caller, access.IsPublic, access.IsMember, access.IsDeleted);
}
