using Amity.Core.Errors;

namespace Amity.Properties.Pinning;

/// <summary>
/// The plain model: which posts there are in two communities, and one list of pins, the last pinned first. It says of each call whether it is
/// refused, and as what, and what everybody reads.
/// </summary>
internal sealed class PinModel
{
    public const int Communities = 2;

    private const int Reviewed = 1, MostByDefault = 20, MostAnnounced = 1;

    private readonly List<Post> posts = [];
    private readonly List<(Post Post, string Placement)> pins = [];
    private readonly bool[] isHidden = new bool[Communities];
    private readonly bool[] isClosed = new bool[Communities];
    private readonly Standing[] standing = [Standing.Member, Standing.Member];
    private int mostGlobal = 1;

    /// <summary>Which post a call is about, as the number of those written before it; -1 for none.</summary>
    public int Pick(PinStep step) => step.Which < posts.Count ? posts.Count - 1 - step.Which : -1;

    /// <summary>Mostly the post's own community; now and then the other.</summary>
    public int CommunityOf(PinStep step) =>
        step.Act is not Act.Write && step.Which < 4 && Pick(step) is var at and >= 0 ? posts[at].Community : step.Place % Communities;

    public static string PlacementOf(PinStep step) => step.Place < 2 ? "default" : "announcement";

    /// <summary>The placement that is cleared; null for both.</summary>
    public static string? ClearedBy(PinStep step) => step.Which > 1 ? null : PlacementOf(step);

    public static int MostOf(PinStep step) => step.Which + 1;

