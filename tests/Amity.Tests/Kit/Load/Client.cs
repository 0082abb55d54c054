
namespace Amity.Tests.Kit.Load;

/// <summary>
/// Somebody who makes one call after another, of all kinds that write, until the server is gone or it is told to stop. It survives the
/// server: at the next one it logs in again, on another device.
/// </summary>
internal sealed class Client(string userId, IReadOnlyList<string> others, Ledger ledger, Square square, int seed, int textLength)
{
    private readonly Random random = new(seed);
    private readonly List<Item> own = [];
    private Person person = null!;
    private int sessions, calls;

    /// <summary>Returns when the process was killed, or after the call that ended after the token.</summary>
    public async Task Run(AmityProcess amity, CancellationToken stop)
    {
        try
        {
            while (!await LogIn(amity))
            {
                await Task.Delay(20, stop);
            }

            while (!stop.IsCancellationRequested)
            {
                await Act(amity);
            }
        }
        catch (HttpRequestException)
        {
        }
        catch (OperationCanceledException)
        {
        }
    }

    private Task<bool> Act(AmityProcess amity) => random.Next(20) switch
    {
        0 => LogIn(amity),
        1 => CreateCommunity(),
        2 or 3 => Toggle(square.AnyCommunity(random), id => Item.Member(id, userId), "member", id => person.Post($"/api/v3/communities/{id}/join"), id => person.Delete($"/api/v3/communities/{id}/leave")),
        4 or 5 => Toggle(others[random.Next(others.Count)], id => Item.Follow(userId, id), "accepted", id => person.Post($"/api/v4/me/following/{id}"), id => person.Delete($"/api/v4/me/following/{id}")),
        6 or 7 or 8 => Toggle(square.AnyPost(random), id => Item.Reaction(id, userId), "like", id => person.Post("/api/v2/reactions", Reaction(id)), id => person.Delete("/api/v2/reactions", Reaction(id))),
        9 => Edit(),
        10 => DeleteOwn(),
        11 or 12 or 13 => Comment(square.AnyPost(random), null),
        14 or 15 => square.AnyComment(random) is { PostId: not null } at ? Comment(at.PostId, at.CommentId) : Post(),
        _ => Post(),
    };

    private async Task<bool> LogIn(AmityProcess amity)
    {
        var deviceId = $"device {sessions++} of {userId}";
        var nobody = new Person(amity.Http, userId, null, ("x-api-key", amity.ApiKey));
        if (await ledger.Make(deviceId, () => nobody.Post("/api/v5/sessions", new { userId, deviceId })) is not { } answer)
        {
            return false;
        }

        person = new Person(amity.Http, userId, answer.Ok().Text("accessToken"));
        ledger.Keep(Item.Session(person.Token!), "open", person);
        return true;
    }

    private async Task<bool> CreateCommunity()
    {
        var name = Text("community");
        var answer = await ledger.Make(name, () => person.Post("/api/v3/communities", new { displayName = name, tags = new[] { "crash", "test" } }));
        if (answer?.Ok().First("communities").Text("communityId") is not { } communityId)
        {
            return false;
        }

        // Its creator never leaves it.
        ledger.Keep(Item.Community(communityId), name, person);
        ledger.Keep(Item.Member(communityId, userId), "member", person);
        square.Community(communityId);
        return true;
    }

    private async Task<bool> Post()
    {
        var text = Text("post").PadRight(textLength, 'x');
        var community = random.Next(2) == 0 ? square.AnyCommunity(random) : null;
        var (targetType, targetId) = community is not null && ledger.Value(Item.Member(community, userId)) is not null
            ? ("community", community)
            : ("user", userId);
        var answer = await ledger.Make(
            text, () => person.Post("/api/v4/posts", new { targetType, targetId, data = new { text }, tags = new[] { "crash", "test" } }));
        return answer?.Ok().First("posts").Text("postId") is { } postId && Share(Item.Post(postId), text, () => square.Post(postId));
    }

    private async Task<bool> Comment(string? postId, string? parentId)
    {
        if (postId is null)
        {
            return await Post();
        }

        var text = Text("comment");
        var answer = await ledger.Make(
            text, () => person.Post("/api/v3/comments", new { referenceType = "post", referenceId = postId, parentId, data = new { text } }));
        return answer?.Ok().First("comments").Text("commentId") is { } commentId
            && Share(Item.Comment(commentId), text, () => square.Comment(postId, commentId));
    }

    private async Task<bool> Edit()
    {
        if (own.Count == 0)
        {
            return await Post();
        }

        var (item, text) = (own[random.Next(own.Count)], Text("edited"));
        return await ledger.Set(item, text, person, () => person.Put(Path(item), new { data = new { text } }));
    }

    private async Task<bool> DeleteOwn()
    {
        if (own.Count == 0)
        {
            return await Post();
        }

        var at = random.Next(own.Count);
        var item = own[at];
        own.RemoveAt(at);
        return await ledger.Set(item, null, person, () => person.Delete(Path(item)));
    }

    private async Task<bool> Toggle(string? id, Func<string, Item> item, string value, Func<string, Task<Answer>> on, Func<string, Task<Answer>> off)
    {
        if (id is null)
        {
            return await CreateCommunity();
        }

        var isOn = ledger.Value(item(id)) is not null;
        if (isOn && item(id).Kind == "member" && ledger.Value(Item.Community(id)) is { } name && name.EndsWith($" of {userId}", StringComparison.Ordinal))
        {
            return await Post();
        }

        return isOn ? await ledger.Set(item(id), null, person, () => off(id)) : await ledger.Set(item(id), value, person, () => on(id));
    }

    /// <summary>Others may meet at most of what is made; the rest stays its author's, to be changed and deleted.</summary>
    private bool Share(Item made, string text, Action share)
    {
        ledger.Keep(made, text, person);
        if (random.Next(3) == 0)
        {
            own.Add(made);
        }
        else
        {
            share();
        }

        return true;
    }

    private string Text(string what) => $"{what} {calls++} of {userId}";

    private static string Path(Item item) => item.Kind == "post" ? $"/api/v4/posts/{item.First}" : $"/api/v3/comments/{item.First}";

    private static object Reaction(string postId) => new { referenceType = "post", referenceId = postId, reactionName = "like" };
}
