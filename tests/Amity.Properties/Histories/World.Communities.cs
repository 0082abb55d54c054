using Amity.Core.Errors;

namespace Amity.Properties.Histories;

/// <summary>Communities and who is what in them.</summary>
internal sealed partial class World
{
    private ErrorKind? Create(Call call, bool isPublic, bool isReviewed)
    {
        if (deleted.Contains(call.Whom))
        {
            return ErrorKind.NotFound;
        }

        var people = new Dictionary<int, Standing> { [call.Whom] = Standing.Member, [call.Who] = Standing.Moderator };
        return Ok(communities[call.Number] = new Community(isPublic, isReviewed, IsDeleted: false, people));
    }

    private ErrorKind? InCommunity(Call call, Func<Community, ErrorKind?> act) =>
        communities.TryGetValue(call.Thing, out var community) && !community.IsDeleted && community.IsSeenBy(call.Who) ? act(community) : ErrorKind.NotFound;

    private ErrorKind? Moderate(Call call, Func<Community, ErrorKind?> act) => InCommunity(call, community =>
        community.IsModeratedBy(call.Who) ? act(community) : ErrorKind.PermissionDenied);

    private static ErrorKind? Join(Community community, int who) =>
        community.IsBanned(who) ? ErrorKind.Banned : Ok(community.People.TryAdd(who, Standing.Member));

    private static ErrorKind? Leave(Call call, Community community)
    {
        if (!community.IsMember(call.Who))
        {
            return ErrorKind.PermissionDenied;
        }

        return Last(community, call.Who) ?? Ok(community.People.Remove(call.Who));
    }

    // The moderator adds somebody and themselves.
    private ErrorKind? AddMembers(Call call, Community community) => deleted.Contains(call.Whom) ? ErrorKind.NotFound : Join(community, call.Whom);

    // Takes a ban away, too.
    private static ErrorKind? Remove(Call call, Community community) => Last(community, call.Whom) ?? Ok(community.People.Remove(call.Whom));

    private ErrorKind? Ban(Call call, Community community) => call.Who == call.Whom ? ErrorKind.Forbidden
        : deleted.Contains(call.Whom) ? ErrorKind.NotFound
        : Last(community, call.Whom) ?? Ok(community.People[call.Whom] = Standing.Banned);

    private static ErrorKind? Promote(Call call, Community community) =>
        community.IsMember(call.Whom) ? Ok(community.People[call.Whom] = Standing.Moderator) : ErrorKind.PermissionDenied;

    private static ErrorKind? Demote(Call call, Community community)
    {
        if (!community.IsModeratedBy(call.Whom))
        {
            return null;
        }

        return community.IsLastModerator(call.Whom) ? ErrorKind.LastModerator : Ok(community.People[call.Whom] = Standing.Member);
    }

    private static ErrorKind? Last(Community community, int who) => !community.IsLastModerator(who) ? null
        : community.Members == 1 ? ErrorKind.LastMember
        : ErrorKind.LastModerator;

    private ErrorKind? Close(Call call)
    {
        if (!communities.TryGetValue(call.Thing, out var community) || !community.IsSeenBy(call.Who))
        {
            return ErrorKind.NotFound;
        }

        return community.IsModeratedBy(call.Who)
            ? Ok(communities[call.Thing] = community with { IsDeleted = true })
            : ErrorKind.PermissionDenied;
    }
}