    /// <summary>Does what is called for; null when it is allowed, else why it is refused.</summary>
    public ErrorKind? Do(PinStep step)
    {
        var at = CommunityOf(step);
        var post = Pick(step) is var number and >= 0 ? posts[number] : null;
        return step.Act switch
        {
            Act.Write => Write(step, at),
            Act.Approve => Review(post, Feed.Published),
            Act.Decline => Review(post, Feed.Declined),
            Act.Delete => post is { Life: Life.Live } && !isClosed[post.Community] ? Ok(() => post.Life = Life.Deleted) : ErrorKind.NotFound,
            Act.Erase => post is not null && post.Life is not Life.Erased ? Ok(() => Erase(post)) : ErrorKind.NotFound,
            Act.Pin => Pinning(step.Who, at) ?? InCommunity(step.Who, post, at) ?? Pinnable(post!) ?? Pin(post!, PlacementOf(step)),
            Act.Unpin => Pinning(step.Who, at) ?? InCommunity(step.Who, post, at) ?? Unpin(post!, PlacementOf(step)),
            Act.Clear => Pinning(step.Who, at) ?? Ok(() => Clear(at, ClearedBy(step))),
            Act.PinGlobally => Globally(step.Who, post) ?? Public(post!) ?? Pinnable(post!) ?? Pin(post!, "global"),
            Act.UnpinGlobally => Globally(step.Who, post) ?? Unpin(post!, "global"),
            Act.ClearGlobally => step.Who is Role.Administrator ? Ok(() => pins.RemoveAll(pin => pin.Placement == "global")) : ErrorKind.Forbidden,
            Act.Hide => InLive(at, () => Hide(at)),
            Act.Open => InLive(at, () => isHidden[at] = false),
            Act.Close => Ok(() => Close(at)),
            Act.Ban => InLive(at, () => standing[at] = Standing.Banned),
            Act.Unban => isClosed[at] ? ErrorKind.NotFound : standing[at] is Standing.Banned ? Ok(() => standing[at] = Standing.None) : ErrorKind.NotBanned,
            Act.Join => Join(at),
            Act.AllowGlobally => Ok(() => mostGlobal = MostOf(step)),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
    }

    /// <summary>The posts that are pinned in the community, in either placement, as numbers; null with the refusal where it may not be read.</summary>
    public (IReadOnlyList<int>? Pins, ErrorKind? Refusal) InCommunity(Role who, int at) =>
        isClosed[at] ? (null, ErrorKind.NotFound)
        : !Reads(who, at) ? (null, ErrorKind.Forbidden)
        : ([.. Shown(pin => pin.Placement != "global" && pin.Post.Community == at)], null);

    public IReadOnlyList<int> Globally() => [.. Shown(pin => pin.Placement == "global")];

    private IEnumerable<int> Shown(Func<(Post Post, string Placement), bool> which) =>
        pins.Where(pin => pin.Post.Life is Life.Live && which(pin)).Select(pin => posts.IndexOf(pin.Post));

    private ErrorKind? Write(PinStep step, int at)
    {
        var byMember = step.Which % 2 == 1;
        if (isClosed[at] || (byMember && !Reads(Role.Member, at)))
        {
            return ErrorKind.NotFound;
        }

        if (byMember && standing[at] is not Standing.Member)
        {
            return standing[at] is Standing.Banned ? ErrorKind.Banned : ErrorKind.PermissionDenied;
        }

        return Ok(() => posts.Add(new Post { Community = at, Feed = byMember && at == Reviewed ? Feed.Reviewing : Feed.Published }));
    }

    private ErrorKind? Review(Post? post, Feed to) => post is null || post.Life is not Life.Live || isClosed[post.Community] ? ErrorKind.NotFound
        : post.Feed is Feed.Reviewing ? Ok(() => post.Feed = to)
        : ErrorKind.BadRequest;

    private ErrorKind? Pinning(Role who, int at) => isClosed[at] ? ErrorKind.NotFound
        : who is Role.Moderator or Role.Administrator ? null
        : who is Role.Member && standing[at] is Standing.Banned ? ErrorKind.Banned
        : ErrorKind.Forbidden;

    private ErrorKind? InCommunity(Role who, Post? post, int at) =>
        post is null or { Life: Life.Erased } || (who is not Role.Administrator && isClosed[post.Community]) ? ErrorKind.NotFound
        : post.Community != at ? ErrorKind.BadRequest
        : null;

    private static ErrorKind? Globally(Role who, Post? post) => who is not Role.Administrator ? ErrorKind.Forbidden
        : post is null or { Life: Life.Erased } ? ErrorKind.NotFound
        : null;

    private ErrorKind? Public(Post post) => isClosed[post.Community] ? ErrorKind.NotFound : isHidden[post.Community] ? ErrorKind.BadRequest : null;

    private static ErrorKind? Pinnable(Post post) => post is { Feed: Feed.Published, Life: Life.Live } ? null : ErrorKind.BadRequest;

    private ErrorKind? Pin(Post post, string placement)
    {
        var there = pins.Where(pin => pin.Placement == placement && pin.Post.Life is Life.Live && (placement == "global" || pin.Post.Community == post.Community)).ToList();
        var most = placement switch { "default" => MostByDefault, "announcement" => MostAnnounced, _ => mostGlobal };
        return there.Contains((post, placement)) || there.Count >= most ? ErrorKind.BadRequest : Ok(() => pins.Insert(0, (post, placement)));
    }

    private ErrorKind? Unpin(Post post, string placement) => post.Life is Life.Live && pins.Remove((post, placement)) ? null : ErrorKind.BadRequest;

    private void Clear(int at, string? placement) =>
        pins.RemoveAll(pin => pin.Post.Community == at && pin.Placement != "global" && (placement is null || pin.Placement == placement));

    private void Erase(Post post)
    {
        post.Life = Life.Erased;
        pins.RemoveAll(pin => pin.Post == post);
    }

    private void Hide(int at)
    {
        if (!isHidden[at])
        {
            isHidden[at] = true;
            pins.RemoveAll(pin => pin.Placement == "global" && pin.Post.Community == at);
        }
    }

    private void Close(int at)
    {
        isClosed[at] = true;
        pins.RemoveAll(pin => pin.Post.Community == at);
    }

    private ErrorKind? Join(int at)
    {
        if (isClosed[at] || !Reads(Role.Member, at))
        {
            return ErrorKind.NotFound;
        }

        return standing[at] is Standing.Banned ? ErrorKind.Banned : Ok(() => standing[at] = Standing.Member);
    }

    private bool Reads(Role who, int at) => !isHidden[at] || who is Role.Moderator or Role.Administrator || (who is Role.Member && standing[at] is Standing.Member);

    private ErrorKind? InLive(int at, Action act) => isClosed[at] ? ErrorKind.NotFound : Ok(act);

    private static ErrorKind? Ok(Action act)
    {
        act();
        return null;
    }

    private enum Feed
    {
        Published,
        Reviewing,
        Declined,
    }

    private enum Life
    {
        Live,
        Deleted,
        Erased,
    }

    private enum Standing
    {
        Member,
        Banned,
        None,
    }

    private sealed class Post
    {
        public required int Community { get; init; }

        public required Feed Feed { get; set; }

        public Life Life { get; set; }
    }
}
