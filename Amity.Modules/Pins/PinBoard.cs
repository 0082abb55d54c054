using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using Amity.Modules.Settings;

namespace Amity.Modules.Pins;

/// <summary>One place where posts are pinned: a placement of a community, or the one of the network.</summary>
internal sealed record PinBoard
{
    /// <summary>The API's description names no numbers for a community; these are what the product's console tells its users.</summary>
    private const int MostByDefault = 20, MostAnnounced = 1;

    private const string Default = "default", Announcement = "announcement", Global = "global";

    /// <summary>The placements of every community. A post may have a pin in each.</summary>
    public static readonly string[] OfCommunities = [Default, Announcement];

    public required string Placement { get; init; }

    public required string TargetType { get; init; }

    public required string TargetId { get; init; }

    public static PinBoard Of(string communityId, string placement) =>
        new() { Placement = placement, TargetType = "community", TargetId = communityId };

    public static PinBoard Of(Network network) => new() { Placement = Global, TargetType = "network", TargetId = network.Id };

    public static Checks Check(Checks check, string? placement) => check.OneOf(placement, "placement", OfCommunities);

    /// <summary>Pins a post that may stand here; <see cref="ErrorKind.BadRequest"/> when it is pinned here already, or when the board is full.</summary>
    public async Task Pin(IWrite tx, Caller caller, PostFacts post)
    {
        var args = new { pinId = tx.NewId(), TargetId, Placement, post.PostId, caller.UserId, now = tx.Now };
        await tx.Run(DropHidden, args);
        if (await tx.Run(Insert, args) == 0)
        {
            throw Refuse.BadRequest($"Post {post.PostId} is already pinned");
        }

        if (await tx.One<long>(Pinned, args) > await Most(tx))
        {
            throw Refuse.BadRequest($"Pin post by placement: {Placement} exceed the limit");
        }

        await Touch(tx);
    }

    /// <summary>Ends the pin of a post here; <see cref="ErrorKind.BadRequest"/> when there is none. A deleted post has none any more.</summary>
    public async Task Unpin(IWrite tx, PostFacts post)
    {
        if (post.IsDeleted || await tx.Run(Delete, new { TargetId, Placement, post.PostId }) == 0)
        {
            throw Refuse.BadRequest($"Post {post.PostId} is not pinned");
        }

        await Touch(tx);
    }

    /// <summary>Ends all pins here, if there are any.</summary>
    public async Task Clear(IWrite tx)
    {
        if (await tx.Run(DeleteAll, new { TargetId, Placement }) > 0)
        {
            await Touch(tx);
        }
    }

    /// <summary>Refuses what can be pinned nowhere: a post that is not published, deleted, or the child of another.</summary>
    public static void DemandPinnable(PostFacts post)
    {
        if (!post.IsPublished)
        {
            throw Refuse.BadRequest($"Post {post.PostId} has to be approved");
        }

        if (post.IsDeleted)
        {
            throw Refuse.BadRequest($"Post {post.PostId} is deleted");
        }

        if (post.ParentPostId is not null)
        {
            throw Refuse.BadRequest("Unable to pin child post");
        }
    }

    /// <summary>How many pins the board takes. Where it was allowed more before, those there are stay.</summary>
    private async Task<int> Most(IRead db) => Placement switch
    {
        Default => MostByDefault,
        Announcement => MostAnnounced,
        _ => (await NetworkSettings.Social(db)).MaxGlobalPinnedPost,
    };

    private Task Touch(IWrite tx) => tx.Run(Upsert, new { TargetId, TargetType, now = tx.Now });

    // At most as many as the board takes: each of them was shown when the last one was pinned.
    private const string DropHidden = """
        delete from pins
        where target_id = @TargetId
          and placement = @Placement
          and exists (select 1
                      from posts p
                      where p.post_id = pins.post_id
                        and p.is_deleted)
        """;

    private const string Insert = """
        insert into pins (pin_id, target_id, placement, post_id, user_id, created_at)
        values (@pinId, @TargetId, @Placement, @PostId, @UserId, @now)
        on conflict (post_id, placement) do nothing
        """;

    private const string Pinned = """
        select count(*)
        from pins
        where target_id = @TargetId
          and placement = @Placement
        """;

    private const string Delete = """
        delete from pins
        where target_id = @TargetId
          and placement = @Placement
          and post_id = @PostId
        """;

    private const string DeleteAll = """
        delete from pins
        where target_id = @TargetId
          and placement = @Placement
        """;

    private const string Upsert = """
        insert into pin_targets (target_id, target_type, updated_at)
        values (@TargetId, @TargetType, @now)
        on conflict (target_id) do update
        set updated_at = excluded.updated_at
        """;
}
