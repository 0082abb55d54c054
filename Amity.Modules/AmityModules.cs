using Amity.Modules.Audit;
using Amity.Modules.Blocks;
using Amity.Modules.Categories;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Feeds;
using Amity.Modules.Follows;
using Amity.Modules.Jobs;
using Amity.Modules.Moderation;
using Amity.Modules.Networks;
using Amity.Modules.Pins;
using Amity.Modules.Polls;
using Amity.Modules.Posts;
using Amity.Modules.Presence;
using Amity.Modules.Reactions;
using Amity.Modules.Realtime;
using Amity.Modules.Roles;
using Amity.Modules.Sessions;
using Amity.Modules.Settings;
using Amity.Modules.Users;

namespace Amity.Modules;

/// <summary>
/// The product, listed by hand. The order is that of the listeners inside a write.
/// </summary>
public static class AmityModules
{
    public static IReadOnlyList<AmityModule> All { get; } =
    [
        new NetworksModule(),
        new AuditModule(),
        new JobsModule(),
        new SessionsModule(),
        new SettingsModule(),
        new RolesModule(),
        new UsersModule(),
        new FollowsModule(),
        new BlocksModule(),
        new CategoriesModule(),
        new CommunitiesModule(),
        new PostsModule(),
        new PinsModule(),
        new PollsModule(),
        new CommentsModule(),
        new ReactionsModule(),
        new ModerationModule(),
        new FeedsModule(),
        new PresenceModule(),
        new RealtimeModule(),
    ];
}
