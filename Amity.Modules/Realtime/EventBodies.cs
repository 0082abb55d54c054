using Amity.Core.Json;
using Amity.Modules.Categories;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Polls;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;
using Amity.Modules.Users;

namespace Amity.Modules.Realtime;

// Payloads that are no family of an answer. Every array is always there: the SDK breaks on some that are missing.

/// <summary>Who reacted, and with what.</summary>
internal sealed record ReactorData(string ReactionId, string ReactionName, string UserId)
{
    public static ReactorData Of(ReactionChanged raised) => new(raised.ReactionId, raised.ReactionName, raised.UserId);
}

/// <summary>A post with the one reaction that has come or gone.</summary>
internal sealed record PostReactionData
{
    public required ReactorData Reactor { get; init; }

    public required IReadOnlyList<PostBody> Posts { get; init; }

    public required IReadOnlyList<PostBody> PostChildren { get; init; }

    public required IReadOnlyList<CommunityBody> Communities { get; init; }

    public required IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; }

    public required IReadOnlyList<CategoryBody> Categories { get; init; }

    public required IReadOnlyList<FeedBody> Feeds { get; init; }

    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public static PostReactionData Of(PostsBody body, ReactionChanged raised) => new()
    {
        Reactor = ReactorData.Of(raised),
        Posts = body.Posts,
        PostChildren = body.PostChildren,
        Communities = body.Communities,
        CommunityUsers = body.CommunityUsers,
        Categories = body.Categories,
        Feeds = body.Feeds,
        Users = body.Users,
    };
}

/// <summary>A comment with the one reaction that has come or gone.</summary>
internal sealed record CommentReactionData
{
    public required ReactorData Reactor { get; init; }

    public required IReadOnlyList<CommentBody> Comments { get; init; }

    public required IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; }

    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public static CommentReactionData Of(CommentsBody body, ReactionChanged raised) => new()
    {
        Reactor = ReactorData.Of(raised),
        Comments = body.Comments,
        CommunityUsers = body.CommunityUsers,
        Users = body.Users,
    };
}

/// <summary>A poll without anybody's vote.</summary>
internal sealed record PollData
{
    public required IReadOnlyList<PollBody> Polls { get; init; }

    public required IReadOnlyList<UserBody> Users { get; init; }
}
