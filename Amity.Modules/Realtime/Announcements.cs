using Amity.Core.Data;
using Amity.Modules.Communities;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Realtime;

/// <summary>
/// Which event of this server is which event of the SDKs, on which topics, for whom. What a payload needs of rows that are gone after the commit has to be in the event
/// itself.
/// </summary>
internal static class Announcements
{
    public static IReadOnlyList<IAnnouncement> All { get; } =
    [
        new Announcement<UserUpdated>("user.updated", raised => $"user {raised.UserId}", (raised, teller) => User(teller, raised.UserId)),
        new Announcement<CommunityUpdated>("community.updated", raised => $"community {raised.CommunityId}", (raised, teller) => Community(teller, raised.CommunityId)),
        new Announcement<PostCreated>("post.created", raised => $"post {raised.PostId}", (raised, teller) => Post(teller, raised.PostId)),
    ];

    /// <summary>On the user's own topic.</summary>
    private static async Task<Announced?> User(Teller teller, string userId)
    {
        var users = await UserPayloads.ByIds(teller.Read, teller.Network, [userId]);
        return users is [{ IsDeleted: false } user]
            ? new Announced([user.Path], () => Task.FromResult(EventData.Of(new UsersBody { Users = users })))
            : null;
    }

    /// <summary>On the community's topic.</summary>
    private static async Task<Announced?> Community(Teller teller, string communityId)
    {
        var family = await CommunityPayloads.ByIds(teller.Read, EventData.Nobody(teller.Network), [communityId]);
        return family.Communities is [var community]
            ? new Announced([community.Path], async () => EventData.Of(await EventData.Community(teller.Read, family, teller.Network)))
            : null;
    }

    /// <summary>On the post's topic; one that waits for a review is told of to its author and those who review it.</summary>
    private static async Task<Announced?> Post(Teller teller, string postId)
    {
        var body = await PostPayloads.ByIds(teller.Read, EventData.Nobody(teller.Network), [postId]);
        if (body.Posts is not [{ IsDeleted: false } post])
        {
            return null;
        }

        var audience = post.FeedType == "published" ? null : await Reviewers(teller, post);
        return new Announced([post.Path], () => Task.FromResult(EventData.Of(body)), audience);
    }

    private static async Task<IReadOnlySet<string>> Reviewers(Teller teller, PostBody post)
    {
        var reviewers = await teller.Read.Many<string>(InternalIdsOfReviewers, new { communityId = post.TargetId });
        return reviewers.Append(post.PostedUserInternalId).Select(internalId => RealtimeMember.KeyOf(teller.Network, internalId)).ToHashSet(StringComparer.Ordinal);
    }

    private const string InternalIdsOfReviewers = """
        select distinct u.internal_id
        from community_user_roles held
        join community_users m on m.community_id = held.community_id and m.user_id = held.user_id
        join roles r on r.role_id = held.role_id
        join role_permissions given on given.role_id = held.role_id
        join users u on u.user_id = held.user_id
        where held.community_id = @communityId
          and m.membership = 'member'
          and not r.is_deleted
          and given.permission = 'REVIEW_COMMUNITY_POST'
        limit 1000
        """;
}
