using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Communities;
using Amity.Modules.Posts;

namespace Amity.Modules.Pins;

/// <summary>
/// Ends the pins of what is gone, in the same write: all of a post that is deleted for good, all of a community's posts when it is closed,
/// and those that showed them to the whole network when it is made private. They stay ended when it is opened again. There are never more
/// than the placements take, some forty.
/// </summary>
internal sealed class EndPins : IInWrite<PostRemoved>, IInWrite<CommunityDeleted>, IInWrite<CommunityMadePrivate>
{
    public Task On(PostRemoved raised, IWrite tx) => End(tx, OfPost, new { raised.PostId });

    public async Task On(CommunityDeleted raised, IWrite tx)
    {
        await End(tx, OfCommunity, new { raised.CommunityId, placements = PinBoard.OfCommunities });
        await End(tx, OfItsPosts, new { raised.CommunityId });
    }

    public Task On(CommunityMadePrivate raised, IWrite tx) => End(tx, OfItsPosts, new { raised.CommunityId });

    private static async Task End(IWrite tx, string which, object args)
    {
        foreach (var pin in await tx.Many<Row>(which, args))
        {
            await tx.Run(Delete, pin);
            await tx.Run(Touch, new { pin.TargetId, now = tx.Now });
        }
    }

    private const string OfPost = """
        select pin_id,
               target_id
        from pins
        where post_id = @PostId
        limit 100
        """;

    private const string OfCommunity = """
        select pin_id,
               target_id
        from pins
        where placement in @placements
          and target_id = @CommunityId
        limit 100
        """;

    // From the few global pins to their posts, which are all of communities, and not through the posts of this one.
    private const string OfItsPosts = """
        select i.pin_id,
               i.target_id
        from pins i
        join posts p on p.post_id = i.post_id
        where i.placement = 'global'
          and p.target_id = @CommunityId
        limit 100
        """;

    private const string Delete = """
        delete from pins
        where pin_id = @PinId
        """;

    private const string Touch = """
        update pin_targets
        set updated_at = @now
        where target_id = @TargetId
        """;

    private sealed record Row
    {
        public string PinId { get; init; } = "";

        public string TargetId { get; init; } = "";
    }
}
