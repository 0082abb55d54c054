using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Pins;

/// <summary>Makes the PIN family of answers.</summary>
internal static class PinAnswers
{
    /// <summary>What is pinned on one board as the caller sees it, the last pinned first unless told otherwise.</summary>
    public static Task<PinsBody> Of(IRead read, Caller caller, PinBoard board, PinOrder? order = null) =>
        Of(read, caller, board.TargetId, [board.Placement], order ?? PinOrder.Newest);

    /// <summary>
    /// What is pinned there in any of the placements as the caller sees it: posts that were deleted, or are hidden from the caller, have no
    /// pin. A post with two pins is among the posts once.
    /// </summary>
    public static async Task<PinsBody> Of(IRead read, Caller caller, string targetId, IReadOnlyList<string> placements, PinOrder order)
    {
        var rows = order.Sort(await read.Many<PinRow>(Pins, new { targetId, placements })).ToList();
        var posts = await PostPayloads.ByIds(read, caller, rows.Select(row => row.PostId));
        var seen = posts.Posts.Select(post => post.PostId).ToHashSet();
        var pins = rows.Where(row => seen.Contains(row.PostId)).ToList();
        var pinners = await UserPayloads.ByIds(read, caller, pins.Select(row => row.UserId));
        string[] targetIds = [targetId, .. posts.Communities.Select(community => community.CommunityId).Where(id => id != targetId)];
        return PinsBody.Of(posts) with
        {
            PinTargets = [.. (await read.Many<TargetRow>(Targets, new { targetIds })).Select(row => row.ToBody())],
            Pins = [.. pins.Select(row => row.ToBody())],
            Users = [.. posts.Users.Concat(pinners).DistinctBy(user => user.UserId)],
        };
    }

    private const string Pins = """
        select i.pin_id,
               i.post_id,
               i.placement,
               i.user_id,
               u.internal_id as UserInternalId,
               i.created_at,
               p.created_at  as PostedAt
        from pins i
        join posts p on p.post_id = i.post_id
        join users u on u.user_id = i.user_id
        where i.target_id = @targetId
          and i.placement in @placements
          and not p.is_deleted
        limit 100
        -- rests on pins.target_id @targetId, posts by reference, users by reference
        """;

    private const string Targets = """
        select target_id,
               target_type,
               updated_at
        from pin_targets
        where target_id in @targetIds
        order by target_type, target_id
        limit 100
        -- rests on pin_targets.target_id @targetIds
        """;

    private sealed record TargetRow
    {
        public string TargetId { get; init; } = "";

        public string TargetType { get; init; } = "";

        public long UpdatedAt { get; init; }

        public PinTargetBody ToBody() => new() { TargetId = TargetId, TargetType = TargetType, LastPinsUpdatedAt = UpdatedAt };
    }
}

/// <summary>A pin as it is stored, with its pinner and the age of its post.</summary>
internal sealed record PinRow
{
    public string PinId { get; init; } = "";

    public string PostId { get; init; } = "";

    public string Placement { get; init; } = "";

    public string UserId { get; init; } = "";

    public string UserInternalId { get; init; } = "";

    public long CreatedAt { get; init; }

    public long PostedAt { get; init; }

    public PinBody ToBody() => new() { ReferenceId = PostId, Placement = Placement, PinnedBy = UserInternalId, PinnedAt = CreatedAt };
}
